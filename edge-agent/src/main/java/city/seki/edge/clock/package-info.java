/**
 * What time it was, worked out from a monotonic clock and the moments at which a right one was
 * known.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.clock;
