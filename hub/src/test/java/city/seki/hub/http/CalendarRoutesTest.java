package city.seki.hub.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.access.AccessDatabase;
import city.seki.hub.access.Role;
import city.seki.hub.roster.RosterEntry;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** One's own reservations in one's own calendar program, by an address that holds a secret. */
class CalendarRoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CALENDAR = "/api/v1/me/calendar";

  @TempDir Path data;
  private HubAtWork hub;

  @BeforeEach
  void start() throws Exception {
    hub = new HubAtWork(data);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private String address() throws Exception {
    HttpResponse<String> made = hub.post(Role.STAFF, CALENDAR, "{}");
    assertEquals(201, made.statusCode(), made.body());
    return JSON.readTree(made.body()).get("path").asString();
  }

  private HttpResponse<String> feed(String address) throws Exception {
    return hub.send(hub.request("GET", address, null));
  }

  private void reserve(String token, String seat, String slot) throws Exception {
    String wanted =
        "{\"office\":\"chuo\",\"seat\":\"%s\",\"date\":\"2026-11-24\",\"slot\":\"%s\"}"
            .formatted(seat, slot);
    HttpResponse<String> answer =
        hub.send(
            hub.request("POST", "/api/v1/reservations", wanted)
                .header("Authorization", "Bearer " + token));
    assertEquals(201, answer.statusCode(), answer.body());
  }

  @Test
  void the_address_shows_ones_own_seat_and_reservations_and_nobody_else_s() throws Exception {
    reserve(String.valueOf(hub.tokens.get(Role.STAFF)), "A-03", "pm");
    reserve(hub.token(Role.STAFF, "1002"), "A-05", "pm");
    hub.post(Role.STAFF, "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"A-02\"}");
    HttpResponse<String> feed = feed(address());
    assertEquals(200, feed.statusCode());
    assertEquals(
        "text/calendar; charset=utf-8", feed.headers().firstValue("Content-Type").orElse(""));
    String text = feed.body();
    assertTrue(text.contains("SUMMARY:座席 A-03 · 中央公民館"), text);
    assertTrue(text.contains("DTSTART:20261124T040000Z\r\nDTEND:20261124T081500Z"), text);
    assertTrue(text.contains("SUMMARY:座席 A-02（使用中） · 中央公民館"), text);
    assertFalse(text.contains("A-05"), text);
    assertFalse(text.contains("松本 花子") || text.contains("1001"), "no name is needed there");
  }

  @Test
  void an_address_counts_until_a_new_one_is_made_or_it_is_taken_back() throws Exception {
    assertTrue(JSON.readTree(hub.get(Role.STAFF, CALENDAR).body()).get("made").isNull());
    assertEquals(404, hub.delete(Role.STAFF, CALENDAR).statusCode());
    String first = address();
    assertEquals(200, feed(first).statusCode());
    JsonNode made = JSON.readTree(hub.get(Role.STAFF, CALENDAR).body()).get("made");
    assertEquals("2026-11-24T10:00:00.000+09:00", made.asString());
    String second = address();
    assertEquals(404, feed(first).statusCode());
    assertEquals(200, feed(second + "&lang=en").statusCode());
    assertEquals(204, hub.delete(Role.STAFF, CALENDAR).statusCode());
    assertEquals(404, feed(second).statusCode());
    assertEquals(404, feed("/api/v1/me/calendar.ics").statusCode());
    String audit = hub.get(Role.AUDITOR, "/api/v1/audit").body();
    assertTrue(audit.contains("make-calendar") && audit.contains("revoke-calendar"), audit);
    assertEquals(403, hub.post(Role.FACILITIES, CALENDAR, "{}").statusCode());
  }

  @Test
  void an_address_opens_nothing_else_and_is_nowhere_on_disk() throws Exception {
    String address = address();
    String secret = address.substring(address.indexOf("key=") + 4);
    assertTrue(secret.matches("[A-Za-z0-9_-]{43}"), "256 bits");
    assertEquals(
        401,
        hub.send(hub.request("GET", "/api/v1/me", null).header("Authorization", "Bearer " + secret))
            .statusCode());
    try (var files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(Files.readString(file, ISO_8859_1).contains(secret), file.toString());
      }
    }
  }

  @Test
  void it_counts_only_while_its_person_is_in_the_roster() throws Exception {
    String address = address();
    hub.roster.replace(List.of(new RosterEntry("1002", "安曇 太郎", "財政部", List.of("lgwan"), null)));
    assertEquals(404, feed(address).statusCode());
  }

  @Test
  void a_file_of_a_hub_without_calendars_becomes_one_with_all_that_came_later(@TempDir Path other)
      throws Exception {
    Path file = other.resolve("access.db");
    AccessDatabase.open(file).close();
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement s = db.createStatement()) {
      s.execute("DROP TABLE calendar_key");
      s.execute("DROP TABLE whereabouts");
      s.execute("PRAGMA user_version = 2");
    }
    try (AccessDatabase database = AccessDatabase.open(file)) {
      assertNull(database.calendarKeys().made("p-1"));
      String secret = database.calendarKeys().make("p-1", hub.now(), hub.random);
      assertEquals("p-1", database.calendarKeys().personOf(secret));
      database.whereabouts().show("p-1", "総務部");
      assertTrue(database.whereabouts().isShown("p-1", "総務部"));
    }
  }
}
