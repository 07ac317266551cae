package city.seki.config.rules;

import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The distance that an office keeps between people, for those who choose a seat at a time as for
 * those to whom a kiosk gives one: a goal. A seat that is too near to somebody comes after all
 * others, and nobody is refused one for it.
 */
final class Spacing {
  private final int steps;
  private final List<Seat> taken;

  private Spacing(int steps, List<Seat> taken) {
    this.steps = steps;
    this.taken = taken;
  }

  /**
   * As that person finds it.
   *
   * @param when null where nobody can be there
   */
  static Spacing of(
      Seating state,
      Office office,
      ReservationRules.@Nullable Interval when,
      String person,
      Instant at) {
    int steps = office.policy().kiosk().spacing();
    if (steps == 0 || when == null) {
      return new Spacing(0, List.of());
    }
    List<Seat> taken =
        office.seats().values().stream()
            .filter(
                seat -> isTaken(state.seat(new SeatId(office.id(), seat.id())), when, person, at))
            .toList();
    return new Spacing(steps, taken);
  }

  private static boolean isTaken(
      SeatState seat, ReservationRules.Interval when, String person, Instant at) {
    Claim claim = seat.claim();
    boolean runs = !when.from().isAfter(at) && when.to().isAfter(at);
    return (runs && claim != null && !claim.person().equals(person))
        || seat.reservations().stream()
            .anyMatch(r -> !r.person().equals(person) && r.overlaps(when.from(), when.to()));
  }

  /** How many steps that seat lacks to the distance from everybody else; 0 if none. */
  int missing(Seat place) {
    int missing = 0;
    for (Seat other : taken) {
      int steps = Math.max(Math.abs(place.x() - other.x()), Math.abs(place.y() - other.y()));
      missing = Math.max(missing, this.steps - steps);
    }
    return missing;
  }
}
