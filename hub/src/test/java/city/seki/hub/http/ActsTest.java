package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.ReaderName;
import city.seki.config.rules.Command;
import city.seki.config.rules.TapId;
import city.seki.hub.access.AuditLog;
import city.seki.hub.access.Role;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do at the hub, and the record of it. */
class ActsTest {
  private static final String SEAT = "/api/v1/offices/chuo/seats/";

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

  private HttpResponse<String> tap(Role role, String seat) throws Exception {
    return hub.post(role, "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"" + seat + "\"}");
  }

  private HttpResponse<String> reserve(Role role, String seat, String more) throws Exception {
    return hub.post(
        role,
        "/api/v1/reservations",
        "{\"office\":\"chuo\",\"seat\":\"" + seat + "\"," + more + "}");
  }

  private static String idOf(HttpResponse<String> answer) {
    Matcher id = Pattern.compile("\"id\":\"(r-[0-9a-f]{20})\"").matcher(answer.body());
    assertTrue(id.find(), answer.body());
    return id.group(1);
  }

  private List<String> acts() {
    return hub.database.audit().after(0, 100).stream().map(AuditLog.Entry::act).toList();
  }

  private void tapCard(String card, int seq) throws Exception {
    var tap =
        new Command.Tap(
            new TapId("u1", "b", seq),
            "chuo",
            new ReaderName.AtSeat("A-01"),
            new Command.CardRef.Digest(card),
            hub.now());
    hub.allocation.ask(tap).get(10, TimeUnit.SECONDS);
    hub.heard();
  }

  @Test
  void a_phone_tap_takes_the_seat_and_another_gives_it_back() throws Exception {
    assertTrue(tap(Role.STAFF, "A-02").body().contains("\"outcome\":\"granted\""));
    String seats = hub.get(Role.FACILITIES, "/api/v1/offices/chuo/seats").body();
    assertTrue(seats.contains("\"seat\":\"A-02\",\"zone\":\"lgwan\",\"state\":\"claimed\""), seats);
    hub.now(HubAtWork.START.plus(Duration.ofMinutes(5)));
    assertTrue(tap(Role.STAFF, "A-02").body().contains("\"outcome\":\"released\""));
    assertEquals(403, tap(Role.FACILITIES, "A-02").statusCode());
  }

  @Test
  void a_reservation_is_made_listed_and_cancelled() throws Exception {
    HttpResponse<String> made =
        reserve(Role.STAFF, "A-03", "\"date\":\"2026-11-24\",\"slot\":\"pm\"");
    assertEquals(201, made.statusCode(), made.body());
    assertTrue(made.body().contains("\"from\":\"2026-11-24T13:00:00.000+09:00\""), made.body());
    String id = idOf(made);
    assertEquals("/api/v1/reservations/" + id, made.headers().firstValue("Location").get());
    assertTrue(hub.get(Role.STAFF, "/api/v1/reservations").body().contains(id));
    assertFalse(hub.get(Role.HR, "/api/v1/reservations").body().contains(id));
    assertTrue(
        hub.get(Role.FACILITIES, "/api/v1/reservations").body().contains("\"staff_id\":\"1001\""));
    assertEquals(404, hub.delete(Role.HR, "/api/v1/reservations/" + id).statusCode());
    assertEquals(204, hub.delete(Role.STAFF, "/api/v1/reservations/" + id).statusCode());
    assertEquals(404, hub.delete(Role.STAFF, "/api/v1/reservations/" + id).statusCode());
  }

  @Test
  void staff_reserve_for_themselves_only_facilities_for_all() throws Exception {
    String slot = "\"date\":\"2026-11-24\",\"slot\":\"pm\",\"staff_id\":";
    assertEquals(201, reserve(Role.STAFF, "A-03", slot + "\"1001\"").statusCode());
    assertEquals(403, reserve(Role.STAFF, "A-04", slot + "\"1002\"").statusCode());
    assertEquals(403, reserve(Role.STAFF, "A-04", slot + "\"9999\"").statusCode());
    assertEquals(201, reserve(Role.FACILITIES, "A-04", slot + "\"1002\"").statusCode());
    assertEquals(List.of("reserve"), acts());
    HttpResponse<String> unknown = reserve(Role.FACILITIES, "A-05", slot + "\"9999\"");
    assertEquals(409, unknown.statusCode());
    assertTrue(unknown.body().contains("\"reason\":\"unknown-person\""));
  }

  @Test
  void what_the_rules_refuse_is_told_with_their_word() throws Exception {
    record Case(String seat, String when, String reason) {}
    for (Case c :
        List.of(
            new Case("X-99", "\"date\":\"2026-11-24\",\"slot\":\"pm\"", "unknown-seat"),
            new Case("A-03", "\"date\":\"2026-11-25\",\"slot\":\"pm\"", "office-closed"),
            new Case("A-03", "\"date\":\"2026-11-17\",\"slot\":\"pm\"", "past"),
            new Case("A-03", "\"date\":\"2027-03-02\",\"slot\":\"pm\"", "too-far-ahead"),
            new Case(
                "A-03",
                "\"date\":\"2026-11-24\",\"from\":\"16:00\",\"to\":\"18:00\"",
                "office-closed"))) {
      HttpResponse<String> answer = reserve(Role.STAFF, c.seat(), c.when());
      assertEquals(409, answer.statusCode(), c + answer.body());
      assertTrue(answer.body().contains("\"reason\":\"" + c.reason() + "\""), c + answer.body());
    }
    for (String bad :
        List.of(
            "\"x\":1",
            "\"date\":\"24.11.2026\",\"slot\":\"pm\"",
            "\"date\":\"2026-11-24\",\"slot\":\"noon\"",
            "\"slot\":\"pm\"",
            "\"date\":\"2026-11-24\",\"from\":\"14:00\",\"to\":\"13:00\"",
            "\"from\":\"2026-11-24T14:00:00\",\"to\":\"2026-11-24T15:00:00+09:00\"")) {
      assertEquals(400, reserve(Role.STAFF, "A-03", bad).statusCode(), bad);
    }
    assertEquals(
        201,
        reserve(
                Role.STAFF,
                "A-03",
                "\"from\":\"2026-11-24T14:00:00+09:00\",\"to\":\"2026-11-24T15:00:00+09:00\"")
            .statusCode());
  }

  @Test
  void facilities_end_a_claim_with_a_reason_that_is_on_record() throws Exception {
    tap(Role.STAFF, "A-02");
    assertEquals(
        400, hub.post(Role.FACILITIES, SEAT + "A-02/end", "{\"note\":\" \"}").statusCode());
    assertEquals(404, hub.post(Role.FACILITIES, SEAT + "X/end", "{\"note\":\"x\"}").statusCode());
    assertEquals(
        204, hub.post(Role.FACILITIES, SEAT + "A-02/end", "{\"note\":\"忘れ物\"}").statusCode());
    HttpResponse<String> nothing =
        hub.post(Role.FACILITIES, SEAT + "A-02/end", "{\"note\":\"again\"}");
    assertTrue(nothing.body().contains("nothing-to-do"), nothing.body());
    assertEquals(List.of("end-claim", "end-claim", "refused"), acts());
    assertTrue(hub.database.audit().after(0, 1).getFirst().what().contains("忘れ物"));
    assertNull(hub.database.audit().verify());
  }

  @Test
  void a_supervisor_ends_claims_of_the_own_department_only() throws Exception {
    String other = hub.token(Role.STAFF, "1002");
    hub.send(
        hub.request("POST", "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"A-04\"}")
            .header("Authorization", "Bearer " + other));
    tap(Role.STAFF, "A-02");
    assertEquals(
        403, hub.post(Role.SUPERVISOR, SEAT + "A-04/end", "{\"note\":\"x\"}").statusCode());
    assertEquals(
        204, hub.post(Role.SUPERVISOR, SEAT + "A-02/end", "{\"note\":\"x\"}").statusCode());
  }

  @Test
  void a_seat_out_of_service_is_shown_and_refused_until_it_is_back() throws Exception {
    String path = SEAT + "A-05/out-of-service";
    assertEquals(204, hub.post(Role.FACILITIES, path, "{\"note\":\"椅子が壊れた\"}").statusCode());
    hub.now(HubAtWork.START.plusSeconds(1)); // at one moment a tap comes before an act
    assertTrue(tap(Role.STAFF, "A-05").body().contains("\"reason\":\"out-of-service\""));
    assertTrue(hub.get(Role.STAFF, "/api/v1/offices").body().contains("\"out_of_service\":1"));
    assertEquals(204, hub.delete(Role.FACILITIES, path).statusCode());
    assertEquals(409, hub.delete(Role.FACILITIES, path).statusCode());
  }

  @Test
  void a_lost_card_is_blocked_by_its_number_or_its_owner() throws Exception {
    assertEquals(
        204,
        hub.post(Role.FACILITIES, "/api/v1/cards/block", "{\"card\":\"felica:0123456789ABCDEF\"}")
            .statusCode());
    tapCard(HubAtWork.CARD, 1);
    String alerts = hub.get(Role.FACILITIES, "/api/v1/alerts").body();
    assertTrue(alerts.contains("\"kind\":\"blocked-card\""), alerts);
    assertEquals(
        409,
        hub.post(Role.FACILITIES, "/api/v1/cards/block", "{\"staff_id\":\"1001\"}").statusCode());
    assertEquals(
        204,
        hub.post(Role.FACILITIES, "/api/v1/cards/unblock", "{\"staff_id\":\"1001\"}").statusCode());
    HttpResponse<String> none =
        hub.post(Role.FACILITIES, "/api/v1/cards/block", "{\"staff_id\":\"1002\"}");
    assertTrue(none.body().contains("\"reason\":\"unknown-card\""), none.body());
    HttpResponse<String> bad =
        hub.post(Role.FACILITIES, "/api/v1/cards/block", "{\"card\":\"0123456789ABCDEF\"}");
    assertEquals(400, bad.statusCode());
    assertFalse(bad.body().contains("0123456789ABCDEF"));
    String audit = hub.get(Role.AUDITOR, "/api/v1/audit").body();
    assertFalse(audit.contains("0123456789ABCDEF"), audit);
  }

  @Test
  void an_unknown_card_waits_with_a_code_until_it_is_linked() throws Exception {
    tapCard("k1:" + "B".repeat(43), 1);
    String waiting = hub.get(Role.FACILITIES, "/api/v1/cards/unknown").body();
    Matcher code = Pattern.compile("\"code\":\"([2-9A-Z]{5})\"").matcher(waiting);
    assertTrue(code.find(), waiting);
    String link = "{\"code\":\"" + code.group(1) + "\",\"staff_id\":\"1002\"}";
    assertEquals(204, hub.post(Role.FACILITIES, "/api/v1/cards/link", link).statusCode());
    assertEquals("[]", hub.get(Role.FACILITIES, "/api/v1/cards/unknown").body());
    assertEquals(
        204,
        hub.post(Role.FACILITIES, "/api/v1/cards/block", "{\"staff_id\":\"1002\"}").statusCode());
  }

  @Test
  void a_seat_is_out_for_a_time_and_whom_that_hits_is_said_before() throws Exception {
    String path = SEAT + "A-06/out-of-service";
    hub.post(
        Role.STAFF,
        "/api/v1/reservations",
        "{\"office\":\"chuo\",\"seat\":\"A-06\",\"date\":\"2026-12-01\",\"slot\":\"am\"}");
    String hit =
        hub.get(Role.FACILITIES, path + "?from=2026-12-01T09:00&until=2026-12-01T10:00").body();
    assertEquals(
        "{\"outage\":null,\"claimed\":false,\"reservations\":"
            + "[{\"from\":\"2026-12-01T08:30:00.000+09:00\",\"to\":\"2026-12-01T12:00:00.000+09:00\"}]}",
        hit);
    assertTrue(hub.get(Role.FACILITIES, path + "?until=2026-12-01T08:30").body().endsWith("[]}"));
    assertEquals(403, hub.get(Role.STAFF, path).statusCode());
    assertEquals(400, hub.get(Role.FACILITIES, path + "?from=soon").statusCode());
    String time =
        "\"reason\":\"cleaning\",\"from\":\"2026-12-01T08:00\",\"until\":\"2026-12-01T10:00\"";
    assertEquals(
        400,
        hub.post(Role.FACILITIES, path, "{\"note\":\"x\",\"until\":\"2026-11-24T10:00\"}")
            .statusCode());
    assertEquals(
        204, hub.post(Role.FACILITIES, path, "{\"note\":\"絨毯\"," + time + "}").statusCode());
    assertEquals(1, hub.allocation.state().reservations().size(), "kept, for nobody said more");
    assertEquals(
        204,
        hub.post(
                Role.FACILITIES,
                path,
                "{\"note\":\"絨毯\",\"cancel_reservations\":true," + time + "}")
            .statusCode());
    assertEquals(0, hub.allocation.state().reservations().size());
    assertTrue(
        hub.get(Role.FACILITIES, path)
            .body()
            .startsWith(
                "{\"outage\":{\"reason\":\"cleaning\",\"note\":\"絨毯\",\"from\":\"2026-12-01T08:00:00.000+09:00\""));
    assertTrue(hub.get(Role.AUDITOR, "/api/v1/audit").body().contains("cancel_reservations"));
    assertEquals(204, hub.delete(Role.FACILITIES, path).statusCode());
    assertEquals(409, hub.delete(Role.FACILITIES, path).statusCode());
  }

  @Test
  void an_office_is_closed_for_some_days_and_opened_again_and_what_it_hits_is_said_before()
      throws Exception {
    String all = "/api/v1/measures";
    hub.post(
        Role.STAFF,
        "/api/v1/reservations",
        "{\"office\":\"chuo\",\"seat\":\"A-06\",\"date\":\"2026-12-01\",\"slot\":\"am\"}");
    tap(Role.STAFF, "A-01");
    assertEquals(
        "{\"people\":1,\"reservations\":1,\"bookings\":0,\"full\":[]}",
        hub.get(Role.FACILITIES, all + "/hits?office=chuo&from=2026-11-24&to=2026-12-01").body());
    assertEquals(
        "{\"people\":0,\"reservations\":0,\"bookings\":0,\"full\":[{\"date\":\"2026-12-01\",\"most\":1}]}",
        hub.get(Role.FACILITIES, all + "/hits?office=chuo&people=0&from=2026-11-24").body());
    String closes =
        "{\"office\":\"chuo\",\"from\":\"2026-11-24\",\"to\":\"2026-12-01\",\"note\":\"台風のため\"}";
    assertEquals(403, hub.post(Role.OPERATOR, all, closes).statusCode());
    assertEquals(404, hub.post(Role.FACILITIES, all, closes.replace("chuo", "x")).statusCode());
    assertEquals(
        400, hub.post(Role.FACILITIES, all, closes.replace("12-01", "11-23")).statusCode());
    hub.now(HubAtWork.START.plusSeconds(1));
    HttpResponse<String> done = hub.post(Role.FACILITIES, all, closes);
    assertEquals(201, done.statusCode());
    hub.now(HubAtWork.START.plusSeconds(2));
    assertTrue(tap(Role.STAFF, "A-01").body().contains("\"reason\":\"office-closed\""));
    assertTrue(hub.get(Role.STAFF, "/api/v1/offices").body().contains("\"open\":false"));
    assertEquals(0, hub.allocation.state().reservations().size());
    String listed = hub.get(Role.FACILITIES, all).body();
    assertTrue(listed.contains("\"kind\":\"closure\",\"office\":\"chuo\""), listed);
    String one = done.headers().firstValue("Location").orElseThrow();
    assertEquals(204, hub.delete(Role.FACILITIES, one).statusCode());
    assertEquals(409, hub.delete(Role.FACILITIES, one).statusCode());
    hub.now(HubAtWork.START.plusSeconds(20));
    assertTrue(tap(Role.STAFF, "A-01").body().contains("\"outcome\":\"granted\""));
    String audit = hub.get(Role.AUDITOR, "/api/v1/audit").body();
    assertTrue(audit.contains("close-office") && audit.contains("lift-measure"), audit);
  }
}
