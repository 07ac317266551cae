package city.seki.hub.blackbox;

import city.seki.config.model.SeatId;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.Event;
import city.seki.config.rules.TapId;
import city.seki.hub.ledger.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a killed hub left on disk, read from a copy, so that the next hub finds it as it was.
 * Counted here once more without the rules' own code: one claim for a seat, one for a person, one
 * answer for a tap.
 *
 * @param claims who holds which seat
 * @param taps every tap that has an answer
 * @param presses the same taps: who, where and when
 */
record LedgerCopy(Map<SeatId, String> claims, Set<TapId> taps, List<Press> presses) {
  /**
   * A tap as the ledger has it.
   *
   * @param person null for an unknown card
   */
  record Press(TapId tap, String reader, @Nullable String person, Instant at) {}

  static LedgerCopy none() {
    return new LedgerCopy(new HashMap<>(), new HashSet<>(), new ArrayList<>());
  }

  /**
   * @throws AssertionError if a seat or a person has two claims, or a tap two answers
   */
  static LedgerCopy of(Path data, Path room) throws IOException {
    for (String file : new String[] {"ledger.db", "ledger.db-wal"}) {
      Files.deleteIfExists(room.resolve(file));
      if (Files.exists(data.resolve(file))) {
        Files.copy(data.resolve(file), room.resolve(file));
      }
    }
    LedgerCopy copy = none();
    Map<String, SeatId> held = new HashMap<>();
    try (SqliteLedger ledger = SqliteLedger.open(room.resolve("ledger.db"))) {
      ledger.replay(event -> copy.count(event, held));
    }
    return copy;
  }

  private void count(Event event, Map<String, SeatId> held) {
    switch (event) {
      case Event.Claimed e -> begin(e.seat(), e.person(), held);
      case Event.Ended e -> end(e.seat(), e.person(), held);
      case Event.Corrected e -> {
        ClaimRecord before = e.before();
        if (before != null && before.isCurrent()) {
          end(before.seat(), before.person(), held);
        }
        ClaimRecord after = e.after();
        if (after != null && after.isCurrent()) {
          begin(after.seat(), after.person(), held);
        }
      }
      case Event.Tapped e -> {
        demand(taps.add(e.tap()), "two answers to " + e.tap());
        presses.add(new Press(e.tap(), e.reader(), e.person(), e.at()));
      }
      default -> {}
    }
  }

  private void begin(SeatId seat, String person, Map<String, SeatId> held) {
    demand(claims.put(seat, person) == null, "two claims of seat " + seat);
    demand(held.put(person, seat) == null, "two claims of one person: " + seat);
  }

  private void end(SeatId seat, String person, Map<String, SeatId> held) {
    demand(person.equals(claims.remove(seat)), "the claim of another person ends: " + seat);
    demand(Objects.equals(seat, held.remove(person)), "a claim of another seat ends: " + seat);
  }

  /** Without JUnit, since this also runs where there is none. */
  private static void demand(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
