package city.seki.hub.simulation;

import city.seki.config.model.SeatId;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who sat where from when to when, as somebody reads it in the ledger: what was written, and the
 * corrections of that. Claims that lasted no time are left out, but conflicts.
 */
final class ClaimsOnRecord {
  private final List<ClaimRecord> claims = new ArrayList<>();

  static ClaimsOnRecord of(Iterable<? extends Event> events) {
    ClaimsOnRecord record = new ClaimsOnRecord();
    events.forEach(record::add);
    return record;
  }

  void add(Event event) {
    switch (event) {
      case Event.Claimed e ->
          claims.add(
              new ClaimRecord(
                  e.seat(),
                  e.person(),
                  e.department(),
                  e.source(),
                  e.at(),
                  e.closes(),
                  null,
                  null));
      case Event.Ended e ->
          claims.replaceAll(
              claim ->
                  claim.isCurrent()
                          && claim.seat().equals(e.seat())
                          && claim.person().equals(e.person())
                      ? claim.ended(e.at(), e.reason())
                      : claim);
      case Event.Corrected e -> {
        CityPromises.must(
            e.before() == null || claims.remove(e.before()),
            "a claim is corrected that is not on record: " + e.before());
        add(e.after());
      }
      default -> {} // no claim follows from it
    }
  }

  void add(@Nullable ClaimRecord claim) {
    if (claim != null) {
      claims.add(claim);
    }
  }

  /** The same claims of those that began before then, in an order of their own. */
  List<String> before(Instant end) {
    TreeMap<String, Integer> lines = new TreeMap<>();
    for (ClaimRecord claim : claims) {
      boolean lasted = !claim.since().equals(claim.end());
      if (claim.since().isBefore(end) && (lasted || claim.reason() == EndReason.CONFLICT)) {
        lines.merge(line(claim, end), 1, Integer::sum);
      }
    }
    return lines.entrySet().stream().map(e -> e.getKey() + " x" + e.getValue()).toList();
  }

  List<String> all() {
    return before(Instant.MAX);
  }

  /** As it was known at that moment. */
  private static String line(ClaimRecord claim, Instant end) {
    SeatId seat = claim.seat();
    boolean ended = claim.end() != null && claim.end().isBefore(end);
    return "%s by %s from %s to %s %s"
        .formatted(
            seat,
            claim.person(),
            claim.since(),
            ended ? claim.end() : "-",
            ended ? claim.reason() : "");
  }
}
