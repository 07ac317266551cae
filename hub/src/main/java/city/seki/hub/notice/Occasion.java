package city.seki.hub.notice;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Booking;
import city.seki.config.rules.Refusal;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.Wish;
import city.seki.hub.promise.Why;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something about one's own place that one did not do oneself, and would want to know. */
sealed interface Occasion {
  /** Whom it concerns: a pseudonym. */
  String person();

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

  /** Lots were drawn, and this was given for a wish. */
  record Drawn(Reservation reservation) implements Occasion {
    @Override
    public String person() {
      return reservation.person();
    }
  }

  /** Lots were drawn, and nothing was given for this wish. */
  record NotDrawn(Wish wish, Refusal why) implements Occasion {
    @Override
    public String person() {
      return wish.person();
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
