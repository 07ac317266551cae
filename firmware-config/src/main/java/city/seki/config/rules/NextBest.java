package city.seki.config.rules;

import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import city.seki.config.rules.Offers.Offer;
import city.seki.config.rules.Offers.When;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is next best where a seat may not be had at a time (product.md §4): another seat of that
 * office then, another time, another office then; at most one of each.
 *
 * <p>Never broken: each would be granted if it were asked for now. Goals, the first before the
 * second: the zone that was wanted; an accessible seat for who needs one; the office's distance
 * from others; the seat that was wanted, else one near it on the plan; the earliest other time; the
 * office with the most free seats, for where offices lie is not known.
 */
public final class NextBest {
  /** Most days after the one asked for that are looked at. */
  static final int DAYS = 14;

  /** Most other offices that are looked at, the next in the city's file first. */
  static final int OFFICES = 100;

  /** In what it differs from what was wanted. */
  public enum Kind {
    SEAT,
    TIME,
    OFFICE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A seat at a time that would be granted. */
  public record Suggestion(
      Kind kind, SeatId seat, Seat place, When when, Instant from, Instant to) {}

  private final Offers offers;
  private final Predicate<SeatId> sure;
  private final Office office;
  private final Seat wanted;

  private NextBest(Offers offers, Predicate<SeatId> sure, Office office, Seat wanted) {
    this.offers = offers;
    this.sure = sure;
    this.office = office;
    this.wanted = wanted;
  }

  /**
   * What is next best to that seat.
   *
   * @param sure whether it is known how that seat is at this moment; others are not suggested for
   *     now
   */
  public static List<Suggestion> to(
      Offers offers, Office office, Seat wanted, When when, Predicate<SeatId> sure) {
    NextBest next = new NextBest(offers, sure, office, wanted);
    return Stream.of(next.in(office, when, Kind.SEAT), next.later(when), next.elsewhere(when))
        .flatMap(Stream::ofNullable)
        .toList();
  }

  private boolean isKnown(When when, SeatId seat) {
    return when.slot() != null || sure.test(seat);
  }

  private List<Offer> free(Office at, When when) {
    return offers.of(at, when).stream()
        .filter(offer -> offer.isFree() && isKnown(when, offer.seat()))
        .toList();
  }

  private @Nullable Suggestion in(Office at, When when, Kind kind) {
    return best(free(at, when), at, when, kind);
  }

  private @Nullable Suggestion best(List<Offer> free, Office at, When when, Kind kind) {
    return free.stream()
        .min(
            Comparator.<Offer, Boolean>comparing(o -> !o.place().zone().equals(wanted.zone()))
                .thenComparing(o -> offers.person().needsAccessible() && !o.place().accessible())
                .thenComparing(o -> !o.spaced())
                .thenComparingInt(o -> at.id().equals(office.id()) ? distance(o.place()) : 0))
        .flatMap(
            o ->
                o.from() == null || o.to() == null
                    ? Optional.<Suggestion>empty()
                    : Optional.of(
                        new Suggestion(kind, o.seat(), o.place(), when, o.from(), o.to())))
        .orElse(null);
  }

  /** In steps on the plan; the seat itself is nearest. */
  private int distance(Seat other) {
    return Math.max(Math.abs(wanted.x() - other.x()), Math.abs(wanted.y() - other.y()));
  }

  private @Nullable Suggestion later(When asked) {
    if (!offers.person().zones().contains(wanted.zone())) {
      return null; // no time makes that person eligible
    }
    for (int days = 0; days <= DAYS; days++) {
      for (When when : times(asked, asked.date().plusDays(days))) {
        Suggestion found = in(office, when, Kind.TIME);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** Other slots of the day asked for, and the same or else the longest one of later days. */
  private List<When> times(When asked, LocalDate day) {
    Slot same = asked.slot() == null ? Slot.DAY : asked.slot();
    if (!day.equals(asked.date()) && offers.interval(office, new When(day, same)) != null) {
      return List.of(new When(day, same));
    }
    List<When> times = new ArrayList<>();
    for (Slot slot : List.of(Slot.AM, Slot.PM, Slot.DAY)) {
      When when = new When(day, slot);
      ReservationRules.Interval interval = offers.interval(office, when);
      boolean other =
          asked.slot() == null
              ? interval != null && interval.from().isAfter(offers.at())
              : !when.equals(asked);
      if (interval != null && other) {
        times.add(when);
      }
    }
    return times;
  }

  private @Nullable Suggestion elsewhere(When when) {
    Office most = null;
    List<Offer> found = List.of();
    for (Office other : others()) {
      List<Offer> free = free(other, when);
      List<Offer> fitting =
          free.stream().filter(o -> o.place().zone().equals(wanted.zone())).toList();
      List<Offer> better = fitting.isEmpty() && found.isEmpty() ? free : fitting;
      if (rank(better) > rank(found)) {
        most = other;
        found = better;
      }
    }
    return most == null ? null : best(found, most, when, Kind.OFFICE);
  }

  /** Any seat of the wanted zone outweighs any number of others. */
  private long rank(List<Offer> free) {
    boolean fits = !free.isEmpty() && free.getFirst().place().zone().equals(wanted.zone());
    return free.size() + (fits ? 1_000_000L : 0L);
  }

  private List<Office> others() {
    List<Office> all = List.copyOf(offers.city().offices().values());
    int own = all.indexOf(office);
    return Stream.concat(all.subList(own + 1, all.size()).stream(), all.subList(0, own).stream())
        .limit(OFFICES)
        .toList();
  }
}
