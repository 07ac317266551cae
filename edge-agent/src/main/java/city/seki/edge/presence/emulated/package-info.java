/** Sensors in memory, from the sensor's side of its wire, that can fail as real ones do. */
@org.jspecify.annotations.NullMarked
package city.seki.edge.presence.emulated;
