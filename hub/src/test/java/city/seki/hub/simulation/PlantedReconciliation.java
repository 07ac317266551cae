package city.seki.hub.simulation;

import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the ledger gets to see of corrections, if a bug of theirs is planted. */
final class PlantedReconciliation {
  private PlantedReconciliation() {}

  /** Those events, or what a hub with that bug would have made of the same taps. */
  static List<Event> of(Planted planted, List<Event> events) {
    boolean corrects = events.stream().anyMatch(Event.Corrected.class::isInstance);
    boolean alone =
        events.stream().noneMatch(e -> e instanceof Event.Claimed || e instanceof Event.Ended);
    if (!corrects || !alone) {
      return events; // what else followed in this commit builds on the corrections
    }
    return switch (planted) {
      case LATE_TAP_IS_NOT_REPLAYED ->
          events.stream().filter(event -> !(event instanceof Event.Corrected)).toList();
      case CONFLICT_BY_ARRIVAL -> byArrival(events);
      default -> events;
    };
  }

  /** Whoever had the seat when a tap before theirs became known keeps it. */
  private static List<Event> byArrival(List<Event> events) {
    Event.Corrected lost = null;
    Event.Corrected won = null;
    for (Event event : events) {
      if (event instanceof Event.Corrected it && it.isConflict() && isGivenUp(it.before())) {
        lost = it;
      }
    }
    for (Event event : events) {
      if (lost != null && event instanceof Event.Corrected it && isFor(it, lost)) {
        won = it;
      }
    }
    if (lost == null || won == null || won.after() == null) {
      return events;
    }
    List<Event> wrong = new ArrayList<>(events);
    ClaimRecord claim = won.after();
    wrong.remove(lost);
    wrong.set(wrong.indexOf(won), new Event.Corrected(null, ended(claim), won.cause(), won.at()));
    return wrong;
  }

  private static boolean isGivenUp(@Nullable ClaimRecord claim) {
    return claim != null && claim.isCurrent();
  }

  private static boolean isFor(Event.Corrected it, Event.Corrected lost) {
    return it.before() == null
        && it.after() != null
        && lost.before() != null
        && it.after().isCurrent()
        && it.after().seat().equals(lost.before().seat());
  }

  private static ClaimRecord ended(ClaimRecord claim) {
    return new ClaimRecord(
        claim.seat(),
        claim.person(),
        claim.department(),
        claim.source(),
        claim.since(),
        claim.closes(),
        claim.since(),
        EndReason.CONFLICT);
  }
}
