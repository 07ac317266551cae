package city.seki.edge.coap;

import city.seki.edge.senml.SensorReport;

/**
 * What a sensor of the network told: accepted, and no repetition.
 *
 * @param sensor its name, {@code coap:NAME} in the wiring
 * @param place as the wiring names it
 * @param report readings and the battery's charge
 * @param arrivedNanos when it came, by the unit's {@code Pace}
 */
public record SensorPost(String sensor, String place, SensorReport report, long arrivedNanos) {}
