package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Policy;
import city.seki.config.model.Reserving;
import city.seki.config.rules.Reservation;
import city.seki.hub.access.Role;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Wishes over HTTP; lots are drawn at noon on Monday for Tuesday, 1 December 2026. */
class WishRoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WISHES = "/api/v1/wishes";
  private static final String OFFERS = "/api/v1/offices/chuo/offers?slot=am&date=2026-12-01";
  private static final Instant MONDAY = Instant.parse("2026-11-30T11:00:00+09:00");
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00+09:00");

  @TempDir Path data;
  private HubAtWork hub;
  private String other = "";

  @BeforeEach
  void start() throws Exception {
    hub = new HubAtWork(data);
    hub.now(MONDAY);
    Reserving asks = Reserving.FREELY.drawing(new Reserving.Lottery(1, LocalTime.NOON));
    hub.reconfigure(Policy.STANDARD.asking(asks), 0);
    other = hub.token(Role.STAFF, "1002");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private JsonNode get(String path) throws Exception {
    return JSON.readTree(hub.get(Role.STAFF, path).body());
  }

  private HttpResponse<String> asOther(String method, String path, @Nullable String body)
      throws Exception {
    return hub.send(hub.request(method, path, body).header("Authorization", "Bearer " + other));
  }

  private static String wanted(String seat) {
    String which = seat.isEmpty() ? "" : ",\"seat\":\"" + seat + "\"";
    return "{\"office\":\"chuo\",\"date\":\"2026-12-01\",\"slot\":\"am\"" + which + "}";
  }

  /** No seat but the first may be used on that day. */
  private void fill() throws Exception {
    for (int i = 2; i <= 8; i++) {
      assertEquals(
          2,
          hub.post(
                      Role.FACILITIES,
                      "/api/v1/offices/chuo/seats/A-0" + i + "/out-of-service",
                      "{\"reason\":\"works\",\"note\":\"-\",\"from\":\"2026-12-01T08:00:00+09:00\"}")
                  .statusCode()
              / 100);
    }
  }

  @Test
  void one_wishes_sees_how_many_do_and_takes_it_back() throws Exception {
    HttpResponse<String> early = hub.post(Role.STAFF, "/api/v1/reservations", wanted("A-01"));
    assertEquals(409, early.statusCode());
    assertTrue(early.body().contains("\"lottery\""), early.body());
    assertEquals(201, asOther("POST", WISHES, wanted("")).statusCode());
    HttpResponse<String> made = hub.post(Role.STAFF, WISHES, wanted("A-01"));
    assertEquals(201, made.statusCode(), made.body());
    JsonNode lottery = get(OFFERS).get("lottery");
    assertEquals(2, lottery.get("wishes").asInt());
    assertEquals(8, lottery.get("seats").asInt());
    assertFalse(lottery.get("reserved").asBoolean());
    assertEquals("[\"chuo\"]", get(OFFERS).get("lotteries").toString());
    assertEquals("2026-11-30T12:00:00.000+09:00", lottery.get("draws_at").asString());
    JsonNode mine = get("/api/v1/me").get("wishes");
    assertEquals(1, mine.size());
    assertEquals("A-01", mine.get(0).get("seat").asString());
    String id = mine.get(0).get("id").asString();
    assertEquals(id, lottery.get("wish").asString());
    assertEquals(404, asOther("DELETE", WISHES + "/" + id, null).statusCode(), "not theirs");
    assertEquals(
        404, hub.delete(Role.FACILITIES, WISHES + "/" + id).statusCode(), "nor facilities'");
    assertEquals(204, hub.delete(Role.STAFF, WISHES + "/" + id).statusCode());
    assertEquals(0, get("/api/v1/me").get("wishes").size());
    assertTrue(get("/api/v1/offices/chuo/offers").get("lottery").isNull(), "none for now");
  }

  @Test
  void who_has_a_seat_at_that_time_is_offered_no_wish() throws Exception {
    String kept = wanted("A-01").replace("{", "{\"staff_id\":\"1001\",");
    assertEquals(201, hub.post(Role.FACILITIES, "/api/v1/reservations", kept).statusCode());
    assertTrue(get(OFFERS).get("lottery").get("reserved").asBoolean());
    assertEquals(409, hub.post(Role.STAFF, WISHES, wanted("A-02")).statusCode());
  }

  @Test
  void who_is_drawn_has_a_reservation_and_who_is_not_is_told_why() throws Exception {
    fill();
    assertEquals(204, notices("en").statusCode());
    assertTrue(hub.chat.next().contains("notices are on"));
    assertEquals(201, asOther("POST", WISHES, wanted("A-01")).statusCode());
    assertEquals(201, hub.post(Role.STAFF, WISHES, wanted("A-01")).statusCode());
    assertEquals(1, get(OFFERS).get("lottery").get("seats").asInt());
    hub.now(NOON);
    hub.draw();
    Reservation given = hub.allocation.state().reservations().values().iterator().next();
    JsonNode mine = get("/api/v1/me");
    JsonNode theirs = JSON.readTree(asOther("GET", "/api/v1/me", null).body());
    boolean won = mine.get("reservations").size() == 1;
    assertEquals(1, mine.get("reservations").size() + theirs.get("reservations").size());
    assertEquals("A-01", given.seat().seat());
    JsonNode lost = (won ? theirs : mine).get("lost_wishes");
    assertEquals(1, lost.size());
    assertEquals("not-drawn", lost.get(0).get("why").asString());
    assertEquals(0, (won ? mine : theirs).get("lost_wishes").size());
    String told = JSON.readTree(hub.chat.next()).path("text").asString();
    assertTrue(
        told.startsWith(
            won
                ? "Seki: you were drawn: a seat is yours\nCentral, seat A-01\nTue 1 Dec 2026 08:30"
                : "Seki: your wish got no seat\nCentral, seat A-01\nTue 1 Dec 2026 08:30"),
        told);
    assertTrue(get(OFFERS).get("lottery").isNull(), "whoever comes first, from now on");
    hub.now(Instant.parse("2026-12-02T00:00:00+09:00"));
    assertEquals(0, get("/api/v1/me").get("lost_wishes").size(), "the day is over");
    assertFalse(hub.get(Role.AUDITOR, "/api/v1/audit").body().contains("松本"), "no name");
  }

  private HttpResponse<String> notices(String language) throws Exception {
    return hub.post(
        Role.STAFF,
        "/api/v1/me/notices",
        "{\"channel\":\"chat\",\"to\":\"%s\",\"language\":\"%s\"}"
            .formatted(hub.chat.address(), language));
  }
}
