package city.seki.config.rules;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.RoomId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What follows from what is told of rooms and devices, and who may book a room (product.md §7). The
 * ledger has changes only: the same word again changes nothing.
 */
final class RoomRules {
  private RoomRules() {}

  static Decision decide(Seating state, Command.OfRoom command) {
    return switch (command) {
      case Command.SenseRoom sensed -> sense(state, sensed);
      case Command.SeeDevice seen -> see(state, seen);
      case Command.BookRoom book -> book(state, book);
    };
  }

  private static Decision sense(Seating state, Command.SenseRoom sensed) {
    if (!isRoom(state.city(), sensed.room())) {
      return new Decision.Refused(Refusal.UNKNOWN_ROOM, List.of());
    }
    Rooms.RoomState known = state.rooms().rooms().get(sensed.room());
    if (known == null || known.occupancy() != sensed.occupancy()) {
      return known != null && sensed.since().isBefore(known.since())
          ? new Decision.Done(List.of()) // overtaken by what is known already
          : changed(sensed, known == null ? sensed.since() : notBefore(sensed.since(), known));
    }
    return Objects.equals(known.people(), sensed.people())
        ? new Decision.Done(List.of())
        : changed(sensed, notBefore(sensed.at(), known));
  }

  /** The changes of a room follow each other, however wrong the clock of its unit is. */
  private static Instant notBefore(Instant at, Rooms.RoomState known) {
    return Due.latest(at, known.changed());
  }

  private static Decision changed(Command.SenseRoom sensed, Instant at) {
    return new Decision.Done(
        List.of(new Event.RoomChanged(sensed.room(), sensed.occupancy(), sensed.people(), at)));
  }

  private static Decision see(Seating state, Command.SeeDevice seen) {
    Rooms.DeviceSeen known = state.rooms().devices().get(seen.device());
    boolean same = known != null && known.state() == seen.state();
    boolean stale = known != null && seen.at().isBefore(known.since());
    return same || stale
        ? new Decision.Done(List.of())
        : new Decision.Done(
            List.of(new Event.DeviceChanged(seen.device(), seen.state(), seen.at())));
  }

  private static Decision book(Seating state, Command.BookRoom asked) {
    Refusal refusal = refusal(state, asked);
    return refusal != null
        ? new Decision.Refused(refusal, List.of())
        : new Decision.Done(
            List.of(
                new Event.RoomBooked(
                    new Booking(
                        asked.id(),
                        asked.room(),
                        asked.person(),
                        Due.latest(asked.from(), asked.at()),
                        asked.to()),
                    asked.by(),
                    asked.at())));
  }

  /** The booking is no longer needed; null if there is none of that name. */
  static @Nullable Decision cancel(Seating state, Command.CancelReservation asked) {
    Booking booking = state.rooms().bookings().get(asked.id());
    if (booking == null) {
      return null;
    }
    return booking.to().isAfter(asked.at())
        ? new Decision.Done(
            List.of(new Event.RoomBookingCancelled(asked.id(), asked.by(), asked.at())))
        : new Decision.Refused(Refusal.NOTHING_TO_DO, List.of());
  }

  private static @Nullable Refusal refusal(Seating state, Command.BookRoom asked) {
    City city = state.city();
    Office office = city.office(asked.room().office());
    if (office == null || !isRoom(city, asked.room())) {
      return Refusal.UNKNOWN_ROOM;
    }
    if (state.directory().person(asked.person()) == null) {
      return Refusal.UNKNOWN_PERSON;
    }
    LocalDate day = city.day(asked.from());
    if (!asked.to().isAfter(asked.at()) || !asked.from().isBefore(asked.to())) {
      return Refusal.PAST;
    }
    if (day.isAfter(city.day(asked.at()).plusDays(office.policy().daysAhead()))) {
      return Refusal.TOO_FAR_AHEAD;
    }
    OpeningHours hours = city.hours(office, day);
    if (hours == null
        || asked.from().isBefore(day.atTime(hours.opens()).atZone(city.timeZone()).toInstant())
        || asked.to().isAfter(day.atTime(hours.closes()).atZone(city.timeZone()).toInstant())) {
      return Refusal.OFFICE_CLOSED;
    }
    if (state.rooms().bookings().containsKey(asked.id())
        || state.reservations().containsKey(asked.id())) {
      return Refusal.ALREADY_RESERVED;
    }
    boolean taken =
        state.rooms().bookings(asked.room(), asked.at()).stream()
            .anyMatch(b -> b.overlaps(asked.from(), asked.to()));
    if (taken) {
      return Refusal.RESERVED;
    }
    return PopUpRules.at(state, asked) == null ? null : Refusal.ROOM_TAKEN;
  }

  private static boolean isRoom(City city, RoomId id) {
    Office office = city.office(id.office());
    return office != null && office.rooms().stream().anyMatch(r -> r.id().equals(id.room()));
  }
}
