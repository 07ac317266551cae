package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.SeatId;
import city.seki.hub.access.Role;
import city.seki.hub.history.Visit;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Who of a department worked where on a day, and what of it is confirmed. */
class AttendanceRoutesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final String PATH = "/api/v1/attendance?day=2026-11-20";
  private static final String CONFIRM = "/api/v1/attendance/confirmations";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;
  private HubAtWork hub;
  private String boss = "";

  @BeforeEach
  void start() throws Exception {
    hub = new HubAtWork(data);
    visit("1001", "総務部", "A-01", "08:40", "12:00");
    visit("1001", "総務部", "A-03", "13:00", "19:10");
    visit("1002", "財政部", "A-02", "09:00", "17:00");
    boss = hub.token(Role.SUPERVISOR, "1002");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private static Instant at(String time) {
    return Instant.parse(DAY + "T" + time + ":00+09:00");
  }

  private void visit(
      String staffId, String department, String seat, String from, @Nullable String to) {
    hub.visits.add(
        new Visit(
            DAY,
            new SeatId("chuo", seat),
            String.valueOf(hub.roster.personOf(staffId)),
            department,
            at(from),
            to == null ? null : at(to),
            null,
            Visit.Origin.LEDGER));
  }

  private JsonNode people(Role role, String query) throws Exception {
    HttpResponse<String> answer = hub.get(role, PATH + query);
    assertEquals(200, answer.statusCode(), answer.body());
    return JSON.readTree(answer.body()).get("people");
  }

  private HttpResponse<String> confirm(String person, String start, String end) throws Exception {
    String body =
        "{\"day\":\"%s\",\"person\":\"%s\",\"start\":\"%sT%s:00+09:00\",\"end\":\"%sT%s:00+09:00\"}"
            .formatted(DAY, person, DAY, start, DAY, end);
    HttpRequest.Builder request =
        hub.request("POST", CONFIRM, body).header("Authorization", "Bearer " + boss);
    return hub.send(request);
  }

  @Test
  void a_supervisor_sees_start_and_end_of_the_own_department_alone() throws Exception {
    JsonNode people = people(Role.SUPERVISOR, "");
    assertEquals(1, people.size(), people.toString());
    JsonNode day = people.get(0);
    assertEquals("松本 花子", day.get("name").asString());
    assertEquals("2026-11-20T08:40:00.000+09:00", day.get("start").asString());
    assertEquals("2026-11-20T19:10:00.000+09:00", day.get("end").asString());
    assertEquals(630, day.get("minutes").asInt());
    assertTrue(day.get("over_limit").asBoolean());
    assertEquals(2, day.get("visits").size());
    assertFalse(people(Role.SUPERVISOR, "&limit_hours=11").get(0).get("over_limit").asBoolean());
    String other = PATH + "&department=%E8%B2%A1%E6%94%BF%E9%83%A8";
    assertEquals(403, hub.get(Role.SUPERVISOR, other).statusCode());
    assertEquals(2, people(Role.HR, "").size());
  }

  @Test
  void who_still_holds_a_seat_has_no_end_yet() throws Exception {
    visit("1002", "財政部", "A-04", "17:30", null);
    JsonNode people = people(Role.HR, "");
    List<String> ends = new ArrayList<>();
    people.forEach(day -> ends.add(day.get("name").asString() + day.get("end").isNull()));
    assertTrue(ends.contains("安曇 太郎true"), ends.toString());
  }

  @Test
  void what_is_confirmed_stays_so_until_the_record_turns_out_to_be_otherwise() throws Exception {
    hub.visits.removeIf(visit -> visit.department().equals("財政部"));
    visit("1001", "財政部", "A-05", "19:30", "20:00");
    String hanako = String.valueOf(hub.roster.personOf("1001"));
    assertTrue(confirm(hanako, "19:30", "19:45").body().contains("day-changed"));
    assertEquals(204, confirm(hanako, "19:30", "20:00").statusCode());
    String query = "&department=%E8%B2%A1%E6%94%BF%E9%83%A8";
    JsonNode confirmed = people(Role.HR, query).get(0).get("confirmed");
    assertFalse(confirmed.get("changed").asBoolean());
    assertTrue(hub.get(Role.AUDITOR, "/api/v1/audit").body().contains("confirm-workday"));
    visit("1001", "財政部", "A-06", "20:10", "20:30");
    assertTrue(people(Role.HR, query).get(0).get("confirmed").get("changed").asBoolean());
  }

  @Test
  void nobody_confirms_the_own_day_or_one_of_another_department() throws Exception {
    String taro = String.valueOf(hub.roster.personOf("1002"));
    assertTrue(confirm(taro, "09:00", "17:00").body().contains("own-day"));
    String hanako = String.valueOf(hub.roster.personOf("1001"));
    assertEquals(404, confirm(hanako, "08:40", "19:10").statusCode());
    assertEquals(403, hub.post(Role.HR, CONFIRM, "{}").statusCode());
    assertEquals(400, hub.post(Role.SUPERVISOR, CONFIRM, "{}").statusCode());
  }

  @Test
  void it_comes_as_csv_and_each_look_is_noted() throws Exception {
    String csv = hub.get(Role.HR, PATH + "&format=csv").body();
    assertTrue(
        csv.contains(
            "2026-11-20,総務部,1001,松本 花子,chuo,2026-11-20T08:40:00.000+09:00,2026-11-20T19:10:00.000+09:00,630,true,"),
        csv);
    JsonNode looks = JSON.readTree(hub.get(Role.STAFF, "/api/v1/me").body()).get("looks");
    assertEquals("attendance", looks.get(0).get("purpose").asString());
    assertEquals(400, hub.get(Role.HR, PATH + "&limit_hours=0").statusCode());
  }
}
