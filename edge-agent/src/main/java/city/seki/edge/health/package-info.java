/**
 * How the unit's machine is: temperature, power, memory, disk, radio, and the way to the hub. Read
 * from what Linux and the Pi's firmware show in files; what is missing says why.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.health;
