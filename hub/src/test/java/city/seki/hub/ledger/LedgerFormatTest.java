package city.seki.hub.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Answer;
import city.seki.config.rules.Event;
import city.seki.config.rules.TapId;
import city.seki.hub.data.DataException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ledgers of earlier and later formats. {@code format-1.db} was written by the first release. */
class LedgerFormatTest {
  @TempDir private Path folder;

  private Path golden() throws Exception {
    Path file = folder.resolve("ledger.db");
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/golden/ledger/format-1.db"))) {
      Files.copy(in, file);
    }
    return file;
  }

  private static List<Event> all(SqliteLedger ledger) {
    List<Event> events = new ArrayList<>();
    ledger.replay(events::add);
    return events;
  }

  @Test
  void a_ledger_of_format_1_is_brought_forward_with_every_event_and_answer() throws Exception {
    Path file = golden();
    List<String> notices = new ArrayList<>();
    try (SqliteLedger ledger = SqliteLedger.open(file, notices::add)) {
      List<Event> events = all(ledger);
      assertEquals(9, events.size());
      assertEquals(
          new Answer.Released(new SeatId("chuo", "A-02")),
          ledger.answerTo(new TapId("chuo-u1", "1c7f.2", 1)));
      ledger.append(List.of(new Event.NoShow("r-1", Instant.EPOCH)));
    }
    assertEquals(List.of(file + ": format 1 becomes 3"), notices);
    try (SqliteLedger ledger = SqliteLedger.open(file, notices::add)) {
      assertEquals(10, all(ledger).size());
    }
    assertEquals(1, notices.size());
  }

  @Test
  void bringing_forward_happens_whole_or_not_at_all() throws Exception {
    Path file = golden();
    change(
        file,
        "CREATE TRIGGER full BEFORE UPDATE ON event BEGIN SELECT raise(ABORT, 'disk full'); END");
    assertThrows(DataException.class, () -> SqliteLedger.open(file).close());
    assertEquals(1, version(file));
    change(file, "DROP TRIGGER full");
    try (SqliteLedger ledger = SqliteLedger.open(file)) {
      assertEquals(9, all(ledger).size());
    }
    assertEquals(3, version(file));
  }

  @Test
  void a_ledger_of_a_newer_format_is_left_alone() throws Exception {
    Path file = golden();
    change(file, "PRAGMA user_version = 4");
    DataException e = assertThrows(DataException.class, () -> SqliteLedger.open(file).close());
    assertTrue(
        String.valueOf(e.getMessage())
            .contains("written by a newer Seki (format 4, this one knows 3)"),
        e::getMessage);
    assertEquals(4, version(file));
  }

  private static int version(Path file) throws Exception {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement s = db.createStatement();
        ResultSet r = s.executeQuery("PRAGMA user_version")) {
      return r.getInt(1);
    }
  }

  private static void change(Path file, String statement) throws Exception {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement s = db.createStatement()) {
      s.execute(statement);
    }
  }
}
