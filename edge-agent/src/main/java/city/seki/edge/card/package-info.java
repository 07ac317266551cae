/**
 * Card readers: the port, what a poll of the field can find, and the watch that keeps a reader
 * alive.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.card;
