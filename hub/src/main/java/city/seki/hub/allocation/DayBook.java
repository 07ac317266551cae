package city.seki.hub.allocation;

import city.seki.config.model.Cap;
import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.SeatId;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.Event;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One day of the city: its facts by seat and by person, and what followed from them. By it a tap
 * that comes late finds what it concerns without a look at the rest. Confined to one thread.
 */
final class DayBook {
  /** What concerns one seat, or one person. */
  static final class Page {
    private final List<Fact> facts = new ArrayList<>(4);
    private @Nullable Fact last;
    private Instant changed = Instant.MIN;

    private void add(Fact fact) {
      facts.add(fact);
      last(fact);
    }

    private void last(Fact fact) {
      if (last == null || Fact.BY_TIME.compare(last, fact) < 0) {
        last = fact;
      }
    }

    List<Fact> facts() {
      return facts;
    }

    private void change(Instant at) {
      changed = at.isAfter(changed) ? at : changed;
    }

    /** Whether nothing happened here after that, nor followed here from what happened elsewhere. */
    boolean allBefore(Fact fact) {
      return (last == null || Fact.BY_TIME.compare(last, fact) < 0)
          && changed.isBefore(fact.event().at());
    }
  }

  private static final Page EMPTY = new Page();

  private final LocalDate day;
  private final Map<SeatId, Page> seats = new HashMap<>();
  private final Map<String, Page> persons = new HashMap<>();
  private final Map<TapId, Fact> taps = new HashMap<>();
  private final Map<String, Set<String>> visitors = new HashMap<>();
  private final Map<String, Page> offices = new HashMap<>();
  private final DayRecord record = new DayRecord();
  private int size;

  DayBook(LocalDate day) {
    this.day = day;
  }

  LocalDate day() {
    return day;
  }

  DayRecord record() {
    return record;
  }

  /** How many facts there are. */
  int size() {
    return size;
  }

  Page of(SeatId seat) {
    return seats.getOrDefault(seat, EMPTY);
  }

  Page of(String person) {
    return persons.getOrDefault(person, EMPTY);
  }

  /** The seats of that office at which something happened. */
  List<SeatId> seatsIn(String office) {
    return seats.keySet().stream().filter(seat -> seat.office().equals(office)).toList();
  }

  /**
   * Takes in an event of this day.
   *
   * @param personOf whose card it is
   */
  void add(Event event, long order, UnaryOperator<@Nullable String> personOf) {
    if (event instanceof Event.Learnt learnt) {
      learn(learnt);
    }
    Fact fact = fact(event, order, personOf);
    if (fact != null) {
      add(fact);
    }
    record.add(event);
    change(event);
  }

  /** Notes until when it matters to a seat and a person what came before. */
  private void change(Event event) {
    switch (event) {
      case Event.Claimed e -> change(e.seat(), e.person(), e.at());
      case Event.Ended e -> change(e.seat(), e.person(), e.at());
      case Event.Corrected e -> {
        change(e.before());
        change(e.after());
      }
      case Event.ReservationTaken e -> change(promised(e.reservation()), null, e.at());
      case Event.NoShow e -> change(promised(e.reservation()), null, e.at());
      case Event.ReservationCorrected e ->
          change(e.reservation().seat(), null, e.reservation().to());
      default -> {} // changes no seat, or is a fact itself
    }
  }

  private void change(@Nullable ClaimRecord claim) {
    if (claim != null) {
      Instant last = claim.end() == null ? claim.since() : claim.end();
      change(claim.seat(), claim.person(), last);
    }
  }

  private void change(@Nullable SeatId seat, @Nullable String person, Instant at) {
    if (person != null) {
      persons.computeIfAbsent(person, p -> new Page()).change(at);
    }
    if (seat != null) {
      seats.computeIfAbsent(seat, s -> new Page()).change(at);
      offices.computeIfAbsent(seat.office(), o -> new Page()).change(at);
    }
  }

  private @Nullable SeatId promised(String reservation) {
    DayRecord.Promise promise = record.promise(reservation);
    return promise == null ? null : promise.reservation().seat();
  }

  private @Nullable Fact fact(Event event, long order, UnaryOperator<@Nullable String> personOf) {
    return switch (event) {
      case Event.Tapped e -> e.person() == null ? null : Fact.of(e, e.person(), order);
      case Event.Reserved e -> {
        Reservation r = e.reservation();
        yield Fact.of(e, r.person(), List.of(r.seat()), order);
      }
      case Event.ReservationCancelled e -> {
        DayRecord.Promise promise = record.promise(e.reservation());
        yield promise == null
            ? null
            : Fact.of(
                e, promise.reservation().person(), List.of(promise.reservation().seat()), order);
      }
      case Event.Ended e ->
          switch (e.reason()) {
            case BY_STAFF, NO_PRESENCE, CARD_BLOCKED, REMOVED ->
                Fact.of(e, e.person(), List.of(e.seat()), order);
            case RELEASED, MOVED, RESERVATION, AUTO_CLOSED, CONFLICT -> null;
          };
      case Event.TakenOutOfService e -> Fact.of(e, null, List.of(e.seat()), order);
      case Event.PutIntoService e -> Fact.of(e, null, List.of(e.seat()), order);
      case Event.CardBlocked e -> {
        String person = personOf.apply(e.card());
        yield person == null ? null : Fact.of(e, person, List.of(), order);
      }
      case Event.Claimed e -> null;
      case Event.ReservationTaken e -> null;
      case Event.NoShow e -> null;
      case Event.PresenceChanged e -> null;
      case Event.UnclaimedUse e -> null;
      case Event.CardUnblocked e -> null;
      case Event.CardLinked e -> null;
      case Event.Learnt e -> null;
      case Event.Corrected e -> null;
      case Event.ReservationCorrected e -> null;
    };
  }

  void add(Fact fact) {
    size++;
    if (fact.event() instanceof Event.Tapped t) {
      taps.put(t.tap(), fact);
    }
    String person = fact.person();
    if (person != null) {
      persons.computeIfAbsent(person, p -> new Page()).add(fact);
    }
    for (SeatId seat : fact.seats()) {
      seats.computeIfAbsent(seat, s -> new Page()).add(fact);
      offices.computeIfAbsent(seat.office(), o -> new Page()).last(fact);
      if (person != null) {
        visitors.computeIfAbsent(seat.office(), o -> new HashSet<>()).add(person);
      }
    }
  }

  void remove(Fact fact) {
    size--;
    if (fact.event() instanceof Event.Tapped t) {
      taps.remove(t.tap());
    }
    if (fact.person() != null) {
      of(fact.person()).facts.remove(fact);
    }
    fact.seats().forEach(seat -> of(seat).facts.remove(fact));
  }

  private void learn(Event.Learnt learnt) {
    Fact fact = find(learnt.tap());
    if (fact != null && fact.event() instanceof Event.Tapped t && fact.person() != null) {
      remove(fact);
      Event.Tapped told =
          new Event.Tapped(
              t.tap(),
              t.office(),
              t.reader(),
              t.person(),
              t.card(),
              t.at(),
              t.answer(),
              t.repeated(),
              learnt.told(),
              t.unseen());
      add(Fact.of(told, fact.person(), fact.order()));
    }
  }

  /** The tap of that name, null if there is none in this day. */
  @Nullable Fact find(TapId tap) {
    return taps.get(tap);
  }

  /**
   * Whether that tap comes in order of time: nothing that it could touch is later. Then the rules
   * may decide it on the city as it is now.
   */
  boolean follows(Fact tap, Seating now) {
    String person = tap.person();
    SeatId held = person == null ? null : now.held().get(person);
    boolean follows =
        (person == null || of(person).allBefore(tap))
            && (held == null || of(held).allBefore(tap))
            && tap.seats().stream().allMatch(seat -> of(seat).allBefore(tap));
    if (!follows || !(tap.event() instanceof Event.Tapped tapped)) {
      return follows;
    }
    // A person who waits at a fresh tap is answered by the city as it is now, caps and all.
    boolean waits = tapped.told() == null && !tapped.unseen();
    return waits
        || (followsIn(tapped.office(), tap, now.city())
            && (held == null || followsIn(held.office(), tap, now.city())));
  }

  /** The same for an office as a whole, if one tap there may decide another. */
  private boolean followsIn(String office, Fact tap, City city) {
    boolean whole = office.equals(tap.choosesIn()) || isFull(city, office, tap.person());
    return !whole || offices.getOrDefault(office, EMPTY).allBefore(tap);
  }

  /**
   * Whether a cap of that office may have turned somebody away this day. It cannot have where fewer
   * people came, all in all, than it allows at once.
   */
  boolean isFull(City city, String id, @Nullable String more) {
    Office office = city.office(id);
    if (office == null || office.caps().isEmpty()) {
      return false;
    }
    Set<String> came = visitors.getOrDefault(id, Set.of());
    int people = came.size() + (more == null || came.contains(more) ? 0 : 1);
    for (Cap cap : office.caps()) {
      if (cap.on(day) && people > cap.seats()) {
        return true;
      }
    }
    return false;
  }
}
