package city.seki.hub.allocation;

import city.seki.config.model.City;
import city.seki.config.rules.Event;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.Seating;
import city.seki.hub.ledger.Ledger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The books of the last days. Those in use are kept up as events come; an older day's is read from
 * the ledger when a tap of it comes late, by the places in the ledger that are remembered for each
 * day. Confined to one thread.
 */
final class DayBooks {
  /** A unit keeps taps for 30 days; what claims to be older than 35 counts by its arrival. */
  private static final int DAYS = 40;

  /** How many facts may lie in the books at hand, if there are more than two. */
  private static final int MOST_FACTS = 300_000;

  /** Parts of the ledger that are nearer than this are read as one. */
  private static final long NEAR = 256;

  /** An event and its place in the ledger, the first of all being 1. */
  private record Placed(long place, Event event) {}

  private final Ledger ledger;
  private final Map<LocalDate, DayBook> books = new LinkedHashMap<>(16, 0.75f, true);
  private final TreeMap<LocalDate, List<long[]>> parts = new TreeMap<>();
  private final List<Placed> unwritten = new ArrayList<>();
  private long next = 1;
  private LocalDate cached = LocalDate.EPOCH;
  private Instant from = Instant.MAX;
  private Instant to = Instant.MIN;
  private @Nullable ZoneId cachedFor;

  DayBooks(Ledger ledger) {
    this.ledger = ledger;
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
    unwritten.add(new Placed(next, event));
    DayBook book = day == null ? null : books.get(day);
    if (book != null) {
      book.add(event, next, before::personOf);
    }
    next++;
  }

  /** All that was taken in is in the ledger now. */
  void written() {
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
          case Event.UnclaimedUse e -> null;
          case Event.CardUnblocked e -> null;
          case Event.CardLinked e -> null;
        };
    return about == null ? null : day(now.city(), about);
  }

  private static @Nullable Instant from(@Nullable Reservation reservation) {
    return reservation == null ? null : reservation.from();
  }

  /** The book of that day, read from the ledger if it is not at hand. */
  DayBook of(LocalDate day, Seating now) {
    DayBook book = books.get(day);
    if (book == null) {
      book = read(day, now);
      books.put(day, book);
    }
    return book;
  }

  private DayBook read(LocalDate day, Seating now) {
    DayBook book = new DayBook(day);
    long[] place = {0};
    for (long[] part : parts.getOrDefault(day, List.of())) {
      long written = next - 1 - unwritten.size();
      place[0] = part[0];
      if (part[0] <= written) {
        ledger.replay(
            part[0],
            Math.min(part[1], written),
            event -> addIfOf(day, book, event, place[0]++, now));
      }
    }
    for (Placed placed : unwritten) {
      addIfOf(day, book, placed.event(), placed.place(), now);
    }
    return book;
  }

  private void addIfOf(LocalDate day, DayBook book, Event event, long place, Seating now) {
    LocalDate about =
        dayOf(
            event,
            now,
            id -> {
              DayRecord.Promise promise = book.record().promise(id);
              return promise == null ? null : promise.reservation();
            });
    if (day.equals(about)) {
      book.add(event, place, now::personOf);
    }
  }

  /** The two that were used last stay: today's is one of them. */
  private void makeRoom() {
    if (books.size() <= 2) {
      return;
    }
    long facts = books.values().stream().mapToLong(DayBook::size).sum();
    var oldest = books.values().iterator();
    while (facts > MOST_FACTS && books.size() > 2) {
      facts -= oldest.next().size();
      oldest.remove();
    }
  }
}
