package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Event;
import city.seki.config.rules.TapId;
import city.seki.hub.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a killed hub left on disk, read from a copy, so that the next hub finds it as it was.
 * Counted here once more without the rules' own code: one claim for a seat, one for a person.
 *
 * @param claims who holds which seat
 * @param taps every tap that has an answer
 */
record LedgerCopy(Map<SeatId, String> claims, Set<TapId> taps) {
  static LedgerCopy of(Path data, Path room) throws IOException {
    for (String file : new String[] {"ledger.db", "ledger.db-wal"}) {
      Files.deleteIfExists(room.resolve(file));
      if (Files.exists(data.resolve(file))) {
        Files.copy(data.resolve(file), room.resolve(file));
      }
    }
    LedgerCopy copy = new LedgerCopy(new HashMap<>(), new HashSet<>());
    Map<String, SeatId> held = new HashMap<>();
    try (SqliteLedger ledger = SqliteLedger.open(room.resolve("ledger.db"))) {
      ledger.replay(event -> copy.count(event, held));
    }
    return copy;
  }

  private void count(Event event, Map<String, SeatId> held) {
    switch (event) {
      case Event.Claimed e -> {
        assertNull(claims.put(e.seat(), e.person()), () -> "two claims of seat " + e.seat());
        assertNull(held.put(e.person(), e.seat()), () -> "two claims of one person: " + e.seat());
      }
      case Event.Ended e -> {
        assertEquals(e.person(), claims.remove(e.seat()));
        assertEquals(e.seat(), held.remove(e.person()));
      }
      case Event.Tapped e -> taps.add(e.tap());
      default -> {}
    }
  }
}
