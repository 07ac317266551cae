package city.seki.config.rules;

import city.seki.config.model.SeatId;
import java.time.Instant;

/** A promise of a seat: from {@code from} up to, not including, {@code to}. */
public record Reservation(String id, SeatId seat, String person, Instant from, Instant to) {
  public Reservation {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("a reservation from " + from + " cannot end " + to);
    }
  }

  boolean overlaps(Instant otherFrom, Instant otherTo) {
    return from.isBefore(otherTo) && otherFrom.isBefore(to);
  }
}
