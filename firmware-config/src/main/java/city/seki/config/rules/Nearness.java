package city.seki.config.rules;

import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Directory.Person;
import city.seki.config.rules.Offers.Offer;
import city.seki.config.rules.Offers.When;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where some persons sit or will sit at a time, and how near to them the seats of an office are.
 * What is told depends on those persons alone: whoever is not asked for changes nothing.
 *
 * <p>Example: P sits at A-01, Q has reserved A-04 for the afternoon. For the afternoon A-03 is one
 * step from Q, and A-02 one step from P.
 */
public final class Nearness {
  /**
   * The nearest of those persons.
   *
   * @param steps on the plan: 1 is beside
   */
  public record Near(String person, int steps) {}

  private final Map<String, SeatId> places;

  private Nearness(Map<String, SeatId> places) {
    this.places = places;
  }

  /** To those persons, at that time. */
  public static Nearness to(Collection<String> persons, Seating then, When when, Instant at) {
    Seating state = then.applyAll(Due.everywhere(then, at));
    Map<String, SeatId> places = new TreeMap<>();
    for (String person : persons) {
      SeatId place = place(state, person, when, at);
      if (place != null) {
        places.put(person, place);
      }
    }
    return new Nearness(places);
  }

  /** Where those are that are anywhere. */
  public Map<String, SeatId> places() {
    return Map.copyOf(places);
  }

  /** The seat that is held, if it will still be at that time; else the one that is reserved. */
  private static @Nullable SeatId place(Seating state, String person, When when, Instant at) {
    SeatId held = state.held().get(person);
    if (held != null && (when.slot() == null || runs(state, held, when, at))) {
      return held;
    }
    return state.reservations().values().stream()
        .filter(r -> r.person().equals(person) && isIn(state, r, when, at))
        .min(Comparator.comparing(Reservation::from))
        .map(Reservation::seat)
        .orElse(null);
  }

  private static boolean runs(Seating state, SeatId seat, When when, Instant at) {
    var interval = interval(state, seat, when);
    return interval != null && !interval.from().isAfter(at) && interval.to().isAfter(at);
  }

  private static boolean isIn(Seating state, Reservation promise, When when, Instant at) {
    if (when.slot() == null) {
      return !promise.from().isAfter(at) && promise.to().isAfter(at);
    }
    var interval = interval(state, promise.seat(), when);
    return interval != null && promise.overlaps(interval.from(), interval.to());
  }

  private static ReservationRules.@Nullable Interval interval(
      Seating state, SeatId seat, When when) {
    Office office = state.city().office(seat.office());
    return office == null || when.slot() == null
        ? null
        : ReservationRules.interval(state.city(), office, when.date(), when.slot());
  }

  /** Who of them is nearest to that seat, null where none is at that office. */
  public @Nullable Near nearest(Office office, Seat seat) {
    Near nearest = null;
    for (Map.Entry<String, SeatId> other : places.entrySet()) {
      Seat place =
          other.getValue().office().equals(office.id())
              ? office.seat(other.getValue().seat())
              : null;
      if (place != null && (nearest == null || steps(seat, place) < nearest.steps())) {
        nearest = new Near(other.getKey(), steps(seat, place));
      }
    }
    return nearest;
  }

  private static int steps(Seat one, Seat other) {
    return Math.max(Math.abs(one.x() - other.x()), Math.abs(one.y() - other.y()));
  }

  /**
   * The same offers, the nearest first; as they were where nobody is at that office. Accessible
   * seats still come before all others for who needs one, and those that keep the office's distance
   * before others.
   */
  public List<Offer> sorted(Office office, Person person, List<Offer> offers) {
    if (offers.stream().allMatch(offer -> nearest(office, offer.place()) == null)) {
      return offers;
    }
    List<Offer> sorted = new ArrayList<>(offers);
    sorted.sort(
        Comparator.<Offer, Boolean>comparing(
                o -> person.needsAccessible() && !o.place().accessible())
            .thenComparing(o -> !o.spaced())
            .thenComparingInt(
                offer -> Objects.requireNonNull(nearest(office, offer.place())).steps()));
    return sorted;
  }
}
