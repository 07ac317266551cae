package city.seki.edge.senml;

import java.util.List;

/** What a record says, by its name and unit. */
enum Meaning {
  PRESENCE,
  MOTION,
  DOOR,
  COUNT,
  CO2,
  TEMPERATURE,
  HUMIDITY,
  BATTERY,
  /** Something that nobody here asks for. */
  NOTHING;

  private static final String BATTERY_PERCENT = "%EL";

  static Meaning of(SenmlRecord record) {
    if (BATTERY_PERCENT.equals(record.unit())) {
      return BATTERY;
    }
    List<String> parts = List.of(record.name().split("[:/]", -1));
    return switch (parts.getLast()) {
      case "presence" -> PRESENCE;
      case "motion" -> MOTION;
      case "door" -> DOOR;
      case "count", "people" -> COUNT;
      case "co2" -> CO2;
      case "temperature" -> TEMPERATURE;
      case "humidity" -> HUMIDITY;
      case "5500" -> isOf("3302", parts) ? PRESENCE : NOTHING;
      case "1" -> isOf("3434", parts) ? COUNT : NOTHING;
      default -> NOTHING;
    };
  }

  /** Whether the name ends in object, instance, resource. */
  private static boolean isOf(String object, List<String> parts) {
    return parts.size() >= 3 && parts.get(parts.size() - 3).equals(object);
  }
}
