/** A machine in memory that shows how it is in the same files as a real one. */
@org.jspecify.annotations.NullMarked
package city.seki.edge.health.emulated;
