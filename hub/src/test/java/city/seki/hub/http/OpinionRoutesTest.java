package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Policy;
import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import city.seki.hub.access.Role;
import city.seki.hub.opinion.Rating;
import city.seki.hub.opinion.Use;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The question after a use, and its report, over HTTP. */
class OpinionRoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUESTION = "/api/v1/me/question";
  private static final String REPORT = "/api/v1/reports/opinions";

  @TempDir Path data;
  private HubAtWork hub;

  @BeforeEach
  void start() throws Exception {
    hub = new HubAtWork(data);
    hub.reconfigure(Policy.STANDARD.askingAfterUse(), 0);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void tap() throws Exception {
    assertEquals(
        200,
        hub.post(Role.STAFF, "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"A-03\"}")
            .statusCode());
  }

  private void sits() throws Exception {
    hub.now(hub.now().plus(Duration.ofMinutes(1))); // else a card's answer is only repeated
    tap();
    hub.now(hub.now().plus(Duration.ofMinutes(30)));
    tap();
  }

  private JsonNode use() throws Exception {
    return JSON.readTree(hub.get(Role.STAFF, QUESTION).body()).get("use");
  }

  private int says(String body) throws Exception {
    return hub.post(Role.STAFF, QUESTION, body).statusCode();
  }

  @Test
  void who_leaves_a_seat_is_asked_once() throws Exception {
    assertTrue(use().isNull());
    assertEquals(404, says("{\"rating\":\"good\"}"));
    sits();
    assertEquals("A-03", use().get("seat").asString());
    assertEquals(400, says("{\"rating\":\"great\"}"));
    assertEquals(400, says("{\"rating\":\"poor\",\"cause\":\"ghosts\"}"));
    assertEquals(204, says("{\"rating\":\"poor\",\"cause\":\"noise\"}"));
    assertTrue(use().isNull());
    assertEquals(404, says("{\"rating\":\"good\"}"));
    sits();
    assertEquals(204, says("{\"rating\":\"none\"}"), "who says nothing is not asked again");
    assertTrue(use().isNull());
  }

  @Test
  void the_answer_is_kept_without_its_person() throws Exception {
    sits();
    says("{\"rating\":\"poor\",\"cause\":\"noise\"}");
    String person = String.valueOf(hub.roster.personOf("1001"));
    for (String file : new String[] {"opinions.db", "opinions.db-wal"}) {
      Path path = data.resolve(file);
      if (Files.exists(path)) {
        String bytes = Files.readString(path, StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains(person), file);
        assertFalse(bytes.contains("A-03"), file);
      }
    }
    assertFalse(hub.get(Role.AUDITOR, "/api/v1/audit").body().contains("noise"));
  }

  @Test
  void the_report_counts_whole_months_and_hides_small_groups() throws Exception {
    Use use = new Use(new SeatId("chuo", "A-03"), "lgwan", LocalDate.of(2026, 11, 10), Slot.AM);
    for (int i = 0; i < 4; i++) {
      hub.parts.opinions().store().add(use, Rating.GOOD, null);
    }
    String days = "?from=2026-11-24&to=2026-11-24";
    JsonNode few = JSON.readTree(hub.get(Role.HR, REPORT + days).body());
    assertEquals("2026-11-01", few.get("from").asString());
    assertEquals("2026-11-30", few.get("to").asString());
    assertEquals(0, few.get("lines").size());
    assertEquals(1, few.get("hidden").asInt());
    hub.parts.opinions().store().add(use, Rating.POOR, null);
    JsonNode five = JSON.readTree(hub.get(Role.HR, REPORT + days).body());
    assertEquals(5, five.get("lines").get(0).get("answers").asInt());
    assertEquals(five, JSON.readTree(hub.get(Role.HR, REPORT + days + "&offices=x,chuo").body()));
    JsonNode other = JSON.readTree(hub.get(Role.HR, REPORT + days + "&offices=x").body());
    assertEquals(0, other.get("lines").size());
    HttpResponse<String> csv = hub.get(Role.HR, REPORT + days + "&format=csv");
    assertTrue(csv.body().contains("2026-11-01,2026-11-30,chuo,lgwan,5,4,0,1,,,,,,"), csv.body());
    assertEquals(400, hub.get(Role.HR, REPORT + "?from=2026-12-24&to=2026-11-24").statusCode());
    assertEquals(403, hub.get(Role.STAFF, REPORT).statusCode());
  }
}
