package city.seki.hub.notice;

import city.seki.config.rules.Booking;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.Seating;
import city.seki.config.rules.Wish;
import city.seki.config.rules.Wishes;
import city.seki.hub.promise.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which events are occasions, for whom, and why: a function of what happened and of what was. */
final class Occasions {
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
    List<Wish> drawn = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof Event.Drawn draw) {
        drawn.addAll(state.wishes().of(new Wishes.Draw(draw.office(), draw.day())));
      }
      Occasion occasion = drawn.isEmpty() ? null : ofDraw(event, drawn);
      if (occasion == null) {
        occasion = of(event, state, events);
      }
      if (occasion != null) {
        occasions.add(occasion);
      }
      state = state.apply(event);
    }
    return occasions;
  }

  /** What a draw decided of those wishes, null if that event is nothing of it. */
  private static @Nullable Occasion ofDraw(Event event, List<Wish> drawn) {
    for (Wish wish : drawn) {
      if (event instanceof Event.WishLost lost && lost.wish().equals(wish.id())) {
        return new Occasion.NotDrawn(wish, lost.reason());
      }
      if (event instanceof Event.Reserved given
          && given.reservation().id().equals(wish.reservation())) {
        return new Occasion.Drawn(given.reservation());
      }
    }
    return null;
  }

  private static @Nullable Occasion of(Event event, Seating state, List<Event> together) {
    return switch (event) {
      case Event.ReservationCancelled gone -> {
        Reservation promise = state.reservations().get(gone.reservation());
        yield promise == null || gone.by().equals(promise.person())
            ? null
            : new Occasion.SeatTakenBack(
                promise,
                why(together, gone.at(), gone.by(), next -> Why.ofSeat(next, promise.seat())));
      }
      case Event.RoomBookingCancelled gone -> {
        Booking promise = state.rooms().bookings().get(gone.booking());
        yield promise == null || gone.by().equals(promise.person())
            ? null
            : new Occasion.RoomTakenBack(
                promise,
                why(together, gone.at(), gone.by(), next -> Why.ofRoom(next, promise.room())));
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

  private static Why why(
      List<Event> together, Instant at, String by, Function<Event, @Nullable Why> told) {
    return together.stream()
        .filter(event -> event.at().equals(at))
        .map(told)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(() -> Why.by(by));
  }
}
