package city.seki.hub.allocation;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Answer;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.DayAgain;
import city.seki.config.rules.Decision;
import city.seki.config.rules.Event;
import city.seki.config.rules.KnownTap;
import city.seki.config.rules.Outage;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a part of a day again from its morning, when every seat was free: all facts of some seats
 * and persons in order of time, through the same rules that decide at the reader.
 */
final class DayReplay {
  /** What came of it. */
  record Run(DayRecord record, Map<TapId, Event.Tapped> taps) {
    /** That tap with the answer that it has by now. */
    Event.Tapped tapped(Fact fact) {
      Event.Tapped asked = (Event.Tapped) fact.event();
      return taps.getOrDefault(asked.tap(), asked);
    }
  }

  private record Begun(String person, Instant at) {}

  private final DayBook book;
  private final Set<SeatId> seats;
  private final Set<String> persons;
  private final Map<Begun, ClaimRecord> begun = new HashMap<>();
  private final DayRecord record = new DayRecord();
  private final Map<TapId, Event.Tapped> taps = new HashMap<>();
  private final Seating now;
  private final Instant until;
  private Seating state;

  DayReplay(DayBook book, Set<SeatId> seats, Set<String> persons, Seating now, Instant until) {
    this.book = book;
    this.seats = seats;
    this.persons = persons;
    this.now = now;
    this.until = until;
    this.state = Seating.of(now.city(), now.directory());
  }

  Run run() {
    List<Fact> facts = facts();
    Instant end = until;
    for (SeatId seat : seats) {
      book.record().claims(seat).forEach(c -> begun.put(new Begun(c.person(), c.since()), c));
      morning(seat);
    }
    for (Fact fact : facts) {
      happen(again(fact));
      end = end.isBefore(fact.event().at()) ? fact.event().at() : end;
    }
    Instant over = DayBooks.end(now.city(), book.index().day());
    happen(DayAgain.due(state, seats, end.isBefore(over) ? end : over));
    return new Run(record, taps);
  }

  private List<Fact> facts() {
    Set<Fact> all = Collections.newSetFromMap(new IdentityHashMap<>());
    seats.forEach(seat -> all.addAll(book.of(seat)));
    persons.forEach(person -> all.addAll(book.of(person)));
    return all.stream().sorted(Fact.BY_TIME).toList();
  }

  /**
   * Whether the seat was in service: where something of it happened that day, from that; else as it
   * is now.
   */
  private void morning(SeatId seat) {
    Outage outage = now.seat(seat).outage();
    Instant first = Instant.MAX;
    for (Fact fact : book.of(seat)) {
      if (fact.event().at().isBefore(first)) {
        if (fact.event() instanceof Event.TakenOutOfService) {
          outage = null;
          first = fact.event().at();
        } else if (fact.event() instanceof Event.PutIntoService in) {
          Instant from = in.begun() == null ? Instant.EPOCH : in.begun();
          outage =
              from.isBefore(in.at()) // else it was taken back before it began
                  ? new Outage(Outage.Reason.OTHER, "", from, null)
                  : null;
          first = in.at();
        }
      }
    }
    if (outage != null) {
      state = state.apply(new Event.TakenOutOfService(seat, outage, "", Instant.EPOCH));
    }
  }

  private void happen(List<Event> events) {
    state = state.applyAll(events);
    record.addAll(events);
  }

  private List<Event> again(Fact fact) {
    return switch (fact.event()) {
      case Event.Tapped tapped -> again(fact, tapped);
      case Event.Ended ended -> DayAgain.decide(state, ended);
      case Event.Reserved reserved -> DayAgain.decide(state, reserved);
      case Event.ReservationCancelled cancelled -> {
        Reservation promised = book.reservation(cancelled.reservation());
        yield promised == null ? List.of() : DayAgain.decide(state, promised, cancelled);
      }
      case Event.CardBlocked blocked ->
          fact.person() == null ? List.of() : DayAgain.blocked(state, fact.person(), blocked);
      case Event.TakenOutOfService out -> List.of(out);
      case Event.PutIntoService in -> List.of(in);
      default -> throw new IllegalStateException("no fact: " + fact.event().getClass());
    };
  }

  private List<Event> again(Fact fact, Event.Tapped tapped) {
    String person = Objects.requireNonNull(fact.person(), "a tap of nobody is no fact");
    boolean isGone = !fact.first() && fact.seats().stream().anyMatch(this::isGone);
    if (isGone || fact.isRepetition()) {
      return List.of();
    }
    Answer.@Nullable Denied barred = DayAgain.barring(tapped.answer());
    ClaimRecord was = begun.get(new Begun(person, tapped.at()));
    Decision.Answered decision =
        DayAgain.decide(state, new KnownTap(tapped, person, fact.first(), barred, was));
    for (Event event : decision.events()) {
      if (event instanceof Event.Tapped answered) {
        taps.put(answered.tap(), answered);
      }
    }
    return decision.events();
  }

  /** The files do not have that seat any more: what happened there stays as it is on record. */
  private boolean isGone(SeatId seat) {
    return now.city().seat(seat) == null;
  }
}
