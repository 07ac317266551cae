package city.seki.config.rules;

import city.seki.config.model.KitId;
import city.seki.config.model.SeatId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The outcome of a tap (product.md §4). */
public sealed interface Answer {
  /**
   * The person may sit here.
   *
   * @param until closing, or the start of somebody else's reservation
   * @param warnAt when the light begins to blink because a reservation is near, null if none is
   */
  record Granted(SeatId seat, Instant until, @Nullable Instant warnAt) implements Answer {}

  /** The same, and the person's old seat is free from this instant. */
  record Moved(SeatId seat, SeatId from, Instant until, @Nullable Instant warnAt)
      implements Answer {}

  /** The person has left this seat. */
  record Released(SeatId seat) implements Answer {}

  /** A kiosk gave out this seat. */
  record Assigned(SeatId seat, Instant until, @Nullable Instant warnAt) implements Answer {}

  /**
   * The bearer of the card before may take this kit along.
   *
   * @param due when it should be back
   */
  record Lent(KitId kit, Instant due) implements Answer {}

  /** This kit is back. */
  record Returned(KitId kit) implements Answer {}

  /**
   * No.
   *
   * @param seat the seat that was asked for, null at a kiosk
   * @param reservedFrom start of the reservation that is in the way, for {@code reserved}
   * @param linkCode by which the card can be linked to a person, for {@code unknown-card}
   */
  record Denied(
      DenyReason reason,
      @Nullable SeatId seat,
      @Nullable Instant reservedFrom,
      @Nullable String linkCode)
      implements Answer {
    public static Denied because(DenyReason reason, @Nullable SeatId seat) {
      return new Denied(reason, seat, null, null);
    }
  }
}
