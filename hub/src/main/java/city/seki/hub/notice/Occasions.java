package city.seki.hub.notice;

import city.seki.config.rules.Booking;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.Seating;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which events are occasions, for whom, and why: a function of what happened and of what was. */
final class Occasions {
  /** Who the ledger says it was when it follows from the city's files. */
  private static final String FILES = "configuration";

  private Occasions() {}

  /**
   * What to tell of those events.
   *
   * @param events that were written together
   * @param before the state before the first of them
   */
  static List<Occasion> of(List<Event> events, Seating before) {
    List<Occasion> occasions = new ArrayList<>();
    Seating state = before;
    for (Event event : events) {
      Occasion occasion = of(event, state, events);
      if (occasion != null) {
        occasions.add(occasion);
      }
      state = state.apply(event);
    }
    return occasions;
  }

  private static @Nullable Occasion of(Event event, Seating state, List<Event> together) {
    return switch (event) {
      case Event.ReservationCancelled gone -> {
        Reservation promise = state.reservations().get(gone.reservation());
        yield promise == null || gone.by().equals(promise.person())
            ? null
            : new Occasion.SeatTakenBack(
                promise, why(together, promise.seat().office(), promise, gone.by(), gone.at()));
      }
      case Event.RoomBookingCancelled gone -> {
        Booking promise = state.rooms().bookings().get(gone.booking());
        yield promise == null || gone.by().equals(promise.person())
            ? null
            : new Occasion.RoomTakenBack(
                promise, why(together, promise.room().office(), null, gone.by(), gone.at()));
      }
      case Event.NoShow missed -> {
        Reservation promise = state.reservations().get(missed.reservation());
        yield promise == null ? null : new Occasion.NobodyCame(promise);
      }
      case Event.Ended ended ->
          ended.reason() == EndReason.BY_STAFF && !ended.person().equals(ended.by())
              ? new Occasion.SentAway(ended.seat(), ended.person(), ended.at(), ended.note())
              : null;
      default -> null;
    };
  }

  /** One decision cancels first and says then what it is about, all at the same moment. */
  private static Occasion.Why why(
      List<Event> together, String office, @Nullable Reservation seat, String by, Instant at) {
    for (Event event : together) {
      Occasion.Why why = event.at().equals(at) ? of(event, office, seat) : null;
      if (why != null) {
        return why;
      }
    }
    return by.equals(FILES) ? new Occasion.Files() : new Occasion.ByStaff();
  }

  /** Why that event takes promises of that place back, null if it does not. */
  private static Occasion.@Nullable Why of(Event event, String office, @Nullable Reservation seat) {
    return switch (event) {
      case Event.MeasureTaken taken
          when taken.measure().isClosure() && taken.office().equals(office) ->
          new Occasion.Closed(taken.measure().note());
      case Event.TakenOutOfService out when seat != null && out.seat().equals(seat.seat()) ->
          new Occasion.OutOfService(out.outage().reason(), out.outage().note());
      case Event.PopUpOpened opened when seat == null && opened.office().equals(office) ->
          new Occasion.PopUp();
      case Event.MeasureLifted lifted when seat != null && lifted.office().equals(office) ->
          new Occasion.PopUpEnded();
      default -> null;
    };
  }
}
