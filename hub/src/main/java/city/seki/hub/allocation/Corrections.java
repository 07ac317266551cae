package city.seki.hub.allocation;

import city.seki.config.model.SeatId;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.Event;
import city.seki.config.rules.ReservationOutcome;
import city.seki.config.rules.TapId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The difference between what is on record of a day and what it was in truth, as events, in an
 * order in which they can be folded one by one: what is taken away comes first.
 */
final class Corrections {
  private final DayRecord before;
  private final DayRecord after;
  private final Set<SeatId> seats;
  private final List<Fact> causes;
  private final List<Event> taking = new ArrayList<>();
  private final List<Event> past = new ArrayList<>();
  private final List<Event> giving = new ArrayList<>();

  /**
   * @param seats those that were run again
   * @param causes the taps that became known, in order of time; at least one
   */
  Corrections(DayRecord before, DayRecord after, Set<SeatId> seats, List<Fact> causes) {
    this.before = before;
    this.after = after;
    this.seats = seats;
    this.causes = causes;
  }

  List<Event> events() {
    seats.stream().sorted().forEach(this::claims);
    for (DayRecord.Promise truth : after.promises()) {
      DayRecord.Promise known = before.promise(truth.reservation().id());
      if (known != null && known.outcome() != truth.outcome()) {
        promise(known, truth);
      }
    }
    List<Event> all = new ArrayList<>(taking);
    all.addAll(past);
    all.addAll(giving);
    return all;
  }

  private void claims(SeatId seat) {
    List<ClaimRecord> known = new ArrayList<>(before.claims(seat));
    List<ClaimRecord> truth = new ArrayList<>();
    for (ClaimRecord claim : after.claims(seat)) {
      if (!known.remove(claim)) {
        truth.add(claim);
      }
    }
    known.sort(Comparator.comparing(ClaimRecord::since));
    truth.sort(Comparator.comparing(ClaimRecord::since));
    pair(known, truth, (was, is) -> was.since().equals(is.since()));
    pair(known, truth, (was, is) -> true);
    known.forEach(was -> claim(was, null));
    truth.forEach(is -> claim(null, is));
  }

  /** One event for a claim that only begins or ends otherwise than was believed. */
  private void pair(
      List<ClaimRecord> known,
      List<ClaimRecord> truth,
      BiPredicate<ClaimRecord, ClaimRecord> like) {
    for (ClaimRecord was : List.copyOf(known)) {
      for (ClaimRecord is : List.copyOf(truth)) {
        if (is.person().equals(was.person()) && like.test(was, is)) {
          known.remove(was);
          truth.remove(is);
          claim(was, is);
          break;
        }
      }
    }
  }

  private void claim(@Nullable ClaimRecord was, @Nullable ClaimRecord is) {
    ClaimRecord about = is != null ? is : was;
    if (about == null) {
      return;
    }
    Fact cause = cause(about);
    Event.Corrected event = new Event.Corrected(was, is, tap(cause), cause.event().at());
    boolean held = was != null && was.isCurrent();
    boolean holds = is != null && is.isCurrent();
    (holds ? giving : held ? taking : past).add(event);
  }

  private void promise(DayRecord.Promise known, DayRecord.Promise truth) {
    Fact cause = causes.getFirst();
    for (Fact fact : causes) {
      if (fact.seats().contains(known.reservation().seat())) {
        cause = fact;
      }
    }
    Event event =
        new Event.ReservationCorrected(
            known.reservation(), known.outcome(), truth.outcome(), tap(cause), cause.event().at());
    boolean open = truth.outcome() == ReservationOutcome.OPEN;
    (open ? giving : known.outcome() == ReservationOutcome.OPEN ? taking : past).add(event);
  }

  /**
   * The late tap that began that claim, or else the last one before it, at its seat if possible.
   */
  private Fact cause(ClaimRecord claim) {
    Fact best = causes.getFirst();
    int score = -1;
    for (Fact fact : causes) {
      Instant at = fact.event().at();
      int points = 0;
      if (claim.person().equals(fact.person())) {
        points += at.equals(claim.since()) ? 8 : 2;
      }
      points += fact.seats().contains(claim.seat()) ? 1 : 0;
      points += at.isAfter(claim.since()) ? 0 : 4;
      if (points >= score) {
        best = fact;
        score = points;
      }
    }
    return best;
  }

  private static TapId tap(Fact cause) {
    return ((Event.Tapped) cause.event()).tap();
  }
}
