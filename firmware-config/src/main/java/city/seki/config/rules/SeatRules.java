package city.seki.config.rules;

import city.seki.config.model.City;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Directory.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows from a command: one method for each, pure and total.
 *
 * <p>Goals, the first before the second: nobody is ever left without an answer; the answer is the
 * one of the table in product.md §4; the office's policy is followed.
 *
 * <p>Never broken: one seat has at most one claim, one person has at most one claim, what time
 * brought about before the command comes before it in the events.
 *
 * <p>Example: A-03 is held by P until 17:15, and Q reserved it from 13:00. At 13:00:05 Q taps:
 * {@code Ended(A-03, P, RESERVATION, 13:00:00), Tapped(…), Claimed(A-03, Q), ReservationTaken(…)},
 * and the answer is {@code Granted(A-03, 17:15)}.
 */
public final class SeatRules {
  private SeatRules() {}

  /** What follows from that command in that state. */
  public static Decision decide(Seating state, Command command) {
    return switch (command) {
      case Command.Tap tap -> TapRules.decide(state, tap);
      case Command.PhoneTap tap -> TapRules.decide(state, tap);
      case Command.Reserve reserve -> ReservationRules.decide(state, reserve);
      case Command.CancelReservation cancel -> cancel(state, cancel);
      case Command.OfLottery lottery -> WishRules.decide(state, lottery);
      case Command.OfRoom room -> RoomRules.decide(state, room);
      case Command.OfKit kit -> KitRules.decide(state, kit);
      case Command.EndClaim end -> endClaim(state, end);
      case Command.TakeOutOfService out -> takeOut(state, out);
      case Command.PutIntoService in -> putBack(state, in);
      case Command.OfMeasure measure -> MeasureRules.decide(state, measure);
      case Command.SensePresence sensed -> sense(state, sensed);
      case Command.BlockCard block -> block(state, block);
      case Command.UnblockCard unblock -> unblock(state, unblock);
      case Command.LinkCard link -> link(state, link);
      case Command.Advance advance -> new Decision.Done(Due.everywhere(state, advance.at()));
      case Command.Reconfigure files -> reconfigure(state, files);
    };
  }

  /** Seats and rooms are promised under names of one kind. */
  private static Decision cancel(Seating state, Command.CancelReservation cancel) {
    Decision ofRoom = RoomRules.cancel(state, cancel);
    return ofRoom != null ? ofRoom : ReservationRules.decide(state, cancel);
  }

  private static Decision endClaim(Seating state, Command.EndClaim end) {
    List<Event> events = new ArrayList<>(Due.at(state, end.seat(), end.at()));
    Claim claim = state.applyAll(events).seat(end.seat()).claim();
    if (claim == null) {
      return new Decision.Refused(Refusal.NOTHING_TO_DO, events);
    }
    Instant at = Due.latest(end.at(), claim.since());
    events.add(
        new Event.Ended(end.seat(), claim.person(), EndReason.BY_STAFF, at, end.by(), end.note()));
    return new Decision.Done(events);
  }

  private static Decision takeOut(Seating state, Command.TakeOutOfService out) {
    if (state.city().seat(out.seat()) == null) {
      return new Decision.Refused(Refusal.UNKNOWN_SEAT, List.of());
    }
    Outage asked = out.outage();
    Instant from = Due.latest(asked.from(), out.at());
    if (asked.until() != null && !from.isBefore(asked.until())) {
      return new Decision.Refused(Refusal.PAST, List.of());
    }
    List<Event> events = new ArrayList<>(Due.at(state, out.seat(), out.at()));
    if (out.cancels()) {
      for (Reservation promise :
          state.applyAll(events).seat(out.seat()).promisedIn(from, asked.until())) {
        events.add(new Event.ReservationCancelled(promise.id(), out.by(), out.at()));
      }
    }
    Outage outage = new Outage(asked.reason(), asked.note(), from, asked.until());
    events.add(new Event.TakenOutOfService(out.seat(), outage, out.by(), out.at()));
    return new Decision.Done(events);
  }

  private static Decision putBack(Seating state, Command.PutIntoService in) {
    List<Event> events = new ArrayList<>(Due.at(state, in.seat(), in.at()));
    Outage outage = state.applyAll(events).seat(in.seat()).outage();
    if (outage == null) {
      return new Decision.Refused(Refusal.NOTHING_TO_DO, events);
    }
    events.add(new Event.PutIntoService(in.seat(), in.by(), in.at(), outage.from()));
    return new Decision.Done(events);
  }

  private static Decision sense(Seating state, Command.SensePresence sensed) {
    if (state.city().seat(sensed.seat()) == null) {
      return new Decision.Refused(Refusal.UNKNOWN_SEAT, List.of());
    }
    List<Event> events = new ArrayList<>(Due.at(state, sensed.seat(), sensed.at()));
    SeatState.Presence known = state.applyAll(events).seat(sensed.seat()).presence();
    boolean stale = known != null && sensed.at().isBefore(known.since());
    boolean present = sensed.occupancy() == Occupancy.OCCUPIED;
    if (sensed.occupancy() == Occupancy.UNKNOWN) {
      if (known != null && !stale) {
        events.add(new Event.PresenceLost(sensed.seat(), sensed.at()));
      }
    } else if (!stale && (known == null || known.present() != present)) {
      events.add(new Event.PresenceChanged(sensed.seat(), present, sensed.at()));
    }
    return new Decision.Done(events);
  }

  private static Decision block(Seating state, Command.BlockCard block) {
    if (state.cards().blocked().contains(block.card())) {
      return new Decision.Refused(Refusal.NOTHING_TO_DO, List.of());
    }
    String person = state.personOf(block.card());
    if (person == null) {
      return new Decision.Refused(Refusal.UNKNOWN_CARD, List.of());
    }
    SeatId seat = state.held().get(person);
    List<Event> events = new ArrayList<>();
    if (seat != null) {
      events.addAll(Due.at(state, seat, block.at()));
      Claim claim = state.applyAll(events).seat(seat).claim();
      if (claim != null) {
        Instant at = Due.latest(block.at(), claim.since());
        events.add(new Event.Ended(seat, person, EndReason.CARD_BLOCKED, at, block.by(), null));
      }
    }
    events.add(new Event.CardBlocked(block.card(), block.by(), block.at()));
    return new Decision.Done(events);
  }

  private static Decision unblock(Seating state, Command.UnblockCard unblock) {
    if (!state.cards().blocked().contains(unblock.card())) {
      return new Decision.Refused(Refusal.NOTHING_TO_DO, List.of());
    }
    return new Decision.Done(
        List.of(new Event.CardUnblocked(unblock.card(), unblock.by(), unblock.at())));
  }

  private static Decision link(Seating state, Command.LinkCard link) {
    String card = state.cards().cardOf(link.code());
    if (card == null) {
      return new Decision.Refused(Refusal.UNKNOWN_CARD, List.of());
    }
    String known = state.personOf(card);
    if (known != null && state.directory().person(known) != null) {
      return new Decision.Refused(Refusal.NOTHING_TO_DO, List.of()); // the roster has it by now
    }
    if (state.directory().person(link.person()) == null) {
      return new Decision.Refused(Refusal.UNKNOWN_PERSON, List.of());
    }
    return new Decision.Done(
        List.of(new Event.CardLinked(card, link.person(), link.by(), link.at())));
  }

  /** Claims and promises that the new files have no place or no hours for are ended. */
  private static Decision reconfigure(Seating state, Command.Reconfigure read) {
    City city = state.measures().on(read.city()).city();
    Command.Reconfigure files = new Command.Reconfigure(city, read.directory(), read.at());
    List<Event> events = new ArrayList<>(Due.everywhere(state, files.at()));
    Seating now = state.applyAll(events);
    now.held()
        .forEach(
            (person, seat) -> {
              EndReason reason = endedBy(files, person, seat);
              Claim claim = now.seat(seat).claim();
              if (reason != null && claim != null) {
                Instant at = Due.latest(files.at(), claim.since());
                events.add(new Event.Ended(seat, person, reason, at, null, null));
              }
            });
    for (Reservation reservation : now.reservations().values()) {
      Person person = files.directory().person(reservation.person());
      if (!fits(files.city(), person, reservation.seat()) || !isOpen(files.city(), reservation)) {
        events.add(new Event.ReservationCancelled(reservation.id(), "configuration", files.at()));
      }
    }
    return new Decision.Done(events);
  }

  private static @Nullable EndReason endedBy(
      Command.Reconfigure files, String person, SeatId seat) {
    if (!fits(files.city(), files.directory().person(person), seat)) {
      return EndReason.REMOVED;
    }
    Office office = files.city().office(seat.office());
    Seat place = files.city().seat(seat);
    return office != null
            && place != null
            && files.city().closing(office, place, files.at()) == null
        ? EndReason.AUTO_CLOSED
        : null;
  }

  /** Whether the seat may be used for at least a part of what was promised. */
  private static boolean isOpen(City city, Reservation promise) {
    Office office = city.office(promise.seat().office());
    LocalDate day = city.day(promise.from());
    Seat place = city.seat(promise.seat());
    OpeningHours hours = office == null || place == null ? null : city.hours(office, place, day);
    return hours != null
        && promise.from().isBefore(day.atTime(hours.closes()).atZone(city.timeZone()).toInstant())
        && promise.to().isAfter(day.atTime(hours.opens()).atZone(city.timeZone()).toInstant());
  }

  /**
   * Who taps by that command; null where nobody known does, or where no such reader is: such a tap
   * concerns no seat.
   */
  public static @Nullable String bearer(Seating state, Command.Tap tap) {
    String card = Command.digestOf(tap.card());
    if (card == null || !isPlace(state.city(), tap.office(), tap.reader())) {
      return null;
    }
    String person = state.personOf(card);
    return person == null || state.directory().person(person) == null ? null : person;
  }

  private static boolean fits(City city, @Nullable Person person, SeatId id) {
    Seat seat = city.seat(id);
    return seat != null && person != null && person.zones().contains(seat.zone());
  }

  /**
   * Whether a tap at that reader can be decided at all: the office, and the seat where one is
   * named, are in the city's files.
   */
  public static boolean isPlace(City city, String office, ReaderName reader) {
    Office place = city.office(office);
    return place != null
        && switch (reader) {
          case ReaderName.AtSeat at -> place.seat(at.seat()) != null;
          case ReaderName.Kiosk kiosk -> true;
        };
  }
}
