/**
 * The seat rules (product.md §4 and §5), one place for hub and unit: {@link
 * city.seki.config.rules.SeatRules#decide decide} says what follows from a command, {@link
 * city.seki.config.rules.Seating#apply apply} what an event changes. Both are pure and total: no
 * clock, no chance, no I/O.
 */
@org.jspecify.annotations.NullMarked
package city.seki.config.rules;
