package city.seki.edge.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.seki.config.model.ReaderName;
import city.seki.config.wire.CardTech;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.TapMessage;
import city.seki.edge.clock.Mark;
import city.seki.edge.clock.Past;
import city.seki.edge.journal.Entry.Place;
import city.seki.edge.journal.JournalFault.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest {
  @TempDir private Path folder;

  @Test
  void what_is_owed_comes_in_order_of_runs_and_taps_and_in_pages() throws JournalFault {
    try (SqliteJournal first = open("z")) {
      append(first, 1, 2);
    }
    try (SqliteJournal second = open("a")) {
      append(second, 1, 2, 3);
      assertEquals(List.of("z:1", "z:2", "a:1", "a:2", "a:3"), names(second, Place.START, 9));
      List<Entry> page = second.owed(Place.START, 3);
      assertEquals(List.of("a:2", "a:3"), names(second, page.getLast().place(), 9));
      assertArrayEquals("tap 1".getBytes(UTF_8), page.getFirst().payload());
    }
  }

  @Test
  void only_the_answered_tap_goes_and_only_once() throws JournalFault {
    try (SqliteJournal journal = open("b")) {
      append(journal, 1, 2, 3);
      assertTrue(journal.settle("b", 2));
      assertFalse(journal.settle("b", 2));
      assertFalse(journal.settle("other", 1));
      assertEquals(List.of("b:1", "b:3"), names(journal, Place.START, 9));
      Backlog backlog = journal.backlog();
      assertEquals(2, backlog.count());
      assertEquals(10, backlog.bytes());
      assertEquals("Entry[b:1]", String.valueOf(backlog.oldest()));
    }
  }

  @Test
  void a_tap_of_an_earlier_run_can_be_settled() throws JournalFault {
    try (SqliteJournal first = open("one")) {
      append(first, 1);
    }
    try (SqliteJournal second = open("two")) {
      assertEquals(1, second.count());
      assertTrue(second.settle("one", 1));
      assertNull(second.backlog().oldest());
    }
  }

  @Test
  void an_owed_tap_is_amended_in_its_place_and_an_answered_one_is_not() throws JournalFault {
    try (SqliteJournal journal = open("b")) {
      append(journal, 1, 2, 3);
      assertNotNull(journal.amend(2, "tap 2, granted".getBytes(UTF_8)));
      assertTrue(journal.settle("b", 3));
      assertNull(journal.amend(3, "tap 3, granted".getBytes(UTF_8)));
      assertEquals(19, journal.backlog().bytes());
    }
    try (SqliteJournal journal = open("c")) {
      List<Entry> owed = journal.owed(Place.START, 9);
      assertArrayEquals("tap 2, granted".getBytes(UTF_8), owed.get(1).payload());
      assertEquals(2, owed.size());
      assertNull(journal.amend(2, new byte[0]), "a tap of an earlier run is told and over");
    }
  }

  @Test
  void a_full_journal_refuses_drops_nothing_and_takes_again_when_there_is_room()
      throws JournalFault, IOException {
    try (SqliteJournal journal = SqliteJournal.open(folder, "b", 1_200_000)) {
      long seq = 0;
      JournalFault fault = null;
      while (fault == null) {
        seq++;
        assertTrue(seq < 1_000);
        fault = refusal(journal, seq);
      }
      assertEquals(Cause.FULL, fault.reason());
      assertEquals(seq - 1, journal.count());
      assertTrue(SqliteJournal.fileBytes(folder) <= 1_200_000);
      for (long owed = 1; owed < seq; owed++) {
        assertNotNull(journal.amend(owed, new byte[900]), "an owed tap can still be answered");
      }
      assertTrue(SqliteJournal.fileBytes(folder) <= 1_200_000);
      for (long owed = 1; owed <= 10; owed++) {
        assertTrue(journal.settle("b", owed));
      }
      append(journal, seq);
      assertEquals(seq - 10, journal.count());
    }
  }

  private static @Nullable JournalFault refusal(SqliteJournal journal, long seq) {
    try {
      var _ = journal.append(seq, new byte[900]);
      return null;
    } catch (JournalFault e) {
      return e;
    }
  }

  @Test
  void what_is_owed_can_be_read_while_the_agent_has_it_open() throws JournalFault {
    try (SqliteJournal journal = open("b")) {
      append(journal, 1, 2);
      Backlog seen = SqliteJournal.read(folder);
      assertEquals(2, seen.count());
      assertNotNull(seen.oldest());
    }
    assertEquals(2, SqliteJournal.read(folder).count());
  }

  @Test
  void a_second_agent_on_the_same_folder_is_refused() throws JournalFault {
    try (SqliteJournal first = open("b")) {
      JournalFault fault = assertThrows(JournalFault.class, () -> open("c"));
      assertEquals(Cause.IN_USE, fault.reason());
      append(first, 1);
    }
    open("c").close();
  }

  @Test
  void a_folder_that_cannot_be_made_is_told_with_the_remedy() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    JournalFault fault =
        assertThrows(JournalFault.class, () -> SqliteJournal.open(file.resolve("data"), "b", 100));
    assertEquals(Cause.UNWRITABLE, fault.reason());
    assertTrue(String.valueOf(fault.getMessage()).contains("chown"));
  }

  @Test
  void a_file_that_is_no_database_is_left_alone() throws IOException {
    Path file = Files.writeString(folder.resolve("journal.db"), "a shopping list, ".repeat(100));
    byte[] before = Files.readAllBytes(file);
    assertEquals(Cause.FOREIGN, assertThrows(JournalFault.class, () -> open("b")).reason());
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void a_database_of_another_program_is_left_alone() throws SQLException {
    sql("CREATE TABLE recipes(name TEXT)");
    assertEquals(Cause.FOREIGN, assertThrows(JournalFault.class, () -> open("b")).reason());
  }

  @Test
  void a_journal_of_a_newer_version_is_told_as_such() throws JournalFault, SQLException {
    open("b").close();
    sql("PRAGMA user_version=3");
    JournalFault fault = assertThrows(JournalFault.class, () -> open("c"));
    assertEquals(Cause.NEWER, fault.reason());
    assertTrue(String.valueOf(fault.getMessage()).contains("newer version"));
  }

  @Test
  void a_damaged_journal_is_set_aside_and_what_can_be_read_is_taken_over()
      throws JournalFault, IOException {
    try (SqliteJournal journal = open("b")) {
      for (long seq = 1; seq <= 500; seq++) {
        var _ = journal.append(seq, tap("b", seq));
      }
    }
    try (var file = Files.newByteChannel(folder.resolve("journal.db"), StandardOpenOption.WRITE)) {
      var _ = file.position(40_960);
      var _ = file.write(java.nio.ByteBuffer.wrap(new byte[12_000]));
    }
    try (SqliteJournal journal = open("c")) {
      assertTrue(journal.rescued() > 300, "rescued: " + journal.rescued());
      assertEquals(journal.rescued(), journal.count());
      assertEquals(1, SqliteJournal.report(folder).setAside());
      Entry first = journal.owed(Place.START, 1).getFirst();
      assertArrayEquals(tap("b", first.seq()), first.payload());
      assertTrue(journal.settle("b", first.seq()));
      append(journal, 1);
    }
    try (SqliteJournal journal = open("d")) {
      assertEquals(-1, journal.rescued());
    }
  }

  private static byte[] tap(String boot, long seq) {
    return new TapMessage(
            boot,
            seq,
            new ReaderName.AtSeat("A-01"),
            null,
            CardTech.FELICA,
            OffsetDateTime.parse("2026-11-21T08:31:05.123+09:00"),
            seq * 1_000,
            ClockState.SYNCED,
            0,
            null)
        .toJson();
  }

  @Test
  void a_journal_of_format_1_is_taken_over() throws JournalFault, SQLException {
    sql("PRAGMA application_id=" + 0x73656B69);
    sql("CREATE TABLE run(run INTEGER PRIMARY KEY AUTOINCREMENT, boot TEXT NOT NULL)");
    sql("CREATE UNIQUE INDEX run_boot ON run(boot)");
    sql(
        "CREATE TABLE tap(run INTEGER NOT NULL, seq INTEGER NOT NULL, payload BLOB NOT NULL,"
            + " PRIMARY KEY(run, seq)) WITHOUT ROWID");
    sql("INSERT INTO run VALUES(3, 'old')");
    sql("INSERT INTO tap VALUES(3, 7, 'tap 7'), (3, 8, 'tap 8')");
    sql("PRAGMA user_version=1");
    try (SqliteJournal journal = open("new")) {
      append(journal, 1);
      assertEquals(List.of("old:7", "old:8", "new:1"), names(journal, Place.START, 9));
      assertTrue(journal.settle("old", 7));
    }
  }

  @Test
  void marks_and_uptimes_are_kept_as_long_as_a_tap_needs_them() throws JournalFault {
    try (SqliteJournal first = open(new Origin("a", "machine 1", 5_000))) {
      first.mark(new Mark(6_000, 1_000_000, 250, Mark.Source.HUB));
      first.keep(9_000);
    }
    try (SqliteJournal again = open(new Origin("b", "machine 1", 20_000))) {
      Past past = again.past();
      assertEquals(1, past.uptimes().size());
      assertEquals(20_000, past.uptimes().getFirst().lastMs());
      assertEquals(new Past.Run(1, 20_000), past.now());
      var _ = again.append(1, tap("b", 1));
    }
    for (int machine = 2; machine < 6; machine++) {
      try (SqliteJournal later = open(new Origin("c" + machine, "machine " + machine, 0))) {
        Past past = later.past();
        assertEquals(machine, past.uptimes().size());
        assertEquals(21_000, past.uptimes().getFirst().lastMs());
        assertEquals(
            List.of(new Mark(6_000, 1_000_000, 250, Mark.Source.HUB)),
            past.uptimes().getFirst().marks());
        if (machine == 5) {
          assertTrue(later.settle("b", 1));
          later.mark(new Mark(1, 2, 3, Mark.Source.OWN));
        }
      }
    }
    try (SqliteJournal last = open(new Origin("z", "machine 9", 0))) {
      assertEquals(2, last.past().uptimes().size(), "the last that knew the time, and this");
    }
  }

  private SqliteJournal open(Origin origin) throws JournalFault {
    return SqliteJournal.open(folder, origin, Bounds.MODEST);
  }

  @Test
  void a_reserve_is_in_the_files_from_the_start_and_stays_there() throws Exception {
    Bounds bounds = new Bounds(4 << 20, 2 << 20);
    SqliteJournal.open(folder, Origin.of("a"), bounds).close();
    long size = Files.size(folder.resolve("journal.db"));
    assertTrue(size >= 2 << 20, "size " + size);
    assertTrue(Files.size(folder.resolve("journal.db-wal")) > 800_000, "the log keeps its blocks");
    try (SqliteJournal journal = SqliteJournal.open(folder, Origin.of("b"), bounds)) {
      for (long seq = 1; seq <= 1_500; seq++) {
        var _ = journal.append(seq, new byte[900]);
      }
    }
    assertEquals(size, Files.size(folder.resolve("journal.db")));
    assertTrue(SqliteJournal.fileBytes(folder) <= 4 << 20);
  }

  @Test
  void a_disk_that_fails_is_told_and_the_journal_goes_on_when_it_works_again() throws Exception {
    Path data = folder.resolve("data");
    Files.writeString(data, "a file where the folder should be");
    try (SqliteJournal journal =
        SqliteJournal.openNowOrLater(data, Origin.of("b"), Bounds.MODEST)) {
      assertThrows(JournalFault.class, () -> append(journal, 1));
      Files.delete(data);
      append(journal, 1);
      assertEquals(List.of("b:1"), names(journal, Place.START, 9));
    }
  }

  /** The budget of README: 8 kB for a tap that the hub answers, 16 kB for one answered alone. */
  @Test
  void a_tap_costs_the_card_no_more_than_its_budget() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/io")), "the kernel counts no written bytes here");
    try (SqliteJournal journal =
        SqliteJournal.open(folder, Origin.of("bench"), new Bounds(64 << 20, 1 << 20))) {
      for (long seq = 1; seq <= 1_000; seq++) {
        Bench.answeredByTheHub(journal, seq);
      }
      long before = Bench.kernelBytes();
      for (long seq = 2_001; seq <= 2_500; seq++) {
        Bench.answeredByTheHub(journal, seq);
      }
      long between = Bench.kernelBytes();
      for (long seq = 3_001; seq <= 3_500; seq++) {
        Bench.answeredAlone(journal, seq);
      }
      long byHub = (between - before) / 500;
      long alone = (Bench.kernelBytes() - between) / 500;
      // Nothing at all on a file system in memory.
      assertTrue(byHub <= 8_192 && alone <= 16_384, byHub + " and " + alone + " bytes a tap");
    }
  }

  /**
   * 30 days without a hub: 12 seats and a kiosk, 40 taps a day at each, with the longest message
   * that such a tap has.
   */
  @Test
  void thirty_days_of_a_full_office_fit() throws Exception {
    int taps = 30 * 13 * 40;
    try (SqliteJournal journal = open("b");
        Connection quick =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
        Statement sql = quick.createStatement()) {
      // In one transaction: 15,600 syncs would prove nothing more.
      sql.execute(
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
              + taps
              + ") INSERT INTO tap SELECT (1 << 32) + i, zeroblob(700) FROM n");
      append(journal, taps + 1);
      assertEquals(taps + 1, SqliteJournal.read(folder).count());
      long size = SqliteJournal.fileBytes(folder);
      assertTrue(size < SqliteJournal.LIMIT_BYTES * 3 / 4, "size " + size);
    }
  }

  @Test
  void the_same_tap_noted_again_after_a_failure_is_there_once() throws JournalFault {
    try (SqliteJournal journal = open("b")) {
      append(journal, 1);
      append(journal, 1);
      assertEquals(1, journal.count());
      assertEquals(5, journal.backlog().bytes());
    }
  }

  @Test
  void reading_a_folder_without_a_journal_makes_none() {
    assertThrows(JournalFault.class, () -> SqliteJournal.read(folder));
    assertFalse(Files.exists(folder.resolve("journal.db")));
  }

  private SqliteJournal open(String boot) throws JournalFault {
    return SqliteJournal.open(folder, boot, SqliteJournal.LIMIT_BYTES);
  }

  private static void append(SqliteJournal journal, long... seqs) throws JournalFault {
    for (long seq : seqs) {
      var _ = journal.append(seq, ("tap " + seq).getBytes(UTF_8));
    }
  }

  private static List<String> names(SqliteJournal journal, Place after, int most)
      throws JournalFault {
    return journal.owed(after, most).stream().map(e -> e.boot() + ":" + e.seq()).toList();
  }

  private void sql(String statement) throws SQLException {
    try (Connection db =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
        Statement sql = db.createStatement()) {
      sql.execute(statement);
    }
  }
}
