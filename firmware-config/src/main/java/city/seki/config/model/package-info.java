/**
 * Offices, seats, rooms, units: what the city says it has. Records that are valid once they exist.
 */
@org.jspecify.annotations.NullMarked
package city.seki.config.model;
