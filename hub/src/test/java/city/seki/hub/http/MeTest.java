package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.SeatId;
import city.seki.config.rules.EndReason;
import city.seki.hub.access.Role;
import city.seki.hub.history.Visit;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What somebody sees of oneself, and who saw it. */
class MeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

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

  private JsonNode me() throws Exception {
    HttpResponse<String> answer = hub.get(Role.STAFF, "/api/v1/me");
    assertEquals(200, answer.statusCode(), answer.body());
    return JSON.readTree(answer.body());
  }

  private void reserve(String seat) throws Exception {
    String wanted =
        "{\"office\":\"chuo\",\"seat\":\"%s\",\"date\":\"2026-11-24\",\"slot\":\"pm\"}"
            .formatted(seat);
    assertEquals(201, hub.post(Role.STAFF, "/api/v1/reservations", wanted).statusCode());
  }

  @Test
  void everybody_sees_what_is_held_about_oneself_and_a_desk_is_nobody() throws Exception {
    hub.post(Role.STAFF, "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"A-02\"}");
    reserve("A-03");
    JsonNode me = me();
    assertEquals("1001", me.get("staff_id").asString());
    assertEquals("松本 花子", me.get("name").asString());
    assertEquals("A-02", me.get("seat").get("seat").asString());
    assertEquals("k1", me.get("card").get("keys").get(0).asString());
    assertFalse(me.get("card").get("blocked").asBoolean());
    assertEquals("A-03", me.get("reservations").get(0).get("seat").asString());
    assertFalse(me.toString().contains(HubAtWork.CARD), "the digest is nobody's business");
    hub.post(Role.FACILITIES, "/api/v1/cards/block", "{\"staff_id\":\"1001\"}");
    assertTrue(me().get("card").get("blocked").asBoolean());
    assertEquals(403, hub.get(Role.FACILITIES, "/api/v1/me").statusCode());
    assertEquals(403, hub.get(Role.ADMIN, "/api/v1/me/data").statusCode());
  }

  @Test
  void the_file_to_keep_has_every_claim_from_beginning_to_end() throws Exception {
    String seat = "{\"office\":\"chuo\",\"seat\":\"A-02\"}";
    hub.post(Role.STAFF, "/api/v1/taps", seat);
    hub.now(HubAtWork.START.plus(Duration.ofMinutes(30)));
    hub.post(Role.STAFF, "/api/v1/taps", seat);
    hub.now(HubAtWork.START.plus(Duration.ofMinutes(40)));
    hub.post(Role.STAFF, "/api/v1/taps", seat);
    String other = hub.token(Role.STAFF, "1002");
    hub.send(
        hub.request("POST", "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"A-04\"}")
            .header("Authorization", "Bearer " + other));
    HttpResponse<String> file = hub.get(Role.STAFF, "/api/v1/me/data");
    assertTrue(
        file.headers().firstValue("Content-Disposition").orElse("").contains("seki-my-data.json"));
    JsonNode claims = JSON.readTree(file.body()).get("claims");
    assertEquals(2, claims.size(), file.body());
    assertTrue(claims.get(0).get("until").isNull());
    assertEquals("2026-11-24T10:30:00.000+09:00", claims.get(1).get("until").asString());
    assertEquals("released", claims.get(1).get("ended").asString());
    assertFalse(file.body().contains("A-04"));
    assertEquals(0, JSON.readTree(file.body()).get("attendance").size());
  }

  @Test
  void who_saw_ones_staff_number_is_noted_once_a_day_with_its_purpose() throws Exception {
    reserve("A-03");
    assertEquals(0, me().get("looks").size());
    for (int i = 0; i < 3; i++) {
      hub.get(Role.FACILITIES, "/api/v1/reservations");
      hub.get(Role.STAFF, "/api/v1/reservations");
    }
    JsonNode looks = me().get("looks");
    assertEquals(1, looks.size(), looks.toString());
    assertEquals("reservations", looks.get(0).get("purpose").asString());
    assertEquals("token", looks.get(0).get("by").asString());
    hub.now(hub.now().plus(Duration.ofDays(1)));
    hub.get(Role.FACILITIES, "/api/v1/reservations");
    assertEquals(2, me().get("looks").size(), "another day");
    String audit = hub.get(Role.AUDITOR, "/api/v1/audit").body();
    assertTrue(audit.contains("\"act\":\"look\""), audit);
    assertFalse(audit.contains("1001") || audit.contains("松本"), audit);
    assertNull(hub.database.audit().verify());
  }

  @Test
  void who_saw_who_has_a_kit_is_noted_and_a_colleague_is_told_by_department() throws Exception {
    hub.post(Role.FACILITIES, "/api/v1/offices/chuo/kits/kit-1/tag", "{\"tag\":\"felica:0100\"}");
    hub.tapAtKiosk(HubAtWork.CARD, 1);
    hub.tapAtKiosk(HubAtWork.TAG, 2);
    assertEquals("kit-1", me().get("kits").get(0).get("kit").asString());
    String colleague = hub.token(Role.FACILITIES, "1002");
    for (String path : new String[] {"/api/v1/kits", "/api/v1/offices/chuo/kits/kit-1/history"}) {
      hub.send(hub.request("GET", path, null).header("Authorization", "Bearer " + colleague));
    }
    JsonNode looks = me().get("looks");
    assertEquals(2, looks.size(), looks.toString());
    assertEquals("kit-history", looks.get(0).get("purpose").asString());
    assertEquals("kits", looks.get(1).get("purpose").asString());
    assertEquals("財政部", looks.get(0).get("by").asString());
  }

  @Test
  void what_facilities_took_back_is_told_with_the_reason_until_the_day_is_over() throws Exception {
    reserve("A-03");
    hub.post(
        Role.FACILITIES,
        "/api/v1/offices/chuo/seats/A-03/out-of-service",
        "{\"reason\":\"cleaning\",\"note\":\"絨毯\",\"cancel_reservations\":true}");
    hub.heard();
    JsonNode lost = me().get("taken_back");
    assertEquals(1, lost.size(), lost.toString());
    assertEquals("A-03", lost.get(0).get("seat").asString());
    assertEquals("out-of-service", lost.get(0).get("why").asString());
    assertEquals("cleaning", lost.get(0).get("reason").asString());
    assertFalse(lost.toString().contains("絨毯"), "notes are for facilities");
    hub.now(HubAtWork.START.plus(Duration.ofDays(1)));
    assertEquals(0, me().get("taken_back").size());
  }

  @Test
  void seats_of_today_that_one_left_are_told_and_how_long_records_are_kept() throws Exception {
    String person = String.valueOf(hub.roster.personOf("1001"));
    String other = String.valueOf(hub.roster.personOf("1002"));
    visit(person, "A-02", HubAtWork.START.plus(Duration.ofMinutes(30)));
    visit(person, "A-04", null);
    visit(other, "A-05", HubAtWork.START.plus(Duration.ofMinutes(30)));
    JsonNode used = JSON.readTree(hub.get(Role.STAFF, "/api/v1/me/today").body()).get("used");
    assertEquals(1, used.size(), used.toString());
    assertEquals("A-02", used.get(0).get("seat").asString());
    assertEquals("P3Y", me().get("kept_for").asString());
    assertEquals(403, hub.get(Role.FACILITIES, "/api/v1/me/today").statusCode());
  }

  private void visit(String person, String seat, @Nullable Instant end) {
    hub.visits.add(
        new Visit(
            LocalDate.of(2026, 11, 24),
            new SeatId("chuo", seat),
            person,
            "総務部",
            HubAtWork.START,
            end,
            end == null ? null : EndReason.RELEASED,
            Visit.Origin.LEDGER));
  }
}
