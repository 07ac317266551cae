package city.seki.hub.retention;

import city.seki.config.model.SeatId;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.Event;
import city.seki.config.rules.Reservation;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The moment that each event is about: an end is about the claim that it ends, a reservation about
 * the day for which it was made. So all events of one claim or promise grow old together. To be
 * asked of every event of a ledger, in order.
 */
final class Subjects {
  private final Map<SeatId, Instant> claims = new HashMap<>();
  private final Map<String, Instant> promises = new HashMap<>();

  Instant of(Event event) {
    return switch (event) {
      case Event.Claimed e -> {
        claims.put(e.seat(), e.at());
        yield e.at();
      }
      case Event.Ended e -> or(claims.remove(e.seat()), e.at());
      case Event.Corrected e -> corrected(e);
      case Event.Reserved e -> promised(e.reservation());
      case Event.ReservationCorrected e -> promised(e.reservation());
      case Event.ReservationTaken e -> or(promises.remove(e.reservation()), e.at());
      case Event.ReservationCancelled e -> or(promises.remove(e.reservation()), e.at());
      case Event.NoShow e -> or(promises.remove(e.reservation()), e.at());
      case Event.RoomBooked e -> {
        promises.put(e.booking().id(), e.booking().from());
        yield e.booking().from();
      }
      case Event.RoomBookingCancelled e -> or(promises.remove(e.booking()), e.at());
      case Event.WishMade e -> {
        promises.put(e.wish().id(), e.wish().from());
        yield e.wish().from();
      }
      case Event.WishWithdrawn e -> or(promises.remove(e.wish()), e.at());
      case Event.WishLost e -> or(promises.remove(e.wish()), e.at());
      default -> event.at();
    };
  }

  private Instant corrected(Event.Corrected e) {
    ClaimRecord before = e.before();
    ClaimRecord after = e.after();
    if (before != null && before.isCurrent()) {
      claims.remove(before.seat());
    }
    if (after != null && after.isCurrent()) {
      claims.put(after.seat(), after.since());
    }
    return after != null ? after.since() : before != null ? before.since() : e.at();
  }

  private Instant promised(Reservation reservation) {
    promises.put(reservation.id(), reservation.from());
    return reservation.from();
  }

  private static Instant or(@Nullable Instant known, Instant at) {
    return known == null ? at : known;
  }
}
