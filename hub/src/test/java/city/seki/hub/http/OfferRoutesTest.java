package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Policy;
import city.seki.config.model.Reserving;
import city.seki.hub.access.Role;
import city.seki.hub.roster.RosterEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Which seats somebody may have, asked over HTTP. */
class OfferRoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OFFERS = "/api/v1/offices/chuo/offers";

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

  private JsonNode get(String path) throws Exception {
    return JSON.readTree(hub.get(Role.STAFF, path).body());
  }

  private static Map<String, String> reasons(JsonNode offers) {
    Map<String, String> reasons = new TreeMap<>();
    offers
        .get("seats")
        .forEach(s -> reasons.put(s.get("seat").asString(), s.get("reason").asString("free")));
    return reasons;
  }

  private int asOther(String method, String path, String body) throws Exception {
    String other = hub.token(Role.STAFF, "1002");
    return hub.send(hub.request(method, path, body).header("Authorization", "Bearer " + other))
        .statusCode();
  }

  @Test
  void seats_that_others_have_are_told_with_the_reason_and_next_best_is_asked_for()
      throws Exception {
    String pm = "{\"office\":\"chuo\",\"seat\":\"A-03\",\"date\":\"2026-11-24\",\"slot\":\"pm\"}";
    assertEquals(201, asOther("POST", "/api/v1/reservations", pm));
    assertEquals(200, asOther("POST", "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"A-02\"}"));
    JsonNode now = get(OFFERS);
    assertEquals("now", now.get("slot").asString());
    assertEquals("seat-taken", reasons(now).get("A-02"));
    assertEquals("free", reasons(now).get("A-03"));
    assertEquals("2026-11-24T13:00:00.000+09:00", now.get("seats").get(2).get("to").asString());
    assertEquals("unknown", now.get("seats").get(0).get("state").asString(), "its unit is silent");
    assertEquals(3, now.get("slots").size());
    JsonNode later = get(OFFERS + "?slot=pm&date=2026-11-24");
    assertEquals("reserved", reasons(later).get("A-03"));
    assertEquals("free", reasons(later).get("A-02"));
    JsonNode next = get("/api/v1/offices/chuo/seats/A-03/next-best?slot=pm&date=2026-11-24");
    assertEquals("seat", next.get(0).get("kind").asString());
    assertEquals("A-02", next.get(0).get("seat").asString());
    assertEquals("time", next.get(1).get("kind").asString());
    assertEquals("am", next.get(1).get("slot").asString());
    JsonNode instead = get("/api/v1/offices/chuo/seats/A-02/next-best");
    assertEquals("A-03", instead.get(0).get("seat").asString(), "A-01 is as near and not known");
  }

  @Test
  void on_a_day_when_the_office_is_closed_the_next_open_day_is_suggested() throws Exception {
    JsonNode offers = get(OFFERS + "?slot=day&date=2026-11-25");
    assertTrue(offers.get("from").isNull());
    assertEquals(0, offers.get("slots").size());
    assertEquals("office-closed", reasons(offers).get("A-02"));
    JsonNode next = get("/api/v1/offices/chuo/seats/A-02/next-best?slot=day&date=2026-11-25");
    assertEquals("2026-12-01", next.get(0).get("date").asString());
    assertEquals(1, next.size());
  }

  @Test
  void ones_own_state_says_until_when() throws Exception {
    String pm = "{\"office\":\"chuo\",\"seat\":\"A-04\",\"date\":\"2026-11-24\",\"slot\":\"pm\"}";
    asOther("POST", "/api/v1/reservations", pm);
    hub.post(Role.STAFF, "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"A-04\"}");
    JsonNode seat = get("/api/v1/me").get("seat");
    assertEquals("2026-11-24T13:00:00.000+09:00", seat.get("until").asString());
    hub.now(hub.now().plus(Duration.ofMinutes(1)));
    JsonNode own = get(OFFERS).get("seats").get(3);
    assertTrue(own.get("own").asBoolean());
  }

  private String policy(String slot, String date) throws Exception {
    JsonNode offers = get(OFFERS + "?slot=" + slot + "&date=" + date);
    return offers.get("reservable_from").asString("-")
        + " "
        + offers.get("reservable_until").asString("-");
  }

  @Test
  void from_when_until_when_a_day_may_be_reserved_is_told_before_anybody_tries() throws Exception {
    assertEquals("2026-11-01T00:00:00.000+09:00 -", policy("am", "2026-12-01"));
    hub.reconfigure(
        Policy.STANDARD.asking(new Reserving(1, LocalTime.of(13, 0), false, 0, false)), 0);
    assertEquals(
        "2026-11-01T00:00:00.000+09:00 2026-11-30T13:00:00.000+09:00", policy("am", "2026-12-01"));
    assertEquals("- -", policy("now", "2026-11-24"), "who sits down reserves nothing");
    assertEquals("too-late", reasons(get(OFFERS + "?slot=pm&date=2026-11-24")).get("A-02"));
    JsonNode next = get("/api/v1/offices/chuo/seats/A-02/next-best?slot=pm&date=2026-11-24");
    assertEquals("2026-12-01", next.get(0).get("date").asString());
  }

  @Test
  void an_accessible_seat_is_kept_for_who_needs_one_and_nobody_else_is_told_who_that_is()
      throws Exception {
    hub.roster.replace(
        List.of(
            new RosterEntry("1001", "松本 花子", "総務部", List.of("lgwan"), null),
            new RosterEntry("1002", "安曇 太郎", "財政部", List.of("lgwan"), true, null, null)));
    hub.reconfigure(Policy.STANDARD, 2);
    JsonNode offers = get(OFFERS + "?slot=pm&date=2026-11-24");
    assertTrue(offers.get("seats").get(0).get("accessible").asBoolean());
    assertEquals("kept", reasons(offers).get("A-01"));
    assertEquals("free", reasons(offers).get("A-03"));
    assertFalse(get("/api/v1/me").get("needs_accessible").asBoolean());
    String other = hub.token(Role.STAFF, "1002");
    var request =
        hub.request("GET", OFFERS + "?slot=pm&date=2026-11-24", null)
            .header("Authorization", "Bearer " + other);
    assertEquals("free", reasons(JSON.readTree(hub.send(request).body())).get("A-01"));
    for (String path : List.of("/api/v1/offices/chuo/seats", "/api/v1/reservations")) {
      String seen = hub.get(Role.FACILITIES, path).body();
      assertFalse(seen.contains("needs_accessible"), path);
    }
  }

  private static String am(String seat, String rest) {
    return "{\"office\":\"chuo\",\"seat\":\"%s\",\"date\":\"2026-12-01\",\"slot\":\"am\"%s}"
        .formatted(seat, rest);
  }

  @Test
  void another_seat_at_a_time_that_is_reserved_already_is_one_step_and_all_or_nothing()
      throws Exception {
    String all = "/api/v1/reservations";
    assertEquals(201, asOther("POST", all, am("A-02", "")));
    JsonNode made = JSON.readTree(hub.post(Role.STAFF, all, am("A-03", "")).body());
    String id = made.get("id").asString();
    JsonNode seats = get(OFFERS + "?slot=am&date=2026-12-01").get("seats");
    assertEquals(0, seats.get(1).get("instead_of").size(), "somebody else has it");
    assertEquals(0, seats.get(2).get("instead_of").size(), "it is one's own");
    assertEquals(id, seats.get(3).get("instead_of").get(0).asString());
    assertEquals("already-reserved", seats.get(3).get("reason").asString());
    String instead = ",\"instead_of\":[\"" + id + "\"]";
    assertEquals(409, hub.post(Role.STAFF, all, am("A-02", instead)).statusCode());
    assertEquals("A-03", get("/api/v1/me").get("reservations").get(0).get("seat").asString());
    assertEquals(409, asOther("POST", all, am("A-04", instead)), "nothing of others is given up");
    assertEquals(201, hub.post(Role.STAFF, all, am("A-04", instead)).statusCode());
    JsonNode mine = get("/api/v1/me").get("reservations");
    assertEquals(1, mine.size());
    assertEquals("A-04", mine.get(0).get("seat").asString());
    String room = am("A-04", instead).replace("\"seat\":\"A-04\"", "\"room\":\"vc-1\"");
    assertEquals(400, hub.post(Role.STAFF, all, room).statusCode());
    String audit = hub.get(Role.AUDITOR, "/api/v1/audit").body();
    assertTrue(audit.contains("change-reservation"), audit);
  }

  @Test
  void who_is_nobody_of_the_roster_and_who_asks_nonsense_is_told_so() throws Exception {
    assertEquals(403, hub.get(Role.FACILITIES, OFFERS).statusCode());
    assertEquals(404, hub.get(Role.STAFF, "/api/v1/offices/x/offers").statusCode());
    assertEquals(404, hub.get(Role.STAFF, "/api/v1/offices/chuo/seats/x/next-best").statusCode());
    assertEquals(400, hub.get(Role.STAFF, OFFERS + "?slot=explicit").statusCode());
    assertEquals(400, hub.get(Role.STAFF, OFFERS + "?slot=am&date=tomorrow").statusCode());
  }
}
