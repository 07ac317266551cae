package city.seki.config.wire;

import city.seki.config.model.Office;
import city.seki.config.model.Policy;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Claim;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.SeatState;
import city.seki.config.rules.Seating;
import java.time.Instant;

/**
 * What the light of a seat says while nobody taps there: it blinks green when somebody's
 * reservation is near, blinks amber over an unclaimed use, else it is dark. The hub says it, and a
 * unit that is alone.
 */
public final class SeatLight {
  private SeatLight() {}

  /** The light of that seat, which is so in that state. */
  public static Light of(Seating state, SeatId id, SeatState seat, Instant now) {
    if (seat.unclaimedUse()) {
      return Light.UNCLAIMED;
    }
    Claim claim = seat.claim();
    if (claim == null || seat.reservations().isEmpty()) {
      return Light.OFF;
    }
    Office office = state.city().office(id.office());
    Policy policy = office == null ? Policy.STANDARD : office.policy();
    for (Reservation reservation : seat.reservations()) {
      if (!reservation.person().equals(claim.person())
          && reservation.from().isAfter(now)
          && !reservation.from().minus(policy.warnBefore()).isAfter(now)) {
        return Light.WARN;
      }
    }
    return Light.OFF;
  }
}
