package city.seki.hub.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Answer;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.Source;
import city.seki.config.rules.TapId;
import city.seki.hub.data.DataException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged ledgers: each kind of damage has one clear message, with the place and the remedy. */
class LedgerCheckTest {
  private static final Instant AT = Instant.parse("2026-11-20T00:31:05.123Z");
  private static final Instant CLOSES = Instant.parse("2026-11-20T08:15:00Z");

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Path file;

  /** Forty taps of two events each, one commit for each tap: 20 sit down, and the same 20 leave. */
  @BeforeEach
  void write() {
    file = folder.resolve("ledger.db");
    try (SqliteLedger ledger = SqliteLedger.open(file)) {
      for (int i = 0; i < 20; i++) {
        SeatId seat = new SeatId("chuo", "A-" + i);
        ledger.append(
            List.of(
                tapped(i + 1, seat, new Answer.Granted(seat, CLOSES, null)),
                new Event.Claimed(seat, "p-" + i, "総務部", Source.TAP, AT, CLOSES)));
      }
      for (int i = 0; i < 20; i++) {
        SeatId seat = new SeatId("chuo", "A-" + i);
        ledger.append(
            List.of(
                tapped(i + 21, seat, new Answer.Released(seat)),
                new Event.Ended(seat, "p-" + i, EndReason.RELEASED, AT, null, null)));
      }
    }
  }

  private static Event.Tapped tapped(long seq, SeatId seat, Answer answer) {
    return new Event.Tapped(
        new TapId("chuo-u1", "boot.1", seq),
        "chuo",
        "seat:" + seat.seat(),
        "p-" + (seq - 1) % 20,
        null,
        AT,
        answer,
        false,
        null,
        false);
  }

  private LedgerCheck.Sound check() {
    return LedgerCheck.check(file, (event, of) -> {});
  }

  private void assertWrong(String... parts) {
    String message = String.valueOf(assertThrows(DataException.class, this::check).getMessage());
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
    assertEquals(1, message.lines().count(), message);
  }

  private void change(String... statements) throws SQLException {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement s = db.createStatement()) {
      for (String statement : statements) {
        s.execute(statement);
      }
    }
  }

  @Test
  void a_sound_ledger_is_sound_and_the_look_is_told_to_the_end() {
    List<Long> reached = new ArrayList<>();
    assertEquals(
        new LedgerCheck.Sound(80, 0),
        LedgerCheck.check(
            file,
            (event, of) -> {
              reached.add(event);
              assertEquals(80, of);
            }));
    assertEquals(80, reached.getLast());
  }

  @Test
  void the_ledger_of_a_hub_at_work_is_checked_as_of_one_moment() {
    try (SqliteLedger ledger = SqliteLedger.open(file)) {
      SeatId seat = new SeatId("chuo", "A-1");
      ledger.append(
          List.of(
              tapped(41, seat, new Answer.Granted(seat, CLOSES, null)),
              new Event.Claimed(seat, "p-0", "総務部", Source.TAP, AT, CLOSES)));
      LedgerCheck.Sound sound =
          LedgerCheck.check(
              file,
              (event, of) -> {
                if (event == 1) {
                  ledger.append(List.of(new Event.UnclaimedUse(seat, AT)));
                }
              });
      assertEquals(new LedgerCheck.Sound(82, 1), sound);
      assertEquals(83, check().events());
    }
  }

  @Test
  void a_flipped_byte_in_an_event_is_found() throws Exception {
    change("PRAGMA journal_mode = DELETE");
    byte[] bytes = Files.readAllBytes(file);
    // Pages keep stale copies of what was moved in them: all of them are changed.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String person = "\"person\":\"p-7\"";
    for (int at = text.indexOf(person); at >= 0; at = text.indexOf(person, at + 1)) {
      bytes[at + person.length() - 2] = '8';
    }
    Files.write(file, bytes);
    assertWrong("something was changed in events", "restore the last backup");
  }

  @Test
  void an_event_that_is_no_JSON_any_more_is_named() throws Exception {
    change("UPDATE event SET body = x'7b7d' WHERE id = 13");
    assertWrong("event 13 cannot be read", "restore the last backup");
  }

  @Test
  void a_missing_event_is_named() throws Exception {
    change("DELETE FROM event WHERE id = 40");
    assertWrong("event 40 is missing", "restore the last backup");
  }

  @Test
  void swapped_events_are_found() throws Exception {
    change(
        "UPDATE event SET id = 1000 WHERE id = 2",
        "UPDATE event SET id = 2 WHERE id = 4",
        "UPDATE event SET id = 4 WHERE id = 1000");
    assertWrong("events 1 to 2", "restore the last backup");
  }

  @Test
  void an_end_that_was_cut_off_is_found_in_the_middle_of_a_commit() throws Exception {
    change("DELETE FROM event WHERE id = 80");
    assertWrong("what followed event 79 in its commit is missing", "restore the last backup");
  }

  @Test
  void an_end_that_was_cut_off_behind_a_commit_is_found_by_the_index() throws Exception {
    SqliteLedger.rebuildIndex(file);
    change("DELETE FROM event WHERE id > 78");
    assertWrong("ends with event 78", "index goes up to 80", "restore the last backup");
  }

  @Test
  void an_event_that_breaks_a_rule_is_named_though_its_hash_is_right() {
    SeatId seat = new SeatId("chuo", "A-1");
    Event claimed = new Event.Claimed(seat, "p-0", "総務部", Source.TAP, AT, CLOSES);
    try (SqliteLedger ledger = SqliteLedger.open(file)) {
      ledger.append(List.of(claimed, claimed));
    }
    assertWrong("event 82 breaks a rule", "restore the last backup");
  }

  @Test
  void a_tap_that_was_answered_twice_is_named() {
    SeatId seat = new SeatId("chuo", "A-1");
    try (SqliteLedger ledger = SqliteLedger.open(file)) {
      ledger.append(List.of(tapped(7, seat, new Answer.Released(seat))));
    }
    assertWrong("tap 7 of unit chuo-u1 is answered twice, by events 13 and 81");
  }

  @Test
  void a_truncated_file_is_found() throws Exception {
    change("PRAGMA journal_mode = DELETE");
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(bytes.length() / 2);
    }
    assertWrong("restore the last backup");
    Files.write(file, new byte[0]);
    assertWrong("empty", "restore the last backup");
  }

  @Test
  void a_foreign_file_is_told_from_a_damaged_one() throws Exception {
    Files.delete(file);
    change("CREATE TABLE t (x INTEGER)");
    assertWrong("is not the ledger of Seki");
    Files.writeString(file, "no database at all ".repeat(100));
    assertWrong("not a database");
  }

  @Test
  void an_index_that_does_not_fit_is_made_anew_and_twice_the_same() throws Exception {
    SqliteLedger.rebuildIndex(file);
    change("DELETE FROM tap WHERE seq = 5");
    assertWrong("the index does not find event 9", "check --rebuild");
    SqliteLedger.rebuildIndex(file);
    assertEquals(80, check().events());
    byte[] once = copy("once.db");
    SqliteLedger.rebuildIndex(file);
    assertArrayEquals(once, copy("twice.db"));
    change("INSERT INTO tap (run, seq, event) VALUES (1, 99, 79)");
    assertWrong("the index holds 41 taps, the events 40", "check --rebuild");
    change("DROP TABLE mark");
    SqliteLedger.rebuildIndex(file);
    assertEquals(80, check().events());
  }

  /** The tables without the history of the file's pages. */
  private byte[] copy(String name) throws Exception {
    Path copy = folder.resolve(name);
    change("VACUUM INTO '" + copy + "'");
    byte[] bytes = Files.readAllBytes(copy);
    // Header: how often the file and its tables were changed.
    for (int at : new int[] {24, 40, 92}) {
      Arrays.fill(bytes, at, at + 4, (byte) 0);
    }
    return bytes;
  }
}
