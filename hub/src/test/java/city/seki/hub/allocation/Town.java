package city.seki.hub.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Claim;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.Command;
import city.seki.config.rules.Event;
import city.seki.config.rules.ReservationOutcome;
import city.seki.config.rules.Seating;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An allocator over a ledger in memory, asked as the loop asks it, and what became of it all. */
final class Town {
  /** What must be the same: claims that lasted, what became of promises, who sits where now. */
  record Truth(
      Set<String> claims, Map<String, ReservationOutcome> promises, Map<String, SeatId> held) {}

  final Seating files;
  final InMemoryLedger ledger;
  final Allocator allocator;

  Town(Seating files) {
    this(files, new InMemoryLedger(), DayBooks.Room.STANDARD);
  }

  Town(Seating files, InMemoryLedger ledger, DayBooks.Room room) {
    this.files = files;
    this.ledger = ledger;
    allocator = new Allocator(ledger, files, past -> {}, room);
  }

  @Nullable String holder(SeatId seat) {
    Claim claim = allocator.state().seat(seat).claim();
    return claim == null ? null : claim.person();
  }

  void take(List<? extends Command> batch) {
    List<Allocator.Request> requests = new ArrayList<>();
    for (Command command : batch) {
      requests.add(new Allocator.Request(command, decision -> {}));
    }
    Seating before = allocator.state();
    Allocator.Outcome outcome = allocator.decide(requests);
    Seating folded = before;
    for (Event event : outcome.events()) {
      folded = folded.apply(event); // refuses a second claim of a seat or person
    }
    assertEquals(folded, allocator.state());
  }

  DayRecord record() {
    DayRecord record = new DayRecord();
    record.addAll(ledger.events);
    return record;
  }

  Truth truth() {
    DayRecord record = record();
    Map<String, ReservationOutcome> promises = new TreeMap<>();
    record.promises().forEach(p -> promises.put(p.reservation().id(), p.outcome()));
    Set<String> claims =
        record.claims().stream()
            .filter(claim -> !claim.since().equals(claim.end()))
            .map(ClaimRecord::toString)
            .collect(Collectors.toCollection(TreeSet::new));
    Seating now = allocator.state();
    now.held()
        .forEach(
            (person, seat) ->
                assertTrue(
                    record.claims(seat).stream()
                        .anyMatch(c -> c.isCurrent() && c.person().equals(person)),
                    "who sits is not on record"));
    return new Truth(claims, promises, new TreeMap<>(now.held()));
  }

  /** At no moment two claims of one seat, or of one person. */
  void isPossible() {
    Map<Object, List<ClaimRecord>> of = new HashMap<>();
    for (ClaimRecord claim : record().claims()) {
      of.computeIfAbsent(claim.seat(), k -> new ArrayList<>()).add(claim);
      of.computeIfAbsent(claim.person(), k -> new ArrayList<>()).add(claim);
    }
    of.forEach(
        (what, claims) -> {
          claims.removeIf(claim -> claim.since().equals(claim.end()));
          claims.sort(Comparator.comparing(ClaimRecord::since));
          for (int i = 1; i < claims.size(); i++) {
            Instant end = claims.get(i - 1).end();
            assertTrue(
                end != null && !end.isAfter(claims.get(i).since()),
                "two claims at once: " + claims.get(i - 1) + " and " + claims.get(i));
          }
        });
  }
}
