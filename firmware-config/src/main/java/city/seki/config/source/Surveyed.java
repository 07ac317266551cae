package city.seki.config.source;

import city.seki.config.model.DeviceMapping;
import city.seki.config.model.Place;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a unit looks after beside its readers: sensors and devices. */
final class Surveyed {
  /** Host names and addresses; no user name: a password belongs into the unit's secrets. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(pjlink|snmp|tcp|ping|mqtts?|xapi\\+https?|zoom\\+ssh)://"
              + "([A-Za-z0-9.-]+|\\[[0-9a-fA-F:.]+\\])(:[0-9]{1,5})?(#sha256=[0-9a-f]{64})?");

  private final List<SensorWiring> sensors = new ArrayList<>();
  private final List<RoomDevice> devices = new ArrayList<>();

  /** What may stand in one place of a city only. */
  static final class Names {
    private final Map<String, Block> unitOfPlace = new HashMap<>();
    private final Map<String, Unique> devices = new HashMap<>();
    private final Map<String, Value> addresses = new HashMap<>();
  }

  /**
   * @param wires what the unit's readers take already
   * @param stands its office, null where that is not known
   * @param office its name, null after a problem
   */
  Surveyed(
      Block unit,
      Wires wires,
      @Nullable OfficeReading stands,
      @Nullable String office,
      Names names) {
    for (Block each : unit.blocks("sensors", Shape.SENSOR)) {
      Place place = place(each);
      String device = wires.sensor(each);
      if (place != null) {
        requirePlace(each, place, stands, office);
        requireOneUnit(each, place, office, unit, names);
      }
      if (place != null && device != null) {
        sensors.add(new SensorWiring(place, device));
      }
    }
    for (Block each : unit.blocks("devices", Shape.ROOM_DEVICE)) {
      device(each, stands, office, names);
    }
  }

  List<SensorWiring> sensors() {
    return sensors;
  }

  List<RoomDevice> devices() {
    return devices;
  }

  private void device(
      Block block, @Nullable OfficeReading stands, @Nullable String office, Names names) {
    String id = block.name("id", "device");
    String room = block.name("room", "room");
    Text name = CityReading.text(block, "name");
    String address = block.text("address");
    if (address != null && !ADDRESS.matcher(address).matches()) {
      block.problem(
          "address",
          "'"
              + address
              + "' is no device address: write pjlink://HOST, xapi+https://HOST, zoom+ssh://HOST,"
              + " mqtt://HOST, mqtts://HOST, snmp://HOST, tcp://HOST:PORT or ping://HOST; a"
              + " password belongs into the unit's folder 'secrets'");
      address = null;
    }
    DeviceMapping mapping = mapping(block, address);
    if (room != null) {
      requireRoom(block, "room", room, stands, office);
    }
    boolean isNew =
        id != null
            && names
                .devices
                .computeIfAbsent(String.valueOf(office), o -> new Unique("device"))
                .add(id, block.get("id"));
    if (address != null) {
      requireOneRoom(block, office + " " + spoken(address, mapping), names);
    }
    boolean whole = address != null && RoomDevice.speaksMqtt(address) == (mapping != null);
    if (id != null && isNew && room != null && name != null && address != null && whole) {
      devices.add(new RoomDevice(id, room, name, address, mapping));
    }
  }

  /** What is asked or heard: of a broker, a topic. */
  private static String spoken(String address, @Nullable DeviceMapping mapping) {
    String host = address.replaceFirst("#.*", "").toLowerCase(Locale.ROOT);
    return mapping == null ? host : host + " " + mapping.state().source();
  }

  /** One device cannot stand in two places; other offices may use the same private addresses. */
  private static void requireOneRoom(Block device, String spoken, Names names) {
    Value at = device.at("address");
    Value first = names.addresses.putIfAbsent(spoken, at);
    if (first != null) {
      at.impossible(
          "another device of this office has this address, "
              + at.other(first)
              + ": write the address of each, or leave one out");
    }
  }

  private static @Nullable DeviceMapping mapping(Block device, @Nullable String address) {
    boolean given = device.get("mapping") != null;
    if (address != null && given != RoomDevice.speaksMqtt(address)) {
      device.problem(
          given ? "mapping" : "address",
          given
              ? "only devices at mqtt:// and mqtts:// have a mapping: leave it out"
              : "a device that speaks MQTT needs a mapping: add 'mapping' with the topic of its"
                  + " state and what the values there mean");
    }
    Block block = device.block("mapping", Shape.MAPPING);
    return block == null ? null : new MappingReading(block).mapping();
  }

  private static @Nullable Place place(Block sensor) {
    String text = sensor.text("place");
    if (text == null) {
      return null;
    }
    try {
      return Place.parse(text);
    } catch (IllegalArgumentException e) {
      sensor.problem("place", e.getMessage() + ": write room:vc-1 or seat:A-01");
      return null;
    }
  }

  private static void requirePlace(
      Block sensor, Place place, @Nullable OfficeReading stands, @Nullable String office) {
    switch (place) {
      case Place.InRoom in -> requireRoom(sensor, "place", in.room(), stands, office);
      case Place.AtSeat at -> {
        if (stands != null && stands.seats().lacks(at.seat())) {
          sensor.problem(
              "place",
              "office "
                  + office
                  + " has no seat "
                  + at.seat()
                  + Spelling.hint(at.seat(), stands.seats().known())
                  + ": name a seat of that office, or add it there");
        }
      }
    }
  }

  private static void requireRoom(
      Block block,
      String key,
      String room,
      @Nullable OfficeReading stands,
      @Nullable String office) {
    if (stands != null && stands.lacksRoom(room)) {
      block.problem(
          key,
          "office "
              + office
              + " has no room "
              + room
              + Spelling.hint(room, stands.rooms())
              + ": name a room of that office, or add it there");
    }
  }

  /** One unit makes the belief of a place: two would tell two. */
  private static void requireOneUnit(
      Block sensor, Place place, @Nullable String office, Block unit, Names names) {
    Block first = names.unitOfPlace.putIfAbsent(office + "/" + place, unit);
    if (first != null && first != unit) {
      sensor.problem(
          "place",
          place
              + " is sensed by the unit "
              + sensor.at("place").other(first.whole())
              + " already: let one unit have all sensors of a place");
    }
  }
}
