package city.seki.hub.allocation;

import city.seki.config.model.Cap;
import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.SeatId;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.Event;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.Seating;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where in the ledger the events of one day are, by seat and by person, and when the last of them
 * happened. By it a tap is known to come late or in order of time without a look at the ledger; the
 * events themselves stay there ({@link DayBook} reads them), so that a tap costs a few numbers
 * here. Confined to one thread.
 */
final class DayIndex {
  /** Of one seat, one person or one office. */
  static final class Page {
    private final Places places;
    private @Nullable Moment last;
    private Instant changed = Instant.MIN;

    private Page(long base) {
      places = new Places(base);
    }

    Places places() {
      return places;
    }

    private void last(Moment moment) {
      if (last == null || last.compareTo(moment) < 0) {
        last = moment;
      }
    }

    private void change(Instant at) {
      changed = at.isAfter(changed) ? at : changed;
    }

    /** Whether nothing happened here after that, nor followed here from what happened elsewhere. */
    private boolean allBefore(Moment moment) {
      return (last == null || last.compareTo(moment) < 0) && changed.isBefore(moment.at());
    }
  }

  private static final Page EMPTY = new Page(0);

  private final LocalDate day;
  private final Map<SeatId, Page> seats = new HashMap<>();
  private final Map<String, Page> persons = new HashMap<>();
  private final Map<String, Page> offices = new HashMap<>();
  private final Map<String, Set<String>> visitors = new HashMap<>();
  private final long base;
  private int size;

  /**
   * @param base a place in the ledger near those of that day
   */
  DayIndex(LocalDate day, long base) {
    this.day = day;
    this.base = base;
  }

  LocalDate day() {
    return day;
  }

  /** How many places are noted. */
  int size() {
    return size;
  }

  Page of(SeatId seat) {
    return seats.getOrDefault(seat, EMPTY);
  }

  Page of(String person) {
    return persons.getOrDefault(person, EMPTY);
  }

  private Page page(SeatId seat) {
    return seats.computeIfAbsent(seat, s -> new Page(base));
  }

  private Page page(String person) {
    return persons.computeIfAbsent(person, p -> new Page(base));
  }

  private Page office(SeatId seat) {
    return offices.computeIfAbsent(seat.office(), o -> new Page(base));
  }

  /** Notes where a fact is, and when it happened. */
  void add(Fact fact, long place) {
    if (fact.person() != null) {
      add(page(fact.person()), place);
    }
    for (SeatId seat : fact.seats()) {
      add(page(seat), place);
    }
    happened(fact);
  }

  /** Notes where it is written what a unit told at a tap that was answered. */
  void learnt(Fact told, long tapped, long place) {
    add(told, tapped);
    add(told, place);
  }

  /** Notes that something happened which is in no ledger yet. */
  void happened(Fact fact) {
    Moment moment = fact.moment();
    String person = fact.person();
    if (person != null) {
      page(person).last(moment);
    }
    for (SeatId seat : fact.seats()) {
      page(seat).last(moment);
      office(seat).last(moment);
      if (person != null) {
        visitors.computeIfAbsent(seat.office(), o -> new HashSet<>()).add(person);
      }
    }
  }

  /**
   * Notes where an event is that followed from others, and until when it matters what came before.
   *
   * @param promised the reservation that it is about, if it is about one
   */
  void add(Event event, @Nullable Reservation promised, long place) {
    switch (event) {
      case Event.Claimed e -> change(e.seat(), e.person(), e.at(), place);
      case Event.Ended e -> change(e.seat(), e.person(), e.at(), place);
      case Event.Corrected e -> {
        change(e.before(), place);
        change(e.after(), place);
      }
      case Event.ReservationTaken e -> change(promised, e.at(), place);
      case Event.NoShow e -> change(promised, e.at(), place);
      case Event.ReservationCorrected e -> change(e.reservation(), e.reservation().to(), place);
      default -> {} // changes no seat, or is a fact itself
    }
  }

  private void change(@Nullable Reservation promised, Instant at, long place) {
    if (promised != null) {
      change(promised.seat(), null, at, place);
    }
  }

  private void change(@Nullable ClaimRecord claim, long place) {
    if (claim != null) {
      Instant last = claim.end() == null ? claim.since() : claim.end();
      change(claim.seat(), claim.person(), last, place);
    }
  }

  private void change(SeatId seat, @Nullable String person, Instant at, long place) {
    if (person != null) {
      page(person).change(at);
    }
    add(page(seat), place);
    page(seat).change(at);
    office(seat).change(at);
  }

  private void add(Page page, long place) {
    if (page.places.add(place)) {
      size++;
    }
  }

  /**
   * Whether that tap comes in order of time: nothing that it could touch is later. Then the rules
   * may decide it on the city as it is now.
   */
  boolean follows(Fact tap, Seating now) {
    String person = tap.person();
    Moment moment = tap.moment();
    SeatId held = person == null ? null : now.held().get(person);
    boolean follows =
        (person == null || of(person).allBefore(moment))
            && (held == null || of(held).allBefore(moment))
            && tap.seats().stream().allMatch(seat -> of(seat).allBefore(moment));
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
    return !whole || offices.getOrDefault(office, EMPTY).allBefore(tap.moment());
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
