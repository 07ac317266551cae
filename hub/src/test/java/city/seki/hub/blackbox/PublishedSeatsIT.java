package city.seki.hub.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What others see of a seat: retained topics, server-sent events, and silence made known. */
@ParameterizedClass
@EnumSource(Broker.class)
@Timeout(120)
record PublishedSeatsIT(Broker broker) {
  private static final String STATUS =
      "{\"state\":\"%s\",\"boot\":\"b1\",\"version\":\"1.0\",\"config\":null}";

  @Test
  void a_tap_changes_topic_stream_and_page_and_a_unit_that_dies_makes_its_seats_unknown(
      @TempDir Path folder) throws Exception {
    try (RunningCity city = new RunningCity(folder, broker == Broker.EXTERNAL)) {
      Await.until("every seat is published", () -> seats(city).size() == 34);
      seats(city).values().forEach(seat -> assertEquals("unknown", seat.get("state").asString()));
      try (BufferedReader events =
          new BufferedReader(new InputStreamReader(city.web.events(), UTF_8))) {
        String seat = city.freeSeat();
        city.unit.tap("u1", "seat:" + seat, city.cardOf(city.somebody()), Instant.now());
        String told = told(events, "\"seat\":\"" + seat + "\"", "\"state\":\"claimed\"");
        assertFalse(told.contains("person"), told);
        String topic = "seki/1/office/open/seat/" + seat;
        Await.until("the topic says so", () -> state(city, topic).equals("claimed"));
        Await.until(
            "the others are known to be free now",
            () -> state(city, "seki/1/office/open/seat/A-30").equals("free"));
        assertEquals("tap", seat(city, topic).get("source").asString());
        assertEquals(
            1, summary(city, "open").get("claimed").asInt(), () -> "one claim in the summary");
      }
      silence(city);
      city.end();
    }
  }

  private static void silence(RunningCity city) throws IOException, InterruptedException {
    String topic = "seki/1/office/open/seat/N-01";
    Process unit = city.mqtt.unitWithWill("u2", STATUS.formatted("offline"));
    try {
      assertEquals("unknown", state(city, topic));
      city.mqtt.publish("seki/1/unit/u2/status", STATUS.formatted("online"), true);
      Await.until("its seat is known", () -> state(city, topic).equals("free"));
      assertEquals("free", city.web.seat("open", "N-01").get("state").asString());
    } finally {
      unit.destroyForcibly();
    }
    Await.until("its will is heard", () -> state(city, topic).equals("unknown"));
    JsonNode seat = city.web.seat("open", "N-01");
    assertEquals("unknown", seat.get("state").asString());
    Await.until(
        "facilities are alerted",
        () -> city.web.get("/api/v1/alerts").toString().contains("unit-silent"));
  }

  /** Reads on until an event of a seat holds all of that. */
  private static String told(BufferedReader events, String... parts) throws IOException {
    List<String> seen = new ArrayList<>();
    boolean ofSeat = false;
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      seen.add(line);
      ofSeat = line.startsWith("event:") ? line.equals("event: seat") : ofSeat;
      boolean all = ofSeat && line.startsWith("data:");
      for (String part : parts) {
        all &= line.contains(part);
      }
      if (all) {
        assertTrue(seen.stream().anyMatch(l -> l.startsWith("id:")), seen::toString);
        return line;
      }
    }
    throw new AssertionError("the stream ended after " + seen);
  }

  private static Map<String, JsonNode> seats(RunningCity city)
      throws IOException, InterruptedException {
    Map<String, JsonNode> seats = new TreeMap<>();
    for (String line : city.mqtt.retained("seki/1/office/+/seat/+")) {
      int space = line.indexOf(' ');
      String topic = line.substring(0, space);
      JsonNode seat = Schemas.valid("office-seat", line.substring(space + 1));
      assertEquals(
          topic,
          "seki/1/office/"
              + seat.get("office").asString()
              + "/seat/"
              + seat.get("seat").asString());
      seats.put(topic, seat);
    }
    return seats;
  }

  private static JsonNode seat(RunningCity city, String topic)
      throws IOException, InterruptedException {
    return Objects.requireNonNull(seats(city).get(topic), topic);
  }

  private static String state(RunningCity city, String topic)
      throws IOException, InterruptedException {
    return seat(city, topic).get("state").asString();
  }

  private static JsonNode summary(RunningCity city, String office)
      throws IOException, InterruptedException {
    String line = city.mqtt.retained("seki/1/office/" + office + "/summary").getFirst();
    return Schemas.valid("office-summary", line.substring(line.indexOf(' ') + 1));
  }
}
