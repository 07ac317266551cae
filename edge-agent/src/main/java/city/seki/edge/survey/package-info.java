/**
 * What a unit looks after beside its readers: the sensors of seats and rooms, whose words become
 * one belief for each place, and the devices of rooms. Both are told to the hub.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.survey;
