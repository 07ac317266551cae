package city.seki.hub.allocation;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Answer;
import city.seki.config.rules.DayAgain;
import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Taps of one day that came late, gathered so that one run of what they concern serves them all
 * (product.md §6).
 *
 * <p>What they concern: their seats and persons, and by the facts of that day whatever is connected
 * with those: the persons who tapped at such a seat, the seats at which such a person tapped, and
 * so on. An office whose cap may have turned somebody away is connected as a whole.
 */
final class Reconciliation {
  /** A tap that waits, and where its answer goes. */
  private record Waiting(Fact fact, Event.@Nullable Learnt learnt) {}

  private final DayBook book;
  private final Map<TapId, Waiting> waiting = new HashMap<>();
  private final Set<SeatId> seats = new HashSet<>();
  private final Set<String> persons = new HashSet<>();
  private final Set<String> offices = new HashSet<>();

  Reconciliation(DayBook book) {
    this.book = book;
  }

  /** Adds a tap that is to be answered. */
  void add(Fact tap, TapId id, Seating now) {
    book.add(tap);
    waiting.put(id, new Waiting(tap, null));
    reach(tap, now);
  }

  DayBook book() {
    return book;
  }

  /** Adds what became known of a tap that was answered. */
  void learn(Event.Learnt learnt, Seating now) {
    Fact tap = book.learn(learnt);
    if (tap != null) {
      waiting.put(learnt.tap(), new Waiting(tap, learnt));
      reach(tap, now);
    }
  }

  boolean isWaiting(TapId tap) {
    return waiting.containsKey(tap);
  }

  /** Whether that tap is connected with those that wait, so that it has to wait too. */
  boolean concerns(Fact tap, Seating now) {
    String person = tap.person();
    SeatId held = person == null ? null : now.held().get(person);
    String chooses = tap.choosesIn();
    return (person != null && persons.contains(person))
        || (held != null && seats.contains(held))
        || tap.seats().stream().anyMatch(seat -> seats.contains(seat) || isWhole(seat, now))
        || (chooses != null && seats.stream().anyMatch(seat -> seat.office().equals(chooses)));
  }

  private boolean isWhole(SeatId seat, Seating now) {
    return offices.contains(seat.office()) && book.index().isFull(now.city(), seat.office(), null);
  }

  private void reach(Fact start, Seating now) {
    Deque<Fact> open = new ArrayDeque<>(List.of(start));
    if (start.choosesIn() != null) {
      whole(start.choosesIn(), open, now);
    }
    while (!open.isEmpty()) {
      Fact fact = open.removeFirst();
      if (fact.person() != null && persons.add(fact.person())) {
        open.addAll(book.of(fact.person()));
      }
      for (SeatId seat : fact.seats()) {
        reach(seat, open);
        offices.add(seat.office());
        if (book.index().isFull(now.city(), seat.office(), null)) {
          whole(seat.office(), open, now);
        }
      }
    }
  }

  private void reach(SeatId seat, Deque<Fact> open) {
    if (seats.add(seat)) {
      open.addAll(book.of(seat));
    }
  }

  private void whole(String id, Deque<Fact> open, Seating now) {
    var office = now.city().office(id);
    if (office != null) {
      office.seats().keySet().forEach(seat -> reach(new SeatId(id, seat), open));
    }
  }

  /**
   * What follows from the late taps.
   *
   * @param taps the event that tells of each of them
   * @param answers what each of them is answered
   * @param corrections what else counts from now on
   */
  record Outcome(Map<TapId, Event> taps, Map<TapId, Answer> answers, List<Event> corrections) {}

  /**
   * Runs what the taps concern again.
   *
   * @param until up to when time has come
   */
  Outcome reconcile(Seating now, Instant until) {
    // What was decided in order meanwhile may have connected more.
    List.copyOf(waiting.values()).forEach(w -> again(w.fact(), now));
    DayReplay.Run run = new DayReplay(book, seats, persons, now, until).run();
    Map<TapId, Event> taps = new HashMap<>();
    Map<TapId, Answer> answers = new HashMap<>();
    waiting.forEach(
        (tap, w) -> {
          Event.Tapped tapped = DayAgain.heard(now, run.tapped(w.fact()));
          answers.put(tap, tapped.answer());
          taps.put(tap, w.learnt() != null ? w.learnt() : tapped);
        });
    List<Fact> causes = waiting.values().stream().map(Waiting::fact).sorted(Fact.BY_TIME).toList();
    book.forgetUnwritten(); // the allocator takes all of them in, as events of the ledger
    Set<SeatId> there = new HashSet<>(seats);
    there.removeIf(seat -> now.city().seat(seat) == null);
    List<Event> corrections = new Corrections(book.record(), run.record(), there, causes).events();
    return new Outcome(taps, answers, corrections);
  }

  private void again(Fact fact, Seating now) {
    seats.removeAll(fact.seats());
    if (fact.person() != null) {
      persons.remove(fact.person());
    }
    reach(fact, now);
  }
}
