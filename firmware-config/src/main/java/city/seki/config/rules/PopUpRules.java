package city.seki.config.rules;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.SeatId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pop-up offices made and ended by facilities. One that is made takes back the bookings of its room
 * in its half days; one that is ended before its time takes back what is promised of its seats, and
 * whoever sits there has to go. When its time is over nobody has to do anything.
 */
public final class PopUpRules {
  private PopUpRules() {}

  static Decision open(Seating then, Command.OpenPopUp asked) {
    PopUp popUp = asked.popUp().notBefore(then.city().day(asked.at()));
    Refusal refusal = refusal(then, popUp, asked.at());
    if (refusal != null) {
      return new Decision.Refused(refusal, List.of());
    }
    List<Event> events = new ArrayList<>(Due.everywhere(then, asked.at()));
    bookings(then, popUp, asked.at())
        .forEach(b -> events.add(new Event.RoomBookingCancelled(b.id(), asked.by(), asked.at())));
    events.add(new Event.PopUpOpened(popUp, asked.by(), asked.at()));
    return new Decision.Done(events);
  }

  /** Why that pop-up office cannot be made at that moment, null if it can. */
  public static @Nullable Refusal refusal(Seating state, PopUp popUp, Instant at) {
    City city = state.city();
    Office office = city.office(popUp.room().office());
    if (office == null || state.measures().knows(popUp.id())) {
      return Refusal.NOTHING_TO_DO;
    }
    if (office.rooms().stream().noneMatch(room -> room.id().equals(popUp.room().room()))) {
      return Refusal.UNKNOWN_ROOM;
    }
    if (popUp.to().isBefore(city.day(at))) {
      return Refusal.PAST;
    }
    if (popUp.days(city).isEmpty()) {
      return Refusal.OFFICE_CLOSED;
    }
    if (popUp.isOver(city, at)) {
      return Refusal.PAST;
    }
    List<PopUp> others =
        state.measures().popUps().values().stream()
            .map(Event.PopUpOpened::popUp)
            .filter(other -> other.overlaps(popUp, city))
            .toList();
    if (others.stream().anyMatch(other -> other.room().equals(popUp.room()))) {
      return Refusal.ROOM_TAKEN;
    }
    return hasNames(popUp, office, others) ? null : Refusal.NAMES_TAKEN;
  }

  private static boolean hasNames(PopUp popUp, Office office, List<PopUp> others) {
    Set<String> taken = new HashSet<>(office.lasting().seats().keySet());
    others.stream()
        .filter(other -> other.room().office().equals(office.id()))
        .forEach(other -> taken.addAll(other.names()));
    return popUp.names().stream().noneMatch(taken::contains);
  }

  /** The bookings of its room that it takes back, the earliest first. */
  public static List<Booking> bookings(Seating state, PopUp popUp, Instant at) {
    List<PopUp.Window> windows = popUp.windows(state.city());
    return state.rooms().bookings(popUp.room(), at).stream()
        .filter(b -> windows.stream().anyMatch(w -> w.overlaps(b.from(), b.to())))
        .toList();
  }

  /** The pop-up office that has that room within that time, null if none has. */
  static @Nullable PopUp at(Seating state, Command.BookRoom asked) {
    return state.measures().popUps().values().stream()
        .map(Event.PopUpOpened::popUp)
        .filter(popUp -> popUp.room().equals(asked.room()))
        .filter(
            popUp ->
                popUp.windows(state.city()).stream()
                    .anyMatch(w -> w.overlaps(asked.from(), asked.to())))
        .findFirst()
        .orElse(null);
  }

  /** It is over from now on. */
  static Decision end(Seating then, PopUp popUp, Command.LiftMeasure asked) {
    List<Event> events = new ArrayList<>(Due.everywhere(then, asked.at()));
    Seating state = then.applyAll(events);
    for (Reservation promise : promised(state, popUp, asked.at())) {
      events.add(new Event.ReservationCancelled(promise.id(), asked.by(), asked.at()));
    }
    events.add(new Event.MeasureLifted(popUp.id(), popUp.room().office(), asked.by(), asked.at()));
    if (isNow(state, popUp, asked.at())) {
      for (SeatId seat : seats(popUp)) {
        Claim claim = state.seat(seat).claim();
        if (claim != null) {
          Instant at = Due.latest(asked.at(), claim.since());
          events.add(
              new Event.Ended(
                  seat, claim.person(), EndReason.BY_STAFF, at, asked.by(), popUp.note()));
        }
      }
    }
    return new Decision.Done(events);
  }

  /** What is promised of its seats from that moment on, the earliest first. */
  public static List<Reservation> promised(Seating state, PopUp popUp, Instant at) {
    List<PopUp.Window> windows = popUp.windows(state.city());
    Set<SeatId> seats = new HashSet<>(seats(popUp));
    return state.reservations().values().stream()
        .filter(r -> seats.contains(r.seat()) && r.to().isAfter(at))
        .filter(r -> windows.stream().anyMatch(w -> w.overlaps(r.from(), r.to())))
        .sorted(Comparator.comparing(Reservation::from).thenComparing(Reservation::id))
        .toList();
  }

  /** How many people sit at its seats at that moment. */
  public static int people(Seating state, PopUp popUp, Instant at) {
    return isNow(state, popUp, at)
        ? (int) seats(popUp).stream().filter(s -> state.seat(s).claim() != null).count()
        : 0;
  }

  private static boolean isNow(Seating state, PopUp popUp, Instant at) {
    return popUp.windows(state.city()).stream()
        .anyMatch(w -> !w.from().isAfter(at) && w.to().isAfter(at));
  }

  private static List<SeatId> seats(PopUp popUp) {
    return popUp.names().stream().map(name -> new SeatId(popUp.room().office(), name)).toList();
  }
}
