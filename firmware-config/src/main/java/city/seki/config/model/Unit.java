package city.seki.config.model;

import java.util.List;

/**
 * One Raspberry Pi with what is wired to it; it stands in one office.
 *
 * @param readers its card readers
 * @param sensors what senses seats and rooms, wired to it or posting to it
 * @param devices of rooms, which it asks over the network
 */
public record Unit(
    String id,
    String office,
    List<Wiring> readers,
    List<SensorWiring> sensors,
    List<RoomDevice> devices) {
  public Unit {
    Names.require("unit", id);
    Names.require("office", office);
    readers = List.copyOf(readers);
    sensors = List.copyOf(sensors);
    devices = List.copyOf(devices);
  }

  /** A unit that reads cards and does nothing else. */
  public Unit(String id, String office, List<Wiring> readers) {
    this(id, office, readers, List.of(), List.of());
  }
}
