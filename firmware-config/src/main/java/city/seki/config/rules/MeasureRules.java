package city.seki.config.rules;

import city.seki.config.model.City;
import city.seki.config.model.SeatId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Offices closed and capped by facilities, at once and for some days. A closed office has no
 * promises: those of its seats and rooms are taken back, and whoever sits there now has to go. A
 * cap takes nothing back: who comes first gets in.
 */
public final class MeasureRules {
  /**
   * What a measure would hit.
   *
   * @param people who sit there now and would have to go
   * @param reservations of seats, that would be taken back
   * @param bookings of rooms, that would be taken back
   * @param full days on which more is promised at once than the cap allows, with how many
   */
  public record Hits(
      int people,
      List<Reservation> reservations,
      List<Booking> bookings,
      Map<LocalDate, Long> full) {}

  private MeasureRules() {}

  static Decision decide(Seating then, Command.OfMeasure command) {
    return switch (command) {
      case Command.TakeMeasure take -> take(then, take);
      case Command.OpenPopUp open -> PopUpRules.open(then, open);
      case Command.LiftMeasure lift -> lift(then, lift);
    };
  }

  private static Decision take(Seating then, Command.TakeMeasure asked) {
    City city = then.city();
    LocalDate today = city.day(asked.at());
    Measure wanted = asked.measure();
    if (city.office(wanted.office()) == null || then.measures().knows(wanted.id())) {
      return new Decision.Refused(Refusal.NOTHING_TO_DO, List.of());
    }
    if (wanted.isOver(today)) {
      return new Decision.Refused(Refusal.PAST, List.of());
    }
    Measure measure = wanted.notBefore(today);
    List<Event> events = new ArrayList<>(Due.everywhere(then, asked.at()));
    Seating state = then.applyAll(events);
    Hits hits = hits(state, measure, asked.at());
    hits.reservations()
        .forEach(r -> events.add(new Event.ReservationCancelled(r.id(), asked.by(), asked.at())));
    hits.bookings()
        .forEach(b -> events.add(new Event.RoomBookingCancelled(b.id(), asked.by(), asked.at())));
    events.add(new Event.MeasureTaken(measure, asked.by(), asked.at()));
    if (measure.isClosure() && measure.isOn(today)) {
      for (SeatId seat : seats(state, measure)) {
        Claim claim = state.seat(seat).claim();
        if (claim != null) {
          Instant at = Due.latest(asked.at(), claim.since());
          events.add(
              new Event.Ended(
                  seat, claim.person(), EndReason.BY_STAFF, at, asked.by(), measure.note()));
        }
      }
    }
    return new Decision.Done(events);
  }

  private static Decision lift(Seating state, Command.LiftMeasure asked) {
    Event.PopUpOpened made = state.measures().popUps().get(asked.id());
    if (made != null && !made.popUp().isOver(state.city(), asked.at())) {
      return PopUpRules.end(state, made.popUp(), asked);
    }
    Event.MeasureTaken taken = state.measures().taken().get(asked.id());
    return taken == null || taken.measure().isOver(state.city().day(asked.at()))
        ? new Decision.Refused(Refusal.NOTHING_TO_DO, List.of())
        : new Decision.Done(
            List.of(new Event.MeasureLifted(asked.id(), taken.office(), asked.by(), asked.at())));
  }

  private static List<SeatId> seats(Seating state, Measure measure) {
    return state.seats().keySet().stream()
        .filter(seat -> seat.office().equals(measure.office()))
        .sorted(Comparator.comparing(SeatId::seat))
        .toList();
  }

  /** What that measure would hit, asked at that moment. */
  public static Hits hits(Seating state, Measure measure, Instant at) {
    City city = state.city();
    List<Reservation> promised =
        state.reservations().values().stream()
            .filter(r -> r.seat().office().equals(measure.office()))
            .filter(r -> r.to().isAfter(at) && measure.isOn(city.day(r.from())))
            .sorted(Comparator.comparing(Reservation::from).thenComparing(Reservation::id))
            .toList();
    if (!measure.isClosure()) {
      return new Hits(0, List.of(), List.of(), full(state, measure, promised));
    }
    List<Booking> bookings =
        state.rooms().bookings().values().stream()
            .filter(b -> b.room().office().equals(measure.office()))
            .filter(b -> b.to().isAfter(at) && measure.isOn(city.day(b.from())))
            .sorted(Comparator.comparing(Booking::from).thenComparing(Booking::id))
            .toList();
    boolean now = measure.isOn(city.day(at));
    long people =
        now ? seats(state, measure).stream().filter(s -> state.seat(s).claim() != null).count() : 0;
    return new Hits(Math.toIntExact(people), promised, bookings, Map.of());
  }

  private static Map<LocalDate, Long> full(
      Seating state, Measure measure, List<Reservation> promised) {
    Map<LocalDate, List<Reservation>> days = new TreeMap<>();
    for (Reservation r : promised) {
      if (measure.zone() == null || measure.zone().equals(ReservationRules.zone(state, r.seat()))) {
        days.computeIfAbsent(state.city().day(r.from()), _ -> new ArrayList<>()).add(r);
      }
    }
    Map<LocalDate, Long> full = new TreeMap<>();
    days.forEach(
        (day, those) -> {
          long most = ReservationRules.mostAtOnce(those, Instant.MIN);
          if (measure.people() != null && most > measure.people()) {
            full.put(day, most);
          }
        });
    return full;
  }
}
