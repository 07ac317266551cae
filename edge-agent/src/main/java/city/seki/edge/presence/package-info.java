/**
 * What is sensed on and around the unit: the port to a sensor, what sensors say, and what the unit
 * believes about each room and seat from all of it together.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.presence;
