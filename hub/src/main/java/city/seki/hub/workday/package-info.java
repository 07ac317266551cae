/**
 * Who of a department worked where on one day, from when to when, and what of it a supervisor has
 * confirmed.
 */
@org.jspecify.annotations.NullMarked
package city.seki.hub.workday;
