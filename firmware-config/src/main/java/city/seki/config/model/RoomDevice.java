package city.seki.config.model;

/**
 * An audio-visual or video-conference device of a room, looked after by one unit.
 *
 * @param id its name within the office; the unit's secret for it has the same name
 * @param room that it stands in
 * @param name what people call it
 * @param address where it is, as {@code seki-edge devices --watch} takes it
 */
public record RoomDevice(String id, String room, Text name, String address) {
  public RoomDevice {
    Names.require("device", id);
    Names.require("room", room);
  }

  /** Whether devices of that kind may count the people in their room, as a sensor does. */
  public boolean countsPeople() {
    return address.startsWith("xapi+");
  }
}
