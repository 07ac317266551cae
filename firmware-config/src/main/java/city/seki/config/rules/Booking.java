package city.seki.config.rules;

import city.seki.config.model.RoomId;
import java.time.Instant;

/** A promise of a room: from {@code from} up to, not including, {@code to}. */
public record Booking(String id, RoomId room, String person, Instant from, Instant to) {
  public Booking {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("a booking from " + from + " cannot end " + to);
    }
  }

  boolean overlaps(Instant otherFrom, Instant otherTo) {
    return from.isBefore(otherTo) && otherFrom.isBefore(to);
  }

  /** Whether it runs at that moment. */
  public boolean runs(Instant at) {
    return !from.isAfter(at) && to.isAfter(at);
  }
}
