/**
 * How seats, rooms and devices were used (product.md §8): counted day by day from what is on
 * record, kept in roll-ups, put together for any period.
 */
@org.jspecify.annotations.NullMarked
package city.seki.hub.utilisation;
