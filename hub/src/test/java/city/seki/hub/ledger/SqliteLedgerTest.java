package city.seki.hub.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Answer;
import city.seki.config.rules.Event;
import city.seki.config.rules.TapId;
import city.seki.hub.data.DataException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger on a real file. */
class SqliteLedgerTest {
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("ledger.db");
  }

  private static List<Event> all(SqliteLedger ledger) {
    List<Event> events = new ArrayList<>();
    ledger.replay(events::add);
    return events;
  }

  private static Event.Tapped tapped(TapId tap, Answer answer) {
    return new Event.Tapped(
        tap, "chuo", "seat:A-01", "p-1", null, Instant.EPOCH, answer, false, null, false);
  }

  @Test
  void what_was_appended_is_replayed_in_order_by_the_next_one_too() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    GeneratedEvents events = new GeneratedEvents(random);
    List<Event> written = new ArrayList<>();
    Map<TapId, Answer> answers = new HashMap<>();
    for (int run = 0; run < 5; run++) {
      try (SqliteLedger ledger = SqliteLedger.open(file)) {
        for (int batch = 0; batch < 10; batch++) {
          List<Event> more = new ArrayList<>();
          for (int i = random.nextInt(20); i >= 0; i--) {
            more.add(events.next());
          }
          ledger.append(more);
          written.addAll(more);
        }
        assertEquals(written, all(ledger), () -> "seed " + seed);
      }
    }
    for (Event event : written) {
      if (event instanceof Event.Tapped t) {
        answers.put(t.tap(), t.answer());
      }
    }
    try (SqliteLedger ledger = SqliteLedger.open(file)) {
      answers.forEach(
          (tap, answer) -> assertEquals(answer, ledger.answerTo(tap), () -> "seed " + seed));
      assertNull(ledger.answerTo(new TapId("nobody", "boot", 1)));
    }
  }

  /** More taps than wait in memory, of more runs than one, some behind the mark at the end. */
  @Test
  void every_tap_is_found_whether_the_index_on_disk_has_it_or_not() {
    int taps = 20_000;
    try (SqliteLedger ledger = SqliteLedger.open(file)) {
      for (int first = 0; first < taps; first += 500) {
        List<Event> batch = new ArrayList<>();
        for (int i = first; i < first + 500; i++) {
          batch.add(tapped(tap(i), new Answer.Released(new SeatId("chuo", "A-" + i))));
        }
        ledger.append(batch);
      }
      assertFound(ledger, taps);
    }
    try (SqliteLedger ledger = SqliteLedger.open(file)) {
      assertFound(ledger, taps);
    }
  }

  private static TapId tap(int number) {
    return new TapId("unit-" + number % 7, "boot-" + number % 2, number);
  }

  private static void assertFound(SqliteLedger ledger, int taps) {
    for (int i = 0; i < taps; i++) {
      assertEquals(new Answer.Released(new SeatId("chuo", "A-" + i)), ledger.answerTo(tap(i)));
    }
    assertNull(ledger.answerTo(new TapId("unit-0", "boot-1", 14)));
  }

  @Test
  void a_batch_that_fails_leaves_nothing() throws Exception {
    List<Event> events =
        List.of(new Event.NoShow("r-1", Instant.EPOCH), new Event.NoShow("r-2", Instant.EPOCH));
    try (SqliteLedger ledger = SqliteLedger.open(file)) {
      ledger.append(events);
      change(
          "CREATE TRIGGER full BEFORE INSERT ON event WHEN new.id = 4"
              + " BEGIN SELECT raise(ABORT, 'the disk is full'); END");
      DataException e = assertThrows(DataException.class, () -> ledger.append(events));
      assertTrue(String.valueOf(e.getMessage()).contains("disk has room"), e::getMessage);
      assertThrows(DataException.class, () -> ledger.append(events));
    }
    try (SqliteLedger ledger = SqliteLedger.open(file)) {
      assertEquals(events, all(ledger));
    }
  }

  @Test
  void a_damaged_event_is_named() throws Exception {
    try (SqliteLedger ledger = SqliteLedger.open(file)) {
      ledger.append(List.of(new Event.NoShow("r-1", Instant.EPOCH)));
    }
    change("UPDATE event SET body = '{}'");
    try (SqliteLedger ledger = SqliteLedger.open(file)) {
      DataException e = assertThrows(DataException.class, () -> all(ledger));
      assertTrue(String.valueOf(e.getMessage()).contains("event 1 cannot be read"), e::getMessage);
    }
  }

  private void change(String statement) throws Exception {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement s = db.createStatement()) {
      s.execute(statement);
    }
  }
}
