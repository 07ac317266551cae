package city.seki.config.rules;

import city.seki.config.model.Cap;
import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How many people an office or zone takes (product.md §3). */
final class Capacity {
  private Capacity() {}

  /** Whether a cap of the office, or of that seat's zone, leaves no room for one more person. */
  static boolean isFull(Seating state, Office office, Seat place, String person, Instant at) {
    for (Cap cap : office.caps()) {
      boolean holds = cap.zone() == null || cap.zone().equals(place.zone());
      if (holds
          && cap.on(state.city().day(at))
          && occupied(state, office, cap.zone(), person, at) >= cap.seats()) {
        return true;
      }
    }
    return false;
  }

  /** How many others hold a seat, or are promised one from about now: each of them counts once. */
  private static int occupied(
      Seating state, Office office, @Nullable String zone, String person, Instant at) {
    Set<String> others = new HashSet<>();
    for (Seat place : office.seats().values()) {
      if (zone != null && !zone.equals(place.zone())) {
        continue;
      }
      SeatState seat = state.seat(new SeatId(office.id(), place.id()));
      Claim claim = seat.claim();
      Reservation promise = seat.promised(at, office.policy().reservedBefore());
      if (claim != null) {
        others.add(claim.person());
      } else if (promise != null) {
        others.add(promise.person());
      }
    }
    others.remove(person);
    return others.size();
  }
}
