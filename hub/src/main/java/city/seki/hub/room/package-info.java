/**
 * Rooms and their devices as they are now: what units told last, what follows from it, and what
 * facilities should know (product.md §7).
 */
@org.jspecify.annotations.NullMarked
package city.seki.hub.room;
