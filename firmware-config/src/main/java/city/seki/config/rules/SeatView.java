package city.seki.config.rules;

import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A seat as others see it, without persons: for pages, labels and the published topics. Whether its
 * unit was heard lately is not known here; who knows that it was not shows {@link State#UNKNOWN}.
 *
 * @param since when this state began, null if it has always been so
 * @param until when it ends by itself, null if it does not
 * @param confidence 0 to 1
 */
public record SeatView(
    State state,
    @Nullable Instant since,
    @Nullable Instant until,
    Source source,
    double confidence) {

  /** The words of the contract. */
  public enum State {
    FREE,
    CLAIMED,
    RESERVED,
    UNCLAIMED_USE,
    OUT_OF_SERVICE,
    UNKNOWN;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** How that seat looks at that moment. */
  public static SeatView of(Seating state, SeatId id, Instant now) {
    SeatState seat = state.seat(id);
    Claim claim = seat.claim();
    if (claim != null) {
      Reservation next = seat.nextOfOthers(claim.person(), claim.since());
      Instant closes = state.closes(id, claim);
      Instant until = next != null && next.from().isBefore(closes) ? next.from() : closes;
      return new SeatView(State.CLAIMED, claim.since(), until, claim.source(), 1.0);
    }
    Office office = state.city().office(id.office());
    Seat place = office == null ? null : office.seat(id.seat());
    if (office != null && place != null && !state.city().isThere(office, place, now)) {
      return new SeatView(State.OUT_OF_SERVICE, null, null, Source.FACILITIES, 1.0);
    }
    Outage outage = seat.outage();
    if (outage != null && outage.isAt(now)) {
      return new SeatView(
          State.OUT_OF_SERVICE, outage.from(), outage.until(), Source.FACILITIES, 1.0);
    }
    if (seat.unclaimedUse()) {
      return new SeatView(State.UNCLAIMED_USE, seat.since(), null, Source.PRESENCE, 1.0);
    }
    Reservation next = seat.next(now);
    Instant out = outage != null && outage.from().isAfter(now) ? outage.from() : null;
    if (office != null && place != null && place.days() != null) {
      Instant gone = state.city().closing(office, place, now);
      out = out == null || (gone != null && gone.isBefore(out)) ? gone : out;
    }
    if (office == null || next == null) {
      return new SeatView(State.FREE, seat.since(), out, seat.source(), 1.0);
    }
    Instant from = next.from().minus(office.policy().reservedBefore());
    return from.isAfter(now)
        ? new SeatView(
            State.FREE,
            seat.since(),
            out != null && out.isBefore(from) ? out : from,
            seat.source(),
            1.0)
        : new SeatView(
            State.RESERVED,
            seat.since() == null ? from : Due.latest(from, seat.since()),
            next.to(),
            Source.RESERVATION,
            1.0);
  }

  /** The same seat when nothing can be known of it. */
  public SeatView unknown(@Nullable Instant silentSince) {
    return new SeatView(State.UNKNOWN, silentSince, null, source, 0.0);
  }
}
