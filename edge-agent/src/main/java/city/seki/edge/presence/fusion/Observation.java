package city.seki.edge.presence.fusion;

import city.seki.edge.presence.SensorEvent;

/**
 * Something that the watch of a sensor told.
 *
 * @param sensor its name as declared
 */
public record Observation(String sensor, SensorEvent event) {}
