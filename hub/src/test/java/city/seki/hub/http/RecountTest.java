package city.seki.hub.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.access.Role;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.history.History;
import city.seki.hub.history.PastImport;
import city.seki.hub.roster.RosterEntry;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A random year that was imported, counted again, by SQL in another engine (DuckDB) from the rows
 * that HR can take out as CSV and from a list of the staff, and compared cell by cell with what the
 * hub reports. People change department, sit in two offices on a day, come for half a day, on
 * Saturdays and holidays.
 */
class RecountTest {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final long SEED = Long.getLong("recount.seed", 20_230_401L);
  private static final int PEOPLE = 150;
  private static final LocalDate FIRST = LocalDate.of(2023, 4, 1);
  private static final LocalDate LAST = LocalDate.of(2024, 3, 31);

  /** 国民の祝日 of that fiscal year as the Cabinet Office lists them, and the turn of the year. */
  private static final String REST =
      """
      SELECT unnest(['2023-05-03','2023-05-04','2023-05-05','2023-07-17','2023-08-11','2023-09-18',
        '2023-10-09','2023-11-03','2023-11-23','2023-12-29','2023-12-30','2023-12-31','2024-01-01',
        '2024-01-02','2024-01-03','2024-01-08','2024-02-12','2024-02-23','2024-03-20',
        '2023-08-14','2023-08-15'])::DATE AS day""";

  /** Of a roster from which everybody is known. */
  private static final LocalDate BEGINNING = LocalDate.of(2020, 4, 1);

  private static final List<String> ZONES = List.of("lgwan");

  @TempDir Path data;

  /** As another system has them. */
  private final List<String> staff = new ArrayList<>(List.of("person,department,first,last"));

  private final List<String> came = new ArrayList<>(List.of("date,staff_id,office,seat,start,end"));

  private HubAtWork hub;
  private Connection duck;

  @BeforeEach
  void start() throws Exception {
    DataDirectory directory = DataDirectory.use(data.resolve("hub"));
    hub = new HubAtWork(directory.root());
    year();
    Path attendance = Files.write(data.resolve("attendance.csv"), came);
    try (PastImport imports = PastImport.open(directory, TOKYO)) {
      PastImport.Against against =
          new PastImport.Against(
              hub.allocation.state().city(),
              LAST,
              hub.roster.allPersons(),
              hub.roster.membership(),
              null,
              true);
      assertInstanceOf(
          PastImport.Imported.class,
          imports.read(attendance, against, hub.now(), "test", bytes -> {}, done -> {}));
    }
    hub.counts(new History(directory.history(), directory.ledger(), TOKYO, hub.roster::membership));
    duck = DriverManager.getConnection("jdbc:duckdb:");
  }

  @AfterEach
  void stop() throws Exception {
    duck.close();
    hub.close();
  }

  /** Somebody moves to another department on a day of the year. */
  private record Person(String staffId, String before, String after, LocalDate moves) {
    String department(LocalDate day) {
      return day.isBefore(moves) ? before : after;
    }
  }

  private void year() {
    Random random = new Random(SEED);
    List<Person> people = new ArrayList<>();
    for (int p = 0; p < PEOPLE; p++) {
      String before = "部" + random.nextInt(7);
      String after = random.nextInt(5) == 0 ? "部" + random.nextInt(7) : before;
      Person person =
          new Person("s%03d".formatted(p), before, after, FIRST.plusDays(random.nextInt(366)));
      people.add(person);
      String line = person.staffId() + ",%s,%s,%s";
      staff.add(line.formatted(before, BEGINNING, person.moves().minusDays(1)));
      staff.add(line.formatted(after, person.moves(), "2030-03-31"));
      if (random.nextInt(4) > 0) {
        attend(person, random);
      }
    }
    SortedSet<LocalDate> days = new TreeSet<>(Set.of(BEGINNING));
    people.forEach(person -> days.add(person.moves()));
    for (LocalDate day : days) {
      boolean _ =
          hub.roster.replace(
              people.stream()
                  .map(p -> new RosterEntry(p.staffId(), "職員", p.department(day), ZONES, null))
                  .toList(),
              day);
    }
  }

  /** On each of some days in the morning, in the afternoon, for long, or twice in any office. */
  private void attend(Person person, Random random) {
    Set<LocalDate> days = new TreeSet<>();
    for (int often = random.nextInt(60); often > 0; often--) {
      days.add(FIRST.plusDays(random.nextInt(366)));
    }
    for (LocalDate day : days) {
      int how = random.nextInt(5);
      if (how != 1) {
        came(person, day, random, LocalTime.of(8, 30), how == 0 ? 480 : 150);
      }
      if (how == 1 || how == 2) {
        came(person, day, random, LocalTime.of(13, 5), 120);
      }
    }
  }

  private void came(Person person, LocalDate day, Random random, LocalTime from, int longest) {
    String office = List.of("chuo", "east", "west").get(random.nextInt(3));
    LocalTime start = from.plusMinutes(random.nextInt(120));
    came.add(
        "%s,%s,%s,A-%s,%s,%s"
            .formatted(
                day,
                person.staffId(),
                office,
                person.staffId(),
                start,
                start.plusMinutes(1 + random.nextInt(longest))));
  }

  private String get(String path, String accept) throws Exception {
    HttpResponse<String> answer =
        hub.client.send(
            HttpRequest.newBuilder(URI.create(hub.base + path))
                .header("Authorization", "Bearer " + hub.tokens.get(Role.HR))
                .header("Accept", accept)
                .build(),
            HttpResponse.BodyHandlers.ofString(UTF_8));
    assertEquals(200, answer.statusCode(), answer.body());
    return answer.body();
  }

  /** One line for each row, its cells with | between them. */
  private List<String> sql(String query) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Statement s = duck.createStatement();
        ResultSet r = s.executeQuery(query)) {
      while (r.next()) {
        List<String> cells = new ArrayList<>();
        for (int c = 1; c <= r.getMetaData().getColumnCount(); c++) {
          cells.add(String.valueOf(r.getString(c)));
        }
        lines.add(String.join("|", cells));
      }
    }
    return lines;
  }

  private void load(Path rows, Path people) throws SQLException {
    try (Statement s = duck.createStatement()) {
      s.execute(
          "CREATE TABLE visits AS SELECT * FROM read_csv('%s', header = true, all_varchar = true)"
              .formatted(rows));
      s.execute(
          "CREATE TABLE staff AS SELECT * FROM read_csv('%s', header = true)".formatted(people));
      s.execute("CREATE TABLE rest AS " + REST);
      s.execute(
          """
          CREATE TABLE open AS SELECT day::DATE AS day
          FROM generate_series(DATE '%s', DATE '%s', INTERVAL 1 DAY) AS t(day)
          WHERE isodow(day) < 6 AND day::DATE NOT IN (SELECT day FROM rest)"""
              .formatted(FIRST, LAST));
      s.execute(
          """
          CREATE TABLE halves AS SELECT "date"::DATE AS day, department, staff_id AS person, office,
            substr("from", 12, 5) < '12:00' AS am, substr("to", 12, 5) > '13:00' AS pm
          FROM visits""");
    }
  }

  /** Halves of a day that count, by the people of those rows and their days. */
  private static String weighed(String where, boolean half) {
    return """
        (SELECT coalesce(sum(CASE WHEN %s AND NOT (am AND pm) THEN 1 ELSE 2 END), 0) FROM (SELECT person,
          day, bool_or(am) AS am, bool_or(pm) AS pm FROM halves WHERE %s GROUP BY person, day))"""
        .formatted(half, where);
  }

  /** Half up at so many decimals, by whole numbers alone: all are positive. */
  private static String rounded(String above, String below, int factor) {
    return "((2 * %d * (%s) + (%s)) // nullif(2 * (%s), 0))".formatted(factor, above, below, below);
  }

  private static String line(String where, String staffWhere, boolean half) {
    String staff =
        """
        (SELECT count(DISTINCT person) FROM staff WHERE %s AND first <= '%s' AND last >= '%s')"""
            .formatted(staffWhere, LAST, FIRST);
    String came = "(SELECT count(DISTINCT person) FROM halves WHERE %s)".formatted(where);
    String halves = weighed(where, half);
    return String.join(
        ", ",
        staff,
        came,
        halves,
        rounded(halves, "2 * (SELECT count(*) FROM open)", 100),
        rounded(halves, "2 * " + came, 100),
        rounded(came, staff, 100));
  }

  private static String shown(JsonNode line) {
    return String.join(
        "|",
        line.get("staff").asString(),
        line.get("implementers").asString(),
        whole(line.get("person_days"), 2),
        whole(line.get("per_open_day"), 100),
        whole(line.get("per_person"), 100),
        whole(line.get("rate_percent"), 1));
  }

  /** So many times that number, which is whole. */
  private static String whole(JsonNode number, int times) {
    return number.isNull()
        ? "null"
        : number
            .decimalValue()
            .multiply(BigDecimal.valueOf(times))
            .stripTrailingZeros()
            .toPlainString();
  }

  @Test
  void another_engine_counts_the_same_in_every_cell() throws Exception {
    String period = "from=" + FIRST + "&to=" + LAST;
    String csv = get("/api/v1/reports/telework/rows?" + period + "&limit=100000", "text/csv");
    assertTrue(csv.lines().count() > 3_000, "seed " + SEED);
    load(
        Files.writeString(data.resolve("rows.csv"), csv),
        Files.write(data.resolve("staff.csv"), staff));
    for (boolean half : new boolean[] {false, true}) {
      String told = "seed " + SEED + ", half-days " + half;
      JsonNode report =
          new ObjectMapper()
              .readTree(
                  get(
                      "/api/v1/reports/telework?closures=2023-08-14,2023-08-15&"
                          + period
                          + (half ? "&half_days=half" : ""),
                      "application/json"));
      assertEquals(sql("SELECT count(*) FROM open").getFirst(), report.get("open_days").asString());
      assertEquals(
          sql("SELECT " + line("true", "true", half)).getFirst(), shown(report.get("total")), told);
      departments(told, report, half);
      offices(told, report, half);
      means(told, report, half);
    }
    days();
  }

  private void departments(String told, JsonNode report, boolean half) throws SQLException {
    List<String> names = sql("SELECT DISTINCT department FROM staff ORDER BY 1");
    assertEquals(names.size(), report.get("departments").size(), told);
    for (int i = 0; i < names.size(); i++) {
      JsonNode line = report.get("departments").get(i);
      String of = "department = '" + names.get(i) + "'";
      assertEquals(names.get(i), line.get("department").asString(), told);
      assertEquals(sql("SELECT " + line(of, of, half)).getFirst(), shown(line), told + " " + of);
    }
  }

  private void offices(String told, JsonNode report, boolean half) throws SQLException {
    for (JsonNode office : report.get("by_office")) {
      String of = "office = '" + office.get("office").asString() + "'";
      String counted =
          sql("SELECT (SELECT count(DISTINCT person) FROM halves WHERE %s), %s"
                  .formatted(of, weighed(of, half)))
              .getFirst();
      assertEquals(
          counted,
          office.get("implementers").asString() + "|" + whole(office.get("person_days"), 2),
          told + " " + of);
    }
    assertEquals(3, report.get("by_office").size());
  }

  private void means(String told, JsonNode report, boolean half) throws SQLException {
    try (Statement s = duck.createStatement()) {
      s.execute(
          """
          CREATE OR REPLACE TABLE of_departments AS SELECT d.department,
            (SELECT count(DISTINCT person) FROM staff x WHERE x.department = d.department AND
              first <= '%s' AND last >= '%s') AS staff,
            (SELECT count(DISTINCT person) FROM halves x WHERE x.department = d.department) AS came,
            (SELECT sum(CASE WHEN %s AND NOT (am AND pm) THEN 0.5 ELSE 1 END) FROM (SELECT department,
              person, day, bool_or(am) AS am, bool_or(pm) AS pm FROM halves GROUP BY ALL) x
              WHERE x.department = d.department) AS days
          FROM (SELECT DISTINCT department FROM staff) d"""
              .formatted(LAST, FIRST, half));
    }
    String means =
        sql("""
                SELECT round(avg(100 * came::DOUBLE / staff))::INT,
                  round(avg(100 * days::DOUBLE / came))::INT,
                  round(100 * sum(came)::DOUBLE / sum(staff))::INT,
                  round(100 * sum(days)::DOUBLE / sum(came))::INT FROM of_departments""")
            .getFirst();
    JsonNode simple = report.get("simple_mean");
    JsonNode weighted = report.get("weighted_mean");
    assertEquals(
        means,
        String.join(
            "|",
            whole(simple.get("rate_percent"), 1),
            whole(simple.get("per_person"), 100),
            whole(weighted.get("rate_percent"), 1),
            whole(weighted.get("per_person"), 100)),
        told);
  }

  private void days() throws Exception {
    String csv =
        get(
            "/api/v1/reports/telework?table=days&closures=2023-08-14,2023-08-15&from="
                + FIRST
                + "&to="
                + LAST,
            "text/csv");
    List<String> told =
        csv.lines()
            .skip(1)
            .map(
                line ->
                    String.join(
                        "|",
                        line.split(",", -1)[0],
                        line.split(",", -1)[1],
                        line.split(",", -1)[2]))
            .toList();
    assertEquals(
        sql(
            """
            SELECT day, CASE WHEN o.day IS NULL THEN 0 ELSE 1 END, coalesce(persons, 0)
            FROM open o FULL JOIN (SELECT day, count(DISTINCT person) AS persons FROM halves
              GROUP BY day) h USING (day) ORDER BY 1"""),
        told);
  }
}
