package city.seki.hub.allocation;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Event;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.TapId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What late taps of one day look at: its facts by seat and by person, and what followed from them.
 * Of each seat and person it is read from the ledger when it is asked for, and never more of the
 * day than that. Confined to one thread.
 */
final class DayBook {
  /** What concerns one seat, or one person; how many of the places in the index were read. */
  private static final class Page {
    private final Set<Long> facts = new LinkedHashSet<>();
    private int read;
  }

  private final DayIndex index;
  private final LongFunction<Event> ledger;
  private final Map<SeatId, Page> seats = new HashMap<>();
  private final Map<String, Page> persons = new HashMap<>();

  /** By place in the ledger; what is in no ledger yet has a place below 0. */
  private final Map<Long, Fact> facts = new HashMap<>();

  private final Map<TapId, Long> taps = new HashMap<>();
  private final Map<String, Reservation> reservations = new HashMap<>();
  private final DayRecord record = new DayRecord();
  private long unwritten;

  /**
   * @param ledger gives the event at a place
   */
  DayBook(DayIndex index, LongFunction<Event> ledger) {
    this.index = index;
    this.ledger = ledger;
  }

  DayIndex index() {
    return index;
  }

  /** How many facts were read. */
  int size() {
    return facts.size();
  }

  /** What is on record of the seats that were asked for. */
  DayRecord record() {
    return record;
  }

  /** The facts of that seat. */
  List<Fact> of(SeatId seat) {
    Page page = seats.computeIfAbsent(seat, s -> new Page());
    Places places = index.of(seat).places();
    while (page.read < places.size()) {
      long place = places.get(page.read++);
      Event event = ledger.apply(place);
      take(page, place, event, null);
      record.add(event, seat::equals);
    }
    return facts(page);
  }

  /** The facts of that person. */
  List<Fact> of(String person) {
    Page page = persons.computeIfAbsent(person, p -> new Page());
    Places places = index.of(person).places();
    while (page.read < places.size()) {
      long place = places.get(page.read++);
      take(page, place, ledger.apply(place), person);
    }
    return facts(page);
  }

  private List<Fact> facts(Page page) {
    List<Fact> all = new ArrayList<>(page.facts.size());
    page.facts.forEach(place -> all.add(facts.get(place)));
    return all;
  }

  private void take(Page page, long place, Event event, @Nullable String person) {
    switch (event) {
      case Event.Learnt learnt -> learn(learnt);
      case Event.Reserved reserved ->
          reservations.put(reserved.reservation().id(), reserved.reservation());
      default -> {} // a fact by itself, or none
    }
    if (!facts.containsKey(place)) {
      Fact fact = Fact.in(event, place, reservations::get, card -> person);
      if (fact == null) {
        return;
      }
      keep(fact, place);
    }
    page.facts.add(place);
  }

  private void keep(Fact fact, long place) {
    facts.put(place, fact);
    if (fact.event() instanceof Event.Tapped tapped) {
      taps.put(tapped.tap(), place);
    }
  }

  /** Adds a fact that is in no ledger yet. */
  void add(Fact fact) {
    unwritten--;
    keep(fact, unwritten);
    note(fact, unwritten);
    index.happened(fact);
  }

  /** Drops what was in no ledger: it comes again by its place there. */
  void forgetUnwritten() {
    for (; unwritten < 0; unwritten++) {
      Long place = unwritten;
      Fact fact = facts.remove(place);
      if (fact != null && fact.event() instanceof Event.Tapped tapped) {
        taps.remove(tapped.tap(), place);
        pages(fact).forEach(page -> page.facts.remove(place));
      }
    }
  }

  private void note(Fact fact, long place) {
    pages(fact).forEach(page -> page.facts.add(place));
  }

  private List<Page> pages(Fact fact) {
    List<Page> pages = new ArrayList<>(2);
    if (fact.person() != null) {
      pages.add(persons.computeIfAbsent(fact.person(), p -> new Page()));
    }
    fact.seats().forEach(seat -> pages.add(seats.computeIfAbsent(seat, s -> new Page())));
    return pages;
  }

  /**
   * Takes in what a unit told at a tap that was answered.
   *
   * @return that tap as it is known now; null if it is not of this day
   */
  @Nullable Fact learn(Event.Learnt learnt) {
    Long place = taps.get(learnt.tap());
    Fact known = place == null ? null : facts.get(place);
    if (place == null || known == null) {
      return null;
    }
    Fact told = known.told(learnt.told());
    facts.put(place, told);
    note(told, place);
    index.happened(told); // a kiosk that turned its bearer away was about no seat before
    return told;
  }

  /** The tap of that name among the facts of that person, null if there is none in this day. */
  @Nullable Fact find(TapId tap, String person) {
    of(person);
    Long place = taps.get(tap);
    return place == null ? null : facts.get(place);
  }

  /** A promise that is among the facts which were read. */
  @Nullable Reservation reservation(String id) {
    return reservations.get(id);
  }
}
