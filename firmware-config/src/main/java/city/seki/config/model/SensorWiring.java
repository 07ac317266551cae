package city.seki.config.model;

/**
 * One sensor of a unit.
 *
 * @param place what it looks at
 * @param device where it is connected, as {@code seki-edge sensors --watch} takes it, or {@code
 *     coap:NAME} for one that posts over the network
 */
public record SensorWiring(Place place, String device) {}
