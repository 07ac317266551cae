package city.seki.hub.homeassistant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.source.ReferenceCity;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** How Home Assistant finds seats and rooms, and how they go away again. */
class DiscoveryTest {
  private static final City CITY = ReferenceCity.city();

  private final Map<String, String> broker = new HashMap<>();
  private final List<String> published = new ArrayList<>();
  private final HomeAssistant home =
      new HomeAssistant(
          new Discovery(Discovery.PREFIX, "1.2.3"),
          (topic, payload) -> {
            published.add(topic);
            if (payload.length == 0) {
              broker.remove(topic);
            } else {
              broker.put(topic, new String(payload, UTF_8));
            }
          });

  private static String golden(String name) throws IOException {
    try (InputStream in =
        DiscoveryTest.class.getResourceAsStream("/golden/homeassistant/" + name + ".json")) {
      assertNotNull(in, name);
      return new String(in.readAllBytes(), UTF_8).strip();
    }
  }

  private static City without(String office) {
    List<Office> offices =
        CITY.offices().values().stream().filter(each -> !each.id().equals(office)).toList();
    return new City(
        CITY.name(),
        CITY.timeZone(),
        CITY.zones(),
        offices,
        CITY.units().values().stream().filter(unit -> !unit.office().equals(office)).toList(),
        Set.of());
  }

  @Test
  void a_seat_and_a_room_are_told_as_the_golden_files_have_them() throws IOException {
    home.accept(CITY);
    assertEquals(golden("seat"), broker.get("homeassistant/device/seki-seat-hata_-A-01/config"));
    assertEquals(golden("room"), broker.get("homeassistant/device/seki-room-hata_-meeting/config"));
  }

  @Test
  void each_seat_and_room_is_a_device_of_its_own() {
    home.accept(CITY);
    int seats = CITY.offices().values().stream().mapToInt(office -> office.seats().size()).sum();
    int rooms = CITY.offices().values().stream().mapToInt(office -> office.rooms().size()).sum();
    assertEquals(seats + rooms, broker.size());
    Set<String> ids = new HashSet<>();
    for (String payload : broker.values()) {
      JsonNode message = new ObjectMapper().readTree(payload);
      for (JsonNode component : message.get("cmps")) {
        assertTrue(ids.add(component.get("unique_id").asString()), payload);
      }
      String topic = message.get("state_topic").asString();
      assertTrue(topic.startsWith("seki/1/office/"), topic);
      assertTrue(message.at("/dev/ids").asString().matches("[A-Za-z0-9_-]+"), payload);
    }
  }

  @Test
  void what_did_not_change_is_not_told_again_and_what_went_is_taken_back() {
    home.accept(CITY);
    int all = published.size();
    home.accept(CITY);
    home.accept(without("nowhere"));
    assertEquals(all, published.size());
    home.accept(without("hata"));
    assertTrue(broker.keySet().stream().noneMatch(topic -> topic.contains("-hata_-")));
    assertEquals(all - (published.size() - all), broker.size());
    home.accept(CITY);
    assertEquals(all, broker.size());
  }
}
