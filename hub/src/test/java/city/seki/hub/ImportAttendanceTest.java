package city.seki.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DirectoryLock;
import city.seki.hub.history.Attended;
import city.seki.hub.history.History;
import city.seki.hub.history.Scope;
import city.seki.hub.history.Visit;
import city.seki.hub.roster.RosterStore;
import city.seki.hub.server.HubHistory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Past attendance, as the general affairs section brings it in. */
class ImportAttendanceTest {
  private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2022, 7, 4);

  @TempDir Path folder;
  private String office = "";
  private List<String> seats = List.of();

  private record Ran(int code, String out, String err) {}

  private Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine program = HubMain.commandLine(InstantSource.fixed(NOW), new SecureRandom());
    program.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int code = program.execute(arguments);
    return new Ran(code, out.toString(), err.toString());
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private DataDirectory directory() {
    return DataDirectory.use(folder.resolve("data"));
  }

  @BeforeEach
  void a_city_with_three_people() throws IOException {
    assertEquals(
        0, run("import", "offices", "--example", "reference-city", "--data", data()).code());
    City city = HubHistory.city(directory());
    Office first = city.offices().values().iterator().next();
    office = first.id();
    seats = first.seats().keySet().stream().limit(3).toList();
    roster("", "1001,田中,総務部,lgwan,", "1002,佐藤,財政部,lgwan,", "1003,鈴木,財政部,lgwan,");
  }

  private void roster(String from, String... lines) throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("roster.csv"),
            "staff_id,name,department,zones,card\n" + String.join("\n", lines) + "\n");
    List<String> arguments =
        new ArrayList<>(List.of("import", "roster", csv.toString(), "--data", data()));
    if (!from.isEmpty()) {
      arguments.addAll(List.of("--from", from));
    }
    assertEquals(0, run(arguments.toArray(String[]::new)).code());
  }

  private Path file(String... lines) throws IOException {
    return Files.writeString(folder.resolve("past.csv"), text(lines));
  }

  private static String text(String... lines) {
    return "date,staff_id,office,seat,start,end\n" + String.join("\n", lines) + "\n";
  }

  private String line(String day, int staff, int seat, String times) {
    return "%s,%d,%s,%s,%s".formatted(day, staff, office, seats.get(seat), times);
  }

  private Ran attendance(Path file, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("import", "attendance", file.toString(), "--data", data()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private History history() {
    City city = HubHistory.city(directory());
    return HubHistory.of(
        directory(),
        city,
        () -> {
          try (RosterStore roster = RosterStore.open(directory().roster(), new SecureRandom())) {
            return roster.membership();
          }
        });
  }

  private Attended total() {
    return history().count(Scope.of(DAY.minusYears(1), DAY.plusYears(1))).total();
  }

  @Test
  void rows_with_times_and_rows_for_the_whole_day_are_counted() throws IOException {
    Ran ran =
        attendance(
            file(
                line("2022-07-04", 1001, 0, "09:00,12:00"),
                line("2022-07-04", 1001, 0, "13:00,17:00"),
                line("2022-07-04", 1002, 1, "2022-07-04T09:00:00+09:00,2022-07-04T11:00:00+09:00"),
                line("2022-07-05", 1003, 2, ",")));
    assertEquals("", ran.err());
    assertEquals("imported 4 rows from 2022-07-04 to 2022-07-05 as import 1\n", ran.out());
    assertEquals(new Attended(3, 3, 1), total());
    assertEquals(
        Map.of("総務部", new Attended(1, 1, 0), "財政部", new Attended(2, 2, 1)),
        history().count(Scope.of(DAY, DAY.plusDays(1))).departments());
    List<Visit> rows = new ArrayList<>();
    history().visits(Scope.of(DAY, DAY), rows::add);
    assertEquals(
        List.of("2022-07-04T00:00:00Z", "2022-07-04T04:00:00Z", "2022-07-04T00:00:00Z"),
        rows.stream().map(v -> v.start().toString()).toList());
  }

  @Test
  void every_bad_line_is_named_and_nothing_is_imported() throws IOException {
    Ran ran =
        attendance(
            file(
                line("2022-07-04", 1001, 0, "09:00,12:00"),
                line("2022-07-04", 9999, 0, "09:00,12:00"),
                line("04.07.2022", 1001, 0, "09:00,12:00"),
                line("2027-07-04", 1001, 0, "09:00,12:00"),
                line("2022-07-04", 1001, 0, "12:00,09:00"),
                line("2022-07-04", 1001, 0, "9:00,12:00"),
                line("2022-07-04", 1001, 0, "09:00,"),
                line("2022-07-04", 1001, 0, "2022-07-05T09:00:00+09:00,12:00"),
                "2022-07-04,1001,nowhere,A-01,,",
                "2022-07-04,1001," + office + ",NO-SEAT,,",
                "2022-07-04,1001"));
    assertEquals(1, ran.code());
    List<String> told = ran.err().lines().map(l -> l.replaceFirst(".*past.csv: ", "")).toList();
    assertEquals(
        List.of(
            "line 3: staff_id is unknown",
            "line 4: date must be as 2022-07-01",
            "line 5: date is after today",
            "line 6: end must be after start",
            "line 7: start must be as 09",
            "line 8: end is missing",
            "line 9: start is not on the line's date",
            "line 10: office is unknown",
            "line 11: seat is unknown in "
                + office
                + "; --past-places takes offices and seats that are no more",
            "line 12: 2 fields instead of 6",
            "nothing was imported from " + folder.resolve("past.csv")),
        told.stream()
            .map(l -> l.replaceFirst("^(line \\d+: [^:]*?)(: .*|:\\d.*)$", "$1"))
            .toList());
    assertEquals("", run("import", "attendance", "--list", "--data", data()).out());
    assertEquals(Attended.NONE, total());
  }

  @Test
  void one_seat_and_one_person_are_at_one_time_once() throws IOException {
    Ran ran =
        attendance(
            file(
                line("2022-07-04", 1001, 0, "09:00,12:00"),
                line("2022-07-04", 1002, 0, "11:00,13:00"),
                line("2022-07-05", 1003, 1, "09:00,12:00"),
                line("2022-07-05", 1003, 2, "11:59,13:00"),
                line("2022-07-06", 1001, 0, ","),
                line("2022-07-06", 1002, 0, ",")));
    assertEquals(1, ran.code());
    assertEquals(
        List.of("line 3: overlaps line 2", "line 5: overlaps line 4"),
        ran.err()
            .lines()
            .filter(l -> l.contains("overlaps"))
            .map(l -> l.replaceFirst(".*past.csv: ", "").replaceFirst(": one seat.*", ""))
            .toList());
  }

  @Test
  void a_row_is_counted_once_however_often_it_is_told_and_imports_are_undone_in_any_order()
      throws IOException {
    String row = line("2022-07-04", 1001, 0, "09:00,12:00");
    Ran first = attendance(file(row, row));
    assertTrue(first.out().contains("1 lines said the same as another one"), first.out());
    assertEquals("nothing new: all of 1 rows were there before\n", attendance(file(row)).out());
    Ran second = attendance(file(row, line("2022-07-04", 1002, 1, "09:00,12:00")));
    assertTrue(second.out().contains("1 rows were there before"), second.out());
    assertEquals(new Attended(2, 2, 2), total());
    try (RosterStore roster = RosterStore.open(directory().roster(), new SecureRandom())) {
      List<Visit> of = history().imported(Objects.requireNonNull(roster.personOf("1001")));
      assertEquals(List.of(seats.get(0)), of.stream().map(v -> v.seat().seat()).toList());
    }
    assertEquals(0, run("import", "attendance", "--undo", "1", "--data", data()).code());
    assertEquals(new Attended(2, 2, 2), total(), "the second import has that row, too");
    String list = run("import", "attendance", "--list", "--data", data()).out();
    assertTrue(list.startsWith("2: past.csv, 2 rows from 2022-07-04 to 2022-07-04"), list);
    assertEquals(0, run("import", "attendance", "--undo", "2", "--data", data()).code());
    assertEquals(Attended.NONE, total());
    assertEquals(1, run("import", "attendance", "--undo", "2", "--data", data()).code());
    String audit = run("export", "audit", "--data", data()).out();
    assertTrue(audit.contains("undo-import-attendance"), audit);
  }

  @Test
  void those_who_left_and_those_who_changed_department_come_from_the_roster_of_that_time()
      throws IOException {
    Path left = file(line("2022-07-04", 2001, 0, ","), line("2022-07-04", 1001, 1, ","));
    assertEquals(1, attendance(left).code());
    roster("2022-04-01", "2001,去った人,総務部,lgwan,", "1001,田中,土木部,lgwan,");
    assertEquals(0, attendance(left).code());
    assertEquals(
        Map.of("総務部", new Attended(1, 1, 0), "土木部", new Attended(1, 1, 0)),
        history().count(Scope.of(DAY, DAY)).departments());
    assertEquals(Map.of("総務部", 1L, "土木部", 1L), history().staff(Scope.of(DAY, DAY)).departments());
    LocalDate today = LocalDate.of(2026, 11, 24);
    assertEquals(
        Map.of("総務部", 1L, "財政部", 2L), history().staff(Scope.of(today, today)).departments());
    assertEquals(
        Map.of("総務部", 2L, "土木部", 1L, "財政部", 2L),
        history().staff(Scope.of(DAY, today)).departments());
    assertEquals(4, history().staff(Scope.of(DAY, today)).total());
  }

  @Test
  void offices_that_are_no_more_are_counted_if_asked_for() throws IOException {
    Path file = file("2022-07-04,1001,old-office,B-01,,");
    assertEquals(0, attendance(file, "--past-places").code());
    assertEquals(
        Map.of("old-office", new Attended(1, 1, 0)), history().count(Scope.of(DAY, DAY)).offices());
  }

  @Test
  void shift_jis_and_a_byte_order_mark_are_read() throws IOException {
    String row = line("2022-07-04", 1001, 0, ",");
    Path file = folder.resolve("past.csv");
    Files.writeString(file, "\uFEFF" + text(row));
    assertEquals(0, attendance(file).code());
    Files.write(
        file,
        text(
                line("2022-07-04", 1002, 1, ","),
                "\"2022-07-05\",1001,\"" + office + "\"," + seats.get(0) + ",,")
            .getBytes(Charset.forName("windows-31j")));
    assertEquals(0, attendance(file).code());
    assertEquals(new Attended(2, 3, 0), total());
  }

  @Test
  void it_works_beside_a_hub_and_what_an_import_left_that_was_cut_off_is_taken_away()
      throws IOException {
    try (DirectoryLock hub = directory().lock()) {
      assertEquals(0, attendance(file(line("2022-07-04", 1001, 0, ","))).code());
      try (DirectoryLock other = directory().lockImports()) {
        Ran ran = attendance(file(line("2022-07-04", 1002, 1, ",")));
        assertEquals(1, ran.code());
        assertTrue(ran.err().contains("another import of attendance is under way"), ran.err());
      }
    }
    assertEquals(new Attended(1, 1, 0), total());
  }

  @Test
  void what_an_import_left_that_was_cut_off_counts_nowhere_and_is_taken_away() throws Exception {
    assertEquals(0, attendance(file(line("2022-07-04", 1001, 0, ","))).code());
    // As kill -9 leaves it, just before the end.
    Path past = directory().history();
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + past);
        Statement s = db.createStatement()) {
      s.execute("UPDATE layer SET complete = 0 WHERE id = 1");
      s.execute("DELETE FROM month");
    }
    assertEquals(Attended.NONE, total());
    assertEquals("", run("import", "attendance", "--list", "--data", data()).out());
    assertEquals(0, attendance(file(line("2022-07-04", 1002, 1, ","))).code());
    assertEquals(new Attended(1, 1, 0), total());
  }

  @Test
  void a_backup_has_it_and_check_finds_it_sound() throws IOException {
    assertEquals(
        0,
        attendance(file(line("2022-07-04", 1001, 0, ","), line("2022-07-05", 1001, 0, ",")))
            .code());
    Path copy = folder.resolve("copy");
    assertEquals(0, run("backup", "--data", data(), "--to", copy.toString()).code());
    Ran check = run("check", "--rebuild", "--data", copy.toString());
    assertTrue(
        check.out().contains("history.db: sound, 1 days counted"), check.out() + check.err());
  }
}
