package city.seki.hub.notice;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Booking;
import city.seki.config.rules.Outage;
import city.seki.config.rules.Reservation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something about one's own place that one did not do oneself, and would want to know. */
sealed interface Occasion {
  /** Whom it concerns: a pseudonym. */
  String person();

  /** Why a promise was taken back. */
  sealed interface Why {}

  /** Facilities closed the office. */
  record Closed(String note) implements Why {}

  /** Facilities took the seat out of service. */
  record OutOfService(Outage.Reason reason, String note) implements Why {}

  /** The room is seats then. */
  record PopUp() implements Why {}

  /** The seat was of a pop-up office that is over. */
  record PopUpEnded() implements Why {}

  /** The city's files do not have that place, or do not let this person there, any more. */
  record Files() implements Why {}

  /** Somebody who may cancelled it. */
  record ByStaff() implements Why {}

  record SeatTakenBack(Reservation reservation, Why why) implements Occasion {
    @Override
    public String person() {
      return reservation.person();
    }
  }

  record RoomTakenBack(Booking booking, Why why) implements Occasion {
    @Override
    public String person() {
      return booking.person();
    }
  }

  /** Nobody came within the grace. */
  record NobodyCame(Reservation reservation) implements Occasion {
    @Override
    public String person() {
      return reservation.person();
    }
  }

  /** A seat that somebody sat at was ended by facilities. */
  record SentAway(SeatId seat, String person, Instant at, @Nullable String note)
      implements Occasion {}

  /**
   * A reservation is about to begin, and its person does not sit there.
   *
   * @param until it is kept
   */
  record Soon(Reservation reservation, Instant until) implements Occasion {
    @Override
    public String person() {
      return reservation.person();
    }
  }
}
