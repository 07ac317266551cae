package city.seki.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.SeatId;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.Source;
import city.seki.hub.access.AccessDatabase;
import city.seki.hub.access.AccessRegister;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.ledger.SqliteLedger;
import city.seki.hub.roster.RosterStore;
import city.seki.hub.server.HubHistory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The muster list when only a terminal is left: with a hub, without one, with broken files. */
class MusterCommandTest {
  private static final Instant NOW = Instant.parse("2026-11-24T01:30:00Z");
  private static final Instant EARLIER = NOW.minus(Duration.ofHours(1));
  private static final Instant CLOSING = Instant.parse("2026-11-24T08:15:00Z");

  @TempDir private Path folder;
  private String data = "";

  @SuppressWarnings("NullAway.Init") // set before each test
  private DataDirectory directory;

  private String office = "";
  private SeatId first = new SeatId("x", "x");
  private SeatId second = first;

  private record Ran(int code, String out, String err) {}

  private static Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine program = HubMain.commandLine(InstantSource.fixed(NOW), new SecureRandom());
    program.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return new Ran(program.execute(arguments), out.toString(), err.toString());
  }

  private Ran muster(String... more) {
    String[] arguments = new String[3 + more.length];
    System.arraycopy(new String[] {"muster", "--data", data}, 0, arguments, 0, 3);
    System.arraycopy(more, 0, arguments, 3, more.length);
    return run(arguments);
  }

  @BeforeEach
  void two_people_are_there() throws Exception {
    data = folder.resolve("data").toString();
    Path roster = folder.resolve("roster.csv");
    Files.writeString(
        roster,
        "staff_id,name,department,zones,card\n1001,松本 花子,総務部,lgwan,\n1002,安曇 <太郎>,財政部,lgwan,\n");
    assertEquals(0, run("import", "offices", "--example", "reference-city", "--data", data).code());
    assertEquals(0, run("import", "roster", roster.toString(), "--data", data).code());
    directory = DataDirectory.existing(Path.of(data));
    var city = HubHistory.city(directory);
    var there = city.offices().values().iterator().next();
    office = there.id();
    var seats = there.seats().keySet().iterator();
    first = new SeatId(office, seats.next());
    second = new SeatId(office, seats.next());
    try (SqliteLedger ledger = SqliteLedger.open(directory.ledger())) {
      ledger.append(
          List.of(
              claimed(first, person("1001"), EARLIER, CLOSING),
              claimed(second, person("1002"), EARLIER, CLOSING)));
    }
  }

  private static Event claimed(SeatId seat, @Nullable String person, Instant at, Instant closes) {
    return new Event.Claimed(seat, String.valueOf(person), "総務部", Source.TAP, at, closes);
  }

  private @Nullable String person(String staffId) {
    try (RosterStore roster = RosterStore.open(directory.roster(), new SecureRandom())) {
      return roster.personOf(staffId);
    }
  }

  @Test
  void it_tells_who_holds_a_seat_also_while_a_hub_writes() {
    try (SqliteLedger hub = SqliteLedger.open(directory.ledger());
        var lock = directory.lock()) {
      Ran ran = muster("--lang", "ja");
      assertEquals(0, ran.code(), ran.err());
      assertTrue(ran.out().contains("松本 花子"), ran.out());
      assertTrue(ran.out().contains("09:30"), "since when");
      assertTrue(ran.out().contains("2026-11-24 10:30"), "when it was made");
    }
  }

  @Test
  void it_is_an_entry_of_the_audit_log_that_names_everybody() {
    assertEquals(0, muster().code());
    try (AccessDatabase access = AccessDatabase.open(directory.access())) {
      var entry = access.audit().after(0, 100).getLast();
      assertTrue(entry.who().startsWith("cli:"), entry.who());
      assertTrue(entry.what().contains("\"muster\""), entry.what());
      AccessRegister register = new AccessRegister(access.audit(), InstantSource.fixed(NOW));
      assertEquals(1, register.at(String.valueOf(person("1001"))).size());
    }
  }

  @Test
  void paper_and_spreadsheet_have_one_office_if_that_is_wanted() throws Exception {
    Path paper = folder.resolve("muster.html");
    assertEquals(
        0, muster("--format", "html", "--office", office, "--out", paper.toString()).code());
    String html = Files.readString(paper, UTF_8);
    assertTrue(html.contains("安曇 &lt;太郎&gt;"), "a name is a name, whatever is in it");
    assertEquals(1, html.split("<section>", -1).length - 1);
    String csv = muster("--format", "csv", "--office", office).out();
    assertEquals(2, csv.lines().filter(line -> line.contains(",person,")).count(), csv);
    Ran wrong = muster("--office", "nowhere");
    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains(office), wrong.err());
  }

  @Test
  void who_left_is_not_on_it_nor_who_is_on_record_from_another_day() {
    try (SqliteLedger ledger = SqliteLedger.open(directory.ledger())) {
      ledger.append(
          List.of(
              new Event.Ended(
                  first,
                  String.valueOf(person("1001")),
                  EndReason.RELEASED,
                  NOW.minusSeconds(60),
                  null,
                  null),
              claimed(
                  first,
                  "p-of-yesterday",
                  EARLIER.minus(Duration.ofDays(1)),
                  NOW.minus(Duration.ofDays(1)))));
    }
    Ran ran = muster();
    assertFalse(ran.out().contains("松本 花子"), ran.out());
    assertFalse(ran.out().contains("p-of-yesterday"), ran.out());
    assertTrue(ran.out().contains("太郎"), ran.out());
  }

  @Test
  void of_broken_files_it_tells_what_can_be_read_and_what_is_missing() throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(directory.ledger())) {
      ledger.append(List.of(new Event.PutIntoService(second, "fac", NOW)));
    }
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + directory.ledger());
        Statement s = db.createStatement()) {
      s.execute("UPDATE event SET body = 'no json' WHERE id = 3");
    }
    Ran damaged = muster();
    assertEquals(1, damaged.code());
    assertTrue(damaged.err().contains("the list ends where the ledger is damaged"), damaged.err());
    assertTrue(damaged.out().contains("松本 花子"), damaged.out());
    String hanako = String.valueOf(person("1001"));
    Files.writeString(directory.roster(), "not a database at all, but long enough to be looked at");
    Ran nameless = muster();
    assertTrue(nameless.err().contains("there are no names"), nameless.err());
    assertTrue(nameless.out().contains(hanako), nameless.out());
    assertTrue(nameless.out().contains("総務部"), nameless.out());
  }
}
