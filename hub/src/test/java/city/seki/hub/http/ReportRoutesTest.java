package city.seki.hub.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.SeatId;
import city.seki.hub.access.AuditLog;
import city.seki.hub.access.Role;
import city.seki.hub.history.AttendanceInMemory.Membership;
import city.seki.hub.history.Visit;
import city.seki.hub.report.PageHtml;
import city.seki.hub.report.TeleworkForm;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class ReportRoutesTest {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final LocalDate MONDAY = LocalDate.of(2022, 7, 4);
  private static final String WEEK = "from=2022-07-04&to=2022-07-08";
  private static final String TELEWORK = "/api/v1/reports/telework?";
  private static final String ROWS = "/api/v1/reports/telework/rows?";

  @TempDir Path data;
  private HubAtWork hub;

  @BeforeEach
  void start() throws Exception {
    hub = new HubAtWork(data);
    String office = hub.allocation.state().city().offices().keySet().iterator().next();
    for (int day = 0; day < 3; day++) {
      visit("1001", "総務部", office, MONDAY.plusDays(day));
      visit("1002", "財政部", office, MONDAY.plusDays(day));
    }
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void visit(String staffId, String department, String office, LocalDate day) {
    String person = String.valueOf(hub.roster.personOf(staffId));
    hub.members.add(new Membership(person, department, MONDAY.minusYears(1), null));
    hub.visits.add(
        new Visit(
            day,
            new SeatId(office, "A-0" + staffId.charAt(3)),
            person,
            department,
            day.atTime(9, 0).atZone(TOKYO).toInstant(),
            day.atTime(17, 0).atZone(TOKYO).toInstant(),
            null,
            Visit.Origin.IMPORT));
  }

  private HttpResponse<String> get(Role role, String path, @Nullable String accept)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(hub.base + path))
            .header("Authorization", "Bearer " + hub.tokens.get(role));
    if (accept != null) {
      request.header("Accept", accept);
    }
    return hub.client.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  private JsonNode json(Role role, String path) throws Exception {
    HttpResponse<String> answer = get(role, path, null);
    assertEquals(200, answer.statusCode(), answer.body());
    return new ObjectMapper().readTree(answer.body());
  }

  private long looks() {
    return hub.database.audit().after(0, 1_000).stream()
        .filter(entry -> entry.act().equals("look"))
        .map(AuditLog.Entry::what)
        .filter(what -> what.contains("\"attendance\""))
        .count();
  }

  @Test
  void the_report_comes_in_the_form_that_is_asked_for() throws Exception {
    JsonNode report = json(Role.HR, TELEWORK + WEEK);
    assertEquals(2, report.get("total").get("implementers").asInt());
    assertEquals(6, report.get("total").get("person_days").asInt());
    HttpResponse<String> csv = get(Role.FACILITIES, TELEWORK + WEEK, "text/csv");
    assertEquals("text/csv; charset=utf-8", csv.headers().firstValue("Content-Type").get());
    assertTrue(csv.body().startsWith("\uFEFFkind,department,"), csv.body());
    HttpResponse<String> html =
        get(Role.SUPERVISOR, TELEWORK + WEEK + "&lang=en", "text/html,application/xml;q=0.9");
    assertTrue(html.body().contains("<html lang=\"en\">"));
    byte[] style = MessageDigest.getInstance("SHA-256").digest(PageHtml.STYLE.getBytes(UTF_8));
    assertTrue(
        html.headers()
            .firstValue("Content-Security-Policy")
            .get()
            .contains(Base64.getEncoder().encodeToString(style)));
    assertTrue(html.body().contains("<style>" + PageHtml.STYLE + "</style>"));
    assertEquals(csv.body(), get(Role.HR, TELEWORK + WEEK + "&format=csv", "text/html").body());
    assertEquals(
        TeleworkForm.CSV,
        Accepted.of(
            "text/html;q=0.1, text/*;q=0.5",
            TeleworkForm.JSON,
            TeleworkForm.CSV,
            TeleworkForm.HTML));
    assertEquals(TeleworkForm.JSON, Accepted.of("*/*", TeleworkForm.JSON, TeleworkForm.HTML));
    assertEquals(TeleworkForm.JSON, Accepted.of("image/png", TeleworkForm.JSON, TeleworkForm.HTML));
  }

  @Test
  void what_is_asked_wrongly_is_told_with_its_parameter() throws Exception {
    for (String[] wrong :
        new String[][] {
          {"to=2022-07-08", "from: expected a day such as 2022-07-01"},
          {"from=2022-7-1&to=2022-07-08", "from: expected a day such as 2022-07-01"},
          {"from=2022-07-08&to=2022-07-01", "to: expected a day not before 2022-07-08"},
          {WEEK + "&closures=tomorrow", "closures: expected a day"},
          {WEEK + "&rounding=up", "rounding: expected half-up or floor"},
          {WEEK + "&decimals=per_week=1", "decimals: expected per_open_day"},
          {WEEK + "&half_days=0.5", "half_days: expected whole or half"},
          {WEEK + "&offices=nowhere", "offices: there is no office 'nowhere'"},
          {WEEK + "&departments=%E7%B7%8F%E5%8B%99", "(did you mean '総務部'?)"},
          {WEEK + "&campaign=r9", "campaign: the city's file has no campaigns yet"},
          {WEEK + "&compare=2021", "compare: expected previous, year"},
          {WEEK + "&format=pdf", "format: expected one of [json, csv, html]"},
          {WEEK + "&encoding=latin1", "encoding: expected utf-8 or shift_jis"},
          {"from=2006-07-01&to=2022-07-08", "from: holidays are known from 2007 to 2099"},
          {"from=2007-01-01&to=2007-12-31&compare=year", "compare: holidays are known"},
        }) {
      HttpResponse<String> answer = get(Role.HR, TELEWORK + wrong[0], null);
      assertEquals(400, answer.statusCode(), wrong[0]);
      assertTrue(answer.body().contains(wrong[1]), answer.body());
    }
  }

  @Test
  void hr_sees_who_came_and_that_is_noted_before() throws Exception {
    JsonNode rows = json(Role.HR, ROWS + WEEK).get("rows");
    assertEquals(6, rows.size());
    assertEquals(
        List.of("2022-07-04", "1001"),
        List.of(text(rows.get(0), "date"), text(rows.get(0), "staff_id")));
    assertEquals("2022-07-04T09:00:00.000+09:00", text(rows.get(0), "from"));
    assertEquals(1, looks());
    json(Role.HR, ROWS + WEEK + "&date=2022-07-05");
    assertEquals(1, looks(), "the same persons on the same day are one look");
  }

  private static String text(JsonNode row, String name) {
    return row.get(name).asString();
  }

  @Test
  void facilities_see_rows_without_persons_and_nothing_is_noted() throws Exception {
    HttpResponse<String> answer = get(Role.FACILITIES, ROWS + WEEK, null);
    JsonNode rows = new ObjectMapper().readTree(answer.body()).get("rows");
    assertEquals(6, rows.size());
    for (String personal : List.of("person", "staff_id", "name")) {
      assertNull(rows.get(0).get(personal), personal);
    }
    assertFalse(answer.body().contains("p-"), answer.body());
    assertEquals(0, looks());
    assertEquals(403, get(Role.STAFF, ROWS + WEEK, null).statusCode());
  }

  @Test
  void a_supervisor_sees_the_own_department_only() throws Exception {
    Visit own = hub.visits.getFirst();
    hub.visits.add(
        new Visit(
            own.day(),
            new SeatId(own.seat().office(), "A-08"),
            "who-left",
            "総務部",
            own.start(),
            own.end(),
            null,
            Visit.Origin.IMPORT));
    JsonNode rows = json(Role.SUPERVISOR, ROWS + WEEK).get("rows");
    assertEquals(4, rows.size());
    Set<String> departments = new HashSet<>();
    rows.forEach(row -> departments.add(text(row, "department")));
    assertEquals(1, departments.size(), departments.toString());
    assertTrue(rows.get(0).has("name"));
    assertEquals(1, looks());
  }

  @Test
  void pages_together_are_all_rows_once() throws Exception {
    for (int limit = 1; limit <= 7; limit++) {
      StringBuilder seen = new StringBuilder();
      String after = "";
      int pages = 0;
      do {
        JsonNode page = json(Role.HR, ROWS + WEEK + "&limit=" + limit + after);
        page.get("rows").forEach(row -> seen.append(text(row, "date")).append(text(row, "seat")));
        after = page.has("after") ? "&after=" + text(page, "after") : "";
        pages++;
      } while (!after.isEmpty());
      assertEquals(6 * 14, seen.length(), seen.toString());
      assertEquals((6 + limit - 1) / limit, pages, "of " + limit);
    }
    assertEquals(400, get(Role.HR, ROWS + WEEK + "&after=x", null).statusCode());
    assertEquals(400, get(Role.HR, ROWS + WEEK + "&limit=0", null).statusCode());
    JsonNode one =
        json(Role.HR, ROWS + WEEK + "&department=%E7%B7%8F%E5%8B%99%E9%83%A8").get("rows");
    assertEquals(3, one.size());
  }

  @Test
  void rows_come_as_csv_too() throws Exception {
    HttpResponse<String> csv = get(Role.HR, ROWS + WEEK, "text/csv");
    assertEquals(7, csv.body().lines().count());
    assertTrue(csv.body().contains("令和4年7月4日"), csv.body());
  }

  @Test
  void a_city_without_campaigns_has_none() throws Exception {
    assertEquals(0, json(Role.HR, "/api/v1/reports/campaigns").size());
  }
}
