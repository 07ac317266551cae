package city.seki.config.model;

/**
 * One sensor of a unit.
 *
 * @param place what it looks at
 * @param device where it is connected, as {@code seki-edge sensors --watch} takes it, or {@code
 *     coap:NAME} for one that posts over the network
 */
public record SensorWiring(Place place, String device) {
  /** What kind of sensor it is, in one word: pir, radar, air, door, pad or detector. */
  public String kind() {
    String prefix = device.substring(0, Math.max(0, device.indexOf(':')));
    return switch (prefix) {
      case "ld2410" -> "radar";
      case "scd4x" -> "air";
      case "coap" -> "detector";
      default -> prefix;
    };
  }
}
