package city.seki.hub.homeassistant;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Room;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.wire.JsonText;
import city.seki.config.wire.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Home Assistant is told of a city, by topic: one device for each seat and room, whose state
 * it then reads from the topics that are published for all. Pure.
 *
 * @see <a href="https://www.home-assistant.io/integrations/mqtt/#device-discovery-payload">Home
 *     Assistant, device discovery payload</a> (since 2024.11)
 */
public final class Discovery {
  /** Where Home Assistant looks unless it was told otherwise. */
  public static final String PREFIX = "homeassistant";

  private static final List<String> SEAT_STATES =
      List.of("free", "claimed", "reserved", "unclaimed-use", "out-of-service");

  /** Unknown is neither taken nor free: it is then not available. */
  private static final String THERE =
      "{{ 'offline' if value_json.state == 'unknown' else 'online' }}";

  private final String prefix;
  private final String version;

  /**
   * @param version of this hub
   */
  public Discovery(String prefix, String version) {
    this.prefix = prefix;
    this.version = version;
  }

  /** The messages, all to be retained; of seats that are there always. */
  public Map<String, byte[]> of(City city) {
    Map<String, byte[]> messages = new LinkedHashMap<>();
    for (Office office : city.lasting().offices().values()) {
      for (Seat seat : office.seats().values()) {
        String id = id("seat", office.id(), seat.id());
        messages.put(topic(id), seat(office, seat, id));
      }
      for (Room room : office.rooms()) {
        String id = id("room", office.id(), room.id());
        messages.put(topic(id), room(office, room, id));
      }
    }
    return messages;
  }

  private String topic(String id) {
    return prefix + "/device/" + id + "/config";
  }

  /**
   * Of letters, digits, {@code _} and {@code -}, as Home Assistant wants it; no two names make the
   * same.
   */
  private static String id(String kind, String office, String name) {
    return "seki-" + kind + "-" + escaped(office) + "_-" + escaped(name);
  }

  private static String escaped(String name) {
    return name.replace("_", "_u").replace(".", "_d");
  }

  private byte[] seat(Office office, Seat seat, String id) {
    return message(
        office,
        id,
        office.name().ja() + " " + seat.id(),
        "Seat",
        Topics.seat(new SeatId(office.id(), seat.id())),
        components -> {
          components.object(
              "occupancy",
              o ->
                  occupancy(
                      o,
                      id,
                      "{{ 'ON' if value_json.state in ['claimed', 'unclaimed-use'] else 'OFF' }}"));
          components.object(
              "state",
              o ->
                  o.put("p", "sensor")
                      .put("unique_id", id + "_state")
                      .put("name", "State")
                      .put("device_class", "enum")
                      .put("options", SEAT_STATES)
                      .put("value_template", "{{ value_json.state }}"));
        });
  }

  private byte[] room(Office office, Room room, String id) {
    return message(
        office,
        id,
        office.name().ja() + " " + room.name().ja(),
        "Room",
        Topics.room(office.id(), room.id()),
        components -> {
          components.object(
              "occupancy",
              o -> occupancy(o, id, "{{ 'ON' if value_json.state == 'occupied' else 'OFF' }}"));
          components.object(
              "people",
              o ->
                  o.put("p", "sensor")
                      .put("unique_id", id + "_people")
                      .put("name", "People")
                      .put("state_class", "measurement")
                      .put("value_template", "{{ value_json.people }}"));
        });
  }

  private static void occupancy(JsonText o, String id, String template) {
    o.put("p", "binary_sensor").put("unique_id", id + "_occupancy");
    o.put("device_class", "occupancy").put("value_template", template);
  }

  private interface Components {
    void write(JsonText o);
  }

  private byte[] message(
      Office office,
      String id,
      String name,
      String model,
      String stateTopic,
      Components components) {
    return JsonText.object(
        o -> {
          o.object(
              "dev",
              d ->
                  d.put("ids", id)
                      .put("name", name)
                      .put("mf", "Seki")
                      .put("mdl", model)
                      .put("sa", office.name().ja()));
          o.object("o", origin -> origin.put("name", "Seki").put("sw", version));
          o.object("cmps", components::write);
          o.put("state_topic", stateTopic).put("qos", 1);
          o.put("availability_topic", stateTopic).put("availability_template", THERE);
        });
  }
}
