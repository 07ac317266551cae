package city.seki.config.model;

import org.jspecify.annotations.Nullable;

/**
 * An audio-visual or video-conference device of a room, looked after by one unit.
 *
 * @param id its name within the office; the unit's secret for it has the same name
 * @param room that it stands in
 * @param name what people call it
 * @param address where it is, as {@code seki-edge devices --watch} takes it
 * @param mapping how it is understood, for a device that speaks MQTT itself; null for all others
 */
public record RoomDevice(
    String id, String room, Text name, String address, @Nullable DeviceMapping mapping) {
  public RoomDevice {
    Names.require("device", id);
    Names.require("room", room);
    if ((mapping != null) != speaksMqtt(address)) {
      throw new IllegalArgumentException(
          "device " + id + ": mqtt:// and mqtts:// need a mapping, and nothing else has one");
    }
  }

  /** A device that says by its protocol how it is. */
  public RoomDevice(String id, String room, Text name, String address) {
    this(id, room, name, address, null);
  }

  /** Whether what is at that address is heard by its broker, and needs a mapping. */
  public static boolean speaksMqtt(String address) {
    return address.startsWith("mqtt://") || address.startsWith("mqtts://");
  }

  /** Whether devices of that kind may count the people in their room, as a sensor does. */
  public boolean countsPeople() {
    return address.startsWith("xapi+");
  }
}
