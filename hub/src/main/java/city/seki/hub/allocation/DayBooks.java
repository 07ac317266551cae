package city.seki.hub.allocation;

import city.seki.config.model.City;
import city.seki.config.rules.Event;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import city.seki.hub.ledger.Ledger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the events of the last days in the ledger. The indexes of days in use are kept up as events
 * come; an older day's is made from the ledger when a tap of it comes late, by the parts of the
 * ledger that are remembered for each day. Confined to one thread.
 */
final class DayBooks {
  /** A unit keeps taps for 30 days; what claims to be older than 35 counts by its arrival. */
  private static final int DAYS = 40;

  /**
   * How much is kept at hand.
   *
   * @param places in the indexes: four bytes each; the two that were used last stay, today's is one
   * @param facts in the books: about a kilobyte each
   */
  record Room(int places, int facts) {
    static final Room STANDARD = new Room(4_000_000, 30_000);
  }

  /** Parts of the ledger that are nearer than this are read as one. */
  private static final long NEAR = 256;

  private final Ledger ledger;
  private final Room room;
  private final Map<LocalDate, DayIndex> indexes = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<LocalDate, DayBook> books = new LinkedHashMap<>(16, 0.75f, true);
  private final TreeMap<LocalDate, List<long[]>> parts = new TreeMap<>();
  private final List<Event> unwritten = new ArrayList<>();

  /** The place of the next event; the first of all has 1. */
  private long next = 1;

  private LocalDate cached = LocalDate.EPOCH;
  private Instant from = Instant.MAX;
  private Instant to = Instant.MIN;
  private @Nullable ZoneId cachedFor;

  DayBooks(Ledger ledger, Room room) {
    this.ledger = ledger;
    this.room = room;
  }

  /** The day of that moment in the city. */
  LocalDate day(City city, Instant at) {
    if (!city.timeZone().equals(cachedFor) || at.isBefore(from) || !at.isBefore(to)) {
      cachedFor = city.timeZone();
      cached = city.day(at);
      from = cached.atStartOfDay(city.timeZone()).toInstant();
      to = end(city, cached);
    }
    return cached;
  }

  static Instant end(City city, LocalDate day) {
    return day.plusDays(1).atStartOfDay(city.timeZone()).toInstant();
  }

  /** Takes in an event that is in the ledger already; while the hub starts. */
  void written(Event event, Seating before) {
    place(event, before);
    next++;
  }

  /** Takes in an event that will be in the ledger with the next append. */
  void add(Event event, Seating before) {
    LocalDate day = place(event, before);
    DayIndex index = day == null ? null : indexes.get(day);
    if (index != null) {
      add(index, event, next, before.reservations()::get, before::personOf);
    }
    unwritten.add(event);
    next++;
  }

  /** All that was taken in is in the ledger now. */
  void allWritten() {
    unwritten.clear();
    makeRoom();
  }

  private @Nullable LocalDate place(Event event, Seating before) {
    LocalDate day = dayOf(event, before, before.reservations()::get);
    if (day != null) {
      List<long[]> known = parts.get(day);
      if (known == null) {
        known = new ArrayList<>(1);
        parts.put(day, known);
        forgetBefore(day(before.city(), event.at()).minusDays(DAYS));
      }
      long[] last = known.isEmpty() ? null : known.getLast();
      if (last != null && next - last[1] <= NEAR) {
        last[1] = next;
      } else {
        known.add(new long[] {next, next});
      }
    }
    return day;
  }

  private void forgetBefore(LocalDate oldest) {
    while (parts.firstKey().isBefore(oldest)) {
      indexes.remove(parts.firstKey());
      books.remove(parts.firstKey());
      parts.pollFirstEntry();
    }
  }

  /** Which day an event is about; null if none in particular. */
  private @Nullable LocalDate dayOf(
      Event event, Seating now, Function<String, @Nullable Reservation> reservation) {
    Instant about =
        switch (event) {
          case Event.Tapped e -> e.at();
          case Event.Claimed e -> e.at();
          case Event.Ended e -> e.at();
          case Event.TakenOutOfService e -> e.at();
          case Event.PutIntoService e -> e.at();
          case Event.CardBlocked e -> e.at();
          case Event.Learnt e -> e.at();
          case Event.Reserved e -> e.reservation().from();
          case Event.ReservationTaken e -> from(reservation.apply(e.reservation()));
          case Event.ReservationCancelled e -> from(reservation.apply(e.reservation()));
          case Event.NoShow e -> from(reservation.apply(e.reservation()));
          case Event.ReservationCorrected e -> e.reservation().from();
          case Event.Corrected e ->
              e.after() != null
                  ? e.after().since()
                  : e.before() != null ? e.before().since() : null;
          case Event.PresenceChanged e -> null;
          case Event.PresenceLost e -> null;
          case Event.UnclaimedUse e -> null;
          case Event.CardUnblocked e -> null;
          case Event.CardLinked e -> null;
          case Event.OfCardKey e -> null;
          case Event.Forgotten e -> null;
          case Event.OfMeasure e -> null;
          case Event.OfLottery e -> null; // what a draw gives is in reservations of their own
          case Event.OfRoom e -> null;
          case Event.OfKit e -> null;
        };
    return about == null ? null : day(now.city(), about);
  }

  private static @Nullable Instant from(@Nullable Reservation reservation) {
    return reservation == null ? null : reservation.from();
  }

  /** What late taps of that day look at. */
  DayBook open(LocalDate day, Seating now) {
    DayIndex index = index(day, now);
    DayBook book = books.get(day);
    if (book == null || book.index() != index) {
      book = new DayBook(index, this::event);
      books.put(day, book);
    }
    return book;
  }

  /** The index of that day, made from the ledger if it is not at hand. */
  DayIndex index(LocalDate day, Seating now) {
    DayIndex index = indexes.get(day);
    if (index == null) {
      index = made(day, now);
      indexes.put(day, index);
    }
    return index;
  }

  private DayIndex made(LocalDate day, Seating now) {
    List<long[]> known = parts.getOrDefault(day, List.of());
    DayIndex index = new DayIndex(day, known.isEmpty() ? next : known.getFirst()[0]);
    Map<String, Reservation> promised = new HashMap<>();
    for (long[] part : known) {
      long[] place = {part[0]};
      Consumer<Event> reader = event -> addIfOf(index, event, place[0]++, promised, now);
      if (part[0] <= written()) {
        ledger.replay(part[0], Math.min(part[1], written()), reader);
      }
      for (; place[0] <= part[1]; ) {
        reader.accept(event(place[0]));
      }
    }
    return index;
  }

  private void addIfOf(
      DayIndex index, Event event, long place, Map<String, Reservation> promised, Seating now) {
    if (event instanceof Event.Reserved reserved) {
      promised.put(reserved.reservation().id(), reserved.reservation());
    }
    if (index.day().equals(dayOf(event, now, promised::get))) {
      add(index, event, place, promised::get, now::personOf);
    }
  }

  private void add(
      DayIndex index,
      Event event,
      long place,
      Function<String, @Nullable Reservation> reservation,
      UnaryOperator<@Nullable String> personOf) {
    if (event instanceof Event.Learnt learnt) {
      add(index, learnt, place);
    }
    Fact fact = Fact.in(event, place, reservation, personOf);
    if (fact != null) {
      index.add(fact, place);
    }
    Reservation promised =
        switch (event) {
          case Event.ReservationTaken e -> reservation.apply(e.reservation());
          case Event.NoShow e -> reservation.apply(e.reservation());
          default -> null; // it names its seats itself, or changes none
        };
    index.add(event, promised, place);
  }

  private void add(DayIndex index, Event.Learnt learnt, long place) {
    Long at = find(learnt.tap());
    if (at != null && event(at) instanceof Event.Tapped tapped && tapped.person() != null) {
      index.learnt(Fact.of(tapped, tapped.person(), at).told(learnt.told()), at, place);
    }
  }

  /** That tap as it was first written down; null if it is not on record. */
  Event.@Nullable Tapped onRecord(TapId tap) {
    Long place = find(tap);
    return place != null && event(place) instanceof Event.Tapped tapped ? tapped : null;
  }

  private @Nullable Long find(TapId tap) {
    for (int i = 0; i < unwritten.size(); i++) {
      if (unwritten.get(i) instanceof Event.Tapped tapped && tapped.tap().equals(tap)) {
        return written() + 1 + i;
      }
    }
    return ledger.find(tap);
  }

  /** The place of the last event that is in the ledger. */
  private long written() {
    return next - 1 - unwritten.size();
  }

  private Event event(long place) {
    return place <= written() ? ledger.event(place) : unwritten.get((int) (place - written() - 1));
  }

  private void makeRoom() {
    long facts = books.values().stream().mapToLong(DayBook::size).sum();
    for (var oldest = books.values().iterator(); facts > room.facts(); oldest.remove()) {
      facts -= oldest.next().size();
    }
    long places = indexes.values().stream().mapToLong(DayIndex::size).sum();
    var oldest = indexes.values().iterator();
    while (places > room.places() && indexes.size() > 2) {
      places -= oldest.next().size();
      oldest.remove();
    }
  }
}
