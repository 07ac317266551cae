package city.seki.edge.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.List;
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
      throws JournalFault {
    try (SqliteJournal journal = SqliteJournal.open(folder, "b", 12)) {
      append(journal, 1, 2);
      JournalFault fault = assertThrows(JournalFault.class, () -> append(journal, 3));
      assertEquals(Cause.FULL, fault.reason());
      assertEquals(2, journal.count());
      assertTrue(journal.settle("b", 1));
      append(journal, 4);
      assertEquals(List.of("b:2", "b:4"), names(journal, Place.START, 9));
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
    sql("PRAGMA user_version=2");
    JournalFault fault = assertThrows(JournalFault.class, () -> open("c"));
    assertEquals(Cause.NEWER, fault.reason());
    assertTrue(String.valueOf(fault.getMessage()).contains("newer version"));
  }

  @Test
  void a_damaged_journal_is_told_as_such() throws JournalFault, IOException {
    try (SqliteJournal journal = open("b")) {
      for (long seq = 1; seq <= 500; seq++) {
        append(journal, seq);
      }
    }
    try (var file = Files.newByteChannel(folder.resolve("journal.db"), StandardOpenOption.WRITE)) {
      var _ = file.position(4_096);
      var _ = file.write(java.nio.ByteBuffer.wrap(new byte[12_000]));
    }
    assertEquals(Cause.DAMAGED, assertThrows(JournalFault.class, () -> open("c")).reason());
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
