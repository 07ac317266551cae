package city.seki.config.rules;

import city.seki.config.model.Cap;
import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import city.seki.config.rules.Directory.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Promises of seats: who may have one, and when (product.md §3 and §5). */
public final class ReservationRules {
  /** The interval of a slot. */
  public record Interval(Instant from, Instant to) {}

  /**
   * From when to when a seat of a day may be reserved, by whoever reserves for oneself.
   *
   * @param opens at midnight of the first day on which it may
   * @param closes the last moment; null where it may be until its time is over
   */
  public record Days(Instant opens, @Nullable Instant closes) {}

  private ReservationRules() {}

  /** When a seat of that day may be reserved at that office. */
  public static Days days(City city, Office office, LocalDate day) {
    Policy policy = office.policy();
    return new Days(
        day.minusDays(policy.daysAhead()).atStartOfDay(city.timeZone()).toInstant(),
        policy.reserving().last(day, city.timeZone()));
  }

  /**
   * The interval that a slot has at that office on that day; null if the office is closed then or
   * does not offer the slot. {@link Slot#EXPLICIT} has none of its own.
   */
  public static @Nullable Interval interval(City city, Office office, LocalDate day, Slot slot) {
    OpeningHours hours = city.hours(office, day);
    Policy policy = office.policy();
    OpeningHours part =
        hours == null || !policy.slots().contains(slot) ? null : policy.slot(slot, hours);
    return part == null
        ? null
        : new Interval(
            day.atTime(part.opens()).atZone(city.timeZone()).toInstant(),
            day.atTime(part.closes()).atZone(city.timeZone()).toInstant());
  }

  static Decision decide(Seating then, Command.Reserve asked) {
    List<Event> events = new ArrayList<>(Due.everywhere(then, asked.at()));
    Seating state = then.applyAll(events);
    Refusal refusal = changed(state, asked);
    if (refusal != null) {
      return new Decision.Refused(refusal, events);
    }
    events.addAll(given(asked));
    // A slot that runs already is promised from now on: its grace cannot be over before it is made.
    Instant from = Due.latest(asked.from(), asked.at());
    Reservation reservation =
        new Reservation(asked.id(), asked.seat(), asked.person(), from, asked.to());
    events.add(new Event.Reserved(reservation, asked.by(), asked.at()));
    return new Decision.Done(events);
  }

  static Decision decide(Seating then, Command.CancelReservation asked) {
    Reservation reservation = then.reservations().get(asked.id());
    if (reservation == null) {
      return new Decision.Refused(Refusal.UNKNOWN_RESERVATION, List.of());
    }
    List<Event> events = new ArrayList<>(Due.at(then, reservation.seat(), asked.at()));
    if (!then.applyAll(events).reservations().containsKey(asked.id())) {
      return new Decision.Refused(Refusal.NOTHING_TO_DO, events);
    }
    events.add(new Event.ReservationCancelled(asked.id(), asked.by(), asked.at()));
    return new Decision.Done(events);
  }

  /** What is given up for that, in an order that depends on nothing else. */
  private static List<Event> given(Command.Reserve asked) {
    return asked.insteadOf().stream()
        .sorted()
        .<Event>map(id -> new Event.ReservationCancelled(id, asked.by(), asked.at()))
        .toList();
  }

  /**
   * Why that is refused, null if it is not, as if what is given up for it were gone already; in a
   * state to which all that is due was applied.
   */
  static @Nullable Refusal changed(Seating state, Command.Reserve asked) {
    for (String id : asked.insteadOf()) {
      Reservation given = state.reservations().get(id);
      if (given == null || !given.person().equals(asked.person())) {
        return Refusal.UNKNOWN_RESERVATION;
      }
    }
    return refusal(state.applyAll(given(asked)), asked);
  }

  /** Why that is refused, null if it is not; in a state to which all that is due was applied. */
  static @Nullable Refusal refusal(Seating state, Command.Reserve asked) {
    Refusal hard = hard(state, asked);
    Office office = state.city().office(asked.seat().office());
    Seat place = state.city().seat(asked.seat());
    Person person = state.directory().person(asked.person());
    return hard != null || office == null || place == null || person == null
        ? hard
        : FairRules.refusal(state, office, place, person, asked);
  }

  /** The same without what is fair among those who could have the seat. */
  static @Nullable Refusal hard(Seating state, Command.Reserve asked) {
    City city = state.city();
    Office office = city.office(asked.seat().office());
    Seat place = city.seat(asked.seat());
    Person person = state.directory().person(asked.person());
    if (office == null || place == null) {
      return Refusal.UNKNOWN_SEAT;
    }
    if (person == null) {
      return Refusal.UNKNOWN_PERSON;
    }
    if (!person.zones().contains(place.zone())) {
      return Refusal.NOT_ELIGIBLE;
    }
    Outage outage = state.seat(asked.seat()).outage();
    if (outage != null && outage.overlaps(asked.from(), asked.to())) {
      return Refusal.OUT_OF_SERVICE;
    }
    Refusal time = badTime(city, office, place, asked);
    if (time != null) {
      return time;
    }
    boolean drawn =
        FairRules.bind(office, asked)
            && Lottery.isOpen(state, office, city.day(asked.from()), asked.at());
    return drawn ? Refusal.LOTTERY : collision(state, office, place, asked);
  }

  /** Why nobody may have that place at that time; null if somebody may. */
  static @Nullable Refusal badTime(City city, Office office, Seat place, Command.Reserve asked) {
    LocalDate day = city.day(asked.from());
    OpeningHours hours = city.hours(office, day);
    if (!asked.to().isAfter(asked.at()) || !asked.from().isBefore(asked.to())) {
      return Refusal.PAST;
    }
    if (day.isAfter(city.day(asked.at()).plusDays(office.policy().daysAhead()))) {
      return Refusal.TOO_FAR_AHEAD;
    }
    if (!isWithin(hours, city, day, asked)) {
      return Refusal.OFFICE_CLOSED;
    }
    boolean there = isWithin(city.hours(office, place, day), city, day, asked);
    if (!there || !isOffered(city, office, day, asked)) {
      return Refusal.SLOT_NOT_OFFERED;
    }
    Instant last = office.policy().reserving().last(day, city.timeZone());
    return last != null && asked.at().isAfter(last) && FairRules.bind(office, asked)
        ? Refusal.TOO_LATE
        : null;
  }

  private static boolean isWithin(
      @Nullable OpeningHours hours, City city, LocalDate day, Command.Reserve asked) {
    return hours != null
        && !asked.from().isBefore(day.atTime(hours.opens()).atZone(city.timeZone()).toInstant())
        && !asked.to().isAfter(day.atTime(hours.closes()).atZone(city.timeZone()).toInstant());
  }

  private static boolean isOffered(City city, Office office, LocalDate day, Command.Reserve asked) {
    if (office.policy().slots().contains(Slot.EXPLICIT)) {
      return true;
    }
    Interval wanted = new Interval(asked.from(), asked.to());
    return office.policy().slots().stream()
        .anyMatch(slot -> wanted.equals(interval(city, office, day, slot)));
  }

  private static @Nullable Refusal collision(
      Seating state, Office office, Seat place, Command.Reserve asked) {
    SeatState seat = state.seat(asked.seat());
    Claim claim = seat.claim();
    Instant soon = asked.at().plus(office.policy().reservedBefore());
    if (claim != null && !claim.person().equals(asked.person()) && asked.from().isBefore(soon)) {
      return Refusal.SEAT_TAKEN;
    }
    if (seat.reservations().stream().anyMatch(r -> r.overlaps(asked.from(), asked.to()))) {
      return Refusal.RESERVED;
    }
    if (state.reservations().containsKey(asked.id())
        || state.reservations().values().stream()
            .anyMatch(
                r -> r.person().equals(asked.person()) && r.overlaps(asked.from(), asked.to()))) {
      return Refusal.ALREADY_RESERVED;
    }
    if (FairRules.bind(office, asked) && hasEnough(state, office, asked.person())) {
      return Refusal.TOO_MANY_AHEAD;
    }
    boolean full =
        asked.from().isBefore(soon)
            && Capacity.isFull(state, office, place, asked.person(), asked.at());
    return full || isFull(state, office, place, asked) ? Refusal.CAPACITY : null;
  }

  /** Whether that person has as many reservations ahead as the office allows. */
  static boolean hasEnough(Seating state, Office office, String person) {
    int most = office.policy().reserving().most();
    return most > 0
        && state.reservations().values().stream()
                .filter(r -> r.person().equals(person))
                .filter(r -> r.seat().office().equals(office.id()))
                .count()
            >= most;
  }

  private static boolean isFull(Seating state, Office office, Seat place, Command.Reserve asked) {
    for (Cap cap : office.caps()) {
      if (!cap.on(state.city().day(asked.from()))
          || (cap.zone() != null && !cap.zone().equals(place.zone()))) {
        continue;
      }
      if (room(state, office, cap, asked.from(), asked.to()) == 0) {
        return true;
      }
    }
    return false;
  }

  /** How many more may be promised under that cap for that time. */
  static long room(Seating state, Office office, Cap cap, Instant from, Instant to) {
    List<Reservation> promised =
        state.reservations().values().stream()
            .filter(r -> r.seat().office().equals(office.id()))
            .filter(r -> cap.zone() == null || cap.zone().equals(zone(state, r.seat())))
            .filter(r -> r.overlaps(from, to))
            .toList();
    return Math.max(0, cap.seats() - mostAtOnce(promised, from));
  }

  /** How many of those run at once at most, from that moment on; the peak is where one starts. */
  static long mostAtOnce(List<Reservation> promised, Instant start) {
    long most = 0;
    for (Reservation reservation : promised) {
      Instant at = Due.latest(reservation.from(), start);
      long running =
          promised.stream().filter(r -> !r.from().isAfter(at) && r.to().isAfter(at)).count();
      most = Math.max(most, running);
    }
    return most;
  }

  static String zone(Seating state, SeatId id) {
    Seat seat = state.city().seat(id);
    return seat == null ? "" : seat.zone();
  }
}
