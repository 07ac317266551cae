package city.seki.config.rules;

import city.seki.config.model.Cap;
import city.seki.config.model.Office;
import city.seki.config.model.Policy;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Directory.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A card at a reader, or a phone at a seat (product.md §4). Who it is comes first; then the table's
 * rows are looked at from the top to the bottom, and the first that fits is the answer.
 */
final class TapRules {
  /** The same card again within this time only repeats the last answer. */
  static final Duration REPEAT = Duration.ofSeconds(5);

  /** A tap whose bearer is known, with all that its rules look at. */
  private record Asking(
      TapId id, String office, String reader, Source source, Person person, Instant at) {}

  private TapRules() {}

  static Decision decide(Seating state, Command.Tap tap) {
    String reader = tap.reader().toString();
    SeatId seat =
        tap.reader() instanceof ReaderName.AtSeat at ? new SeatId(tap.office(), at.seat()) : null;
    if (!SeatRules.isPlace(state.city(), tap.office(), tap.reader())) {
      return denied(tap, null, null, Answer.Denied.because(DenyReason.BAD_REQUEST, seat));
    }
    String card = Command.digestOf(tap.card());
    if (card == null) {
      return denied(tap, null, null, Answer.Denied.because(DenyReason.RANDOM_ID, seat));
    }
    String id = state.personOf(card);
    Person person = id == null ? null : state.directory().person(id);
    Answer repeated =
        repeated(state, tap.office(), reader, person == null ? card : person.id(), tap.at());
    if (repeated != null) {
      return new Decision.Answered(
          repeated,
          List.of(
              new Event.Tapped(
                  tap.id(), tap.office(), reader, id, null, tap.at(), repeated, true)));
    }
    if (person == null) {
      String code = state.cards().codeOf(card);
      return denied(tap, null, card, new Answer.Denied(DenyReason.UNKNOWN_CARD, seat, null, code));
    }
    if (state.cards().blocked().contains(card)) {
      return denied(tap, id, null, Answer.Denied.because(DenyReason.CARD_BLOCKED, seat));
    }
    Source source = seat == null ? Source.KIOSK : Source.TAP;
    Asking asking = new Asking(tap.id(), tap.office(), reader, source, person, tap.at());
    return seat == null ? atKiosk(state, asking) : atSeat(state, asking, seat);
  }

  static Decision decide(Seating state, Command.PhoneTap tap) {
    Person person = state.directory().person(tap.person());
    if (person == null || state.city().seat(tap.seat()) == null) {
      DenyReason reason = person == null ? DenyReason.UNKNOWN_CARD : DenyReason.BAD_REQUEST;
      Answer answer = Answer.Denied.because(reason, tap.seat());
      return new Decision.Answered(
          answer,
          List.of(
              new Event.Tapped(
                  tap.id(), tap.seat().office(), "phone", null, null, tap.at(), answer, false)));
    }
    Asking asking =
        new Asking(
            tap.id(),
            tap.seat().office(),
            "phone:" + tap.seat().seat(),
            Source.PHONE,
            person,
            tap.at());
    Answer repeated = repeated(state, asking.office(), asking.reader(), person.id(), tap.at());
    return repeated != null
        ? answered(asking, repeated, List.of(), List.of(), true)
        : atSeat(state, asking, tap.seat());
  }

  private static @Nullable Answer repeated(
      Seating state, String office, String reader, String bearer, Instant at) {
    Seating.LastTap last = state.lastTap(office, reader);
    if (last == null || !last.bearer().equals(bearer)) {
      return null;
    }
    boolean again = Duration.between(last.at(), at).abs().compareTo(REPEAT) < 0;
    return again ? last.answer() : null;
  }

  private static Decision denied(
      Command.Tap tap, @Nullable String person, @Nullable String card, Answer.Denied answer) {
    return new Decision.Answered(
        answer,
        List.of(
            new Event.Tapped(
                tap.id(),
                tap.office(),
                tap.reader().toString(),
                person,
                card,
                tap.at(),
                answer,
                false)));
  }

  private static Decision answered(
      Asking asking, Answer answer, List<Event> before, List<Event> after, boolean repeated) {
    List<Event> events = new ArrayList<>(before);
    events.add(
        new Event.Tapped(
            asking.id(),
            asking.office(),
            asking.reader(),
            asking.person().id(),
            null,
            asking.at(),
            answer,
            repeated));
    events.addAll(after);
    return new Decision.Answered(answer, events);
  }

  private static Decision atSeat(Seating then, Asking asking, SeatId seat) {
    List<Event> due = dueBefore(then, asking, seat);
    Seating state = then.applyAll(due);
    Claim claim = state.seat(seat).claim();
    String person = asking.person().id();
    if (claim != null && claim.person().equals(person)) {
      return ownSeat(state, asking, seat, claim, due);
    }
    SeatId held = state.held().get(person);
    if (held != null && isLate(state, held, asking.at())) {
      // The person has sat down elsewhere since: whatever this late tap began is over already.
      return answered(asking, new Answer.Released(seat), due, List.of(), false);
    }
    Answer.Denied denied = refusal(state, asking, seat);
    if (denied != null) {
      return answered(asking, denied, due, List.of(), false);
    }
    return sitDown(state, asking, seat, held, due);
  }

  private static Decision ownSeat(
      Seating state, Asking asking, SeatId seat, Claim claim, List<Event> due) {
    String person = asking.person().id();
    if (asking.at().isBefore(claim.since())) {
      Until until = until(state, seat, person, claim.since(), claim.closes());
      return answered(asking, granted(seat, until), due, List.of(), false);
    }
    Event end = new Event.Ended(seat, person, EndReason.RELEASED, asking.at(), null, null);
    return answered(asking, new Answer.Released(seat), due, List.of(end), false);
  }

  private static boolean isLate(Seating state, SeatId held, Instant at) {
    Claim claim = state.seat(held).claim();
    return claim != null && at.isBefore(claim.since());
  }

  /** The first row of product.md §4's table that denies, null if none does. */
  private static Answer.@Nullable Denied refusal(Seating state, Asking asking, SeatId id) {
    SeatState seat = state.seat(id);
    Office office = office(state, id);
    Seat place = place(state, id);
    Person person = asking.person();
    if (seat.claim() != null) {
      return Answer.Denied.because(DenyReason.SEAT_TAKEN, id);
    }
    Reservation promise = seat.promised(asking.at(), office.policy().reservedBefore());
    if (promise != null && !promise.person().equals(person.id())) {
      return new Answer.Denied(DenyReason.RESERVED, id, promise.from(), null);
    }
    if (!person.zones().contains(place.zone())) {
      return Answer.Denied.because(DenyReason.NOT_ELIGIBLE, id);
    }
    if (state.city().closing(office, asking.at()) == null) {
      return Answer.Denied.because(DenyReason.OFFICE_CLOSED, id);
    }
    if (isFull(state, office, place, person.id(), asking.at())) {
      return Answer.Denied.because(DenyReason.CAPACITY, id);
    }
    return seat.outOfService() == null
        ? null
        : Answer.Denied.because(DenyReason.OUT_OF_SERVICE, id);
  }

  private static Decision sitDown(
      Seating state, Asking asking, SeatId seat, @Nullable SeatId held, List<Event> due) {
    Person person = asking.person();
    Office office = office(state, seat);
    Instant closes = closes(state, office, asking.at());
    List<Event> events = new ArrayList<>();
    if (held != null) {
      events.add(new Event.Ended(held, person.id(), EndReason.MOVED, asking.at(), null, null));
    }
    events.add(
        new Event.Claimed(
            seat, person.id(), person.department(), asking.source(), asking.at(), closes));
    Reservation own = state.seat(seat).promised(asking.at(), office.policy().reservedBefore());
    if (own != null) {
      events.add(new Event.ReservationTaken(own.id(), asking.at()));
    }
    Until until = until(state, seat, person.id(), asking.at(), closes);
    Answer answer;
    if (asking.source() == Source.KIOSK) {
      answer = new Answer.Assigned(seat, until.at(), until.warnAt());
    } else if (held != null) {
      answer = new Answer.Moved(seat, held, until.at(), until.warnAt());
    } else {
      answer = granted(seat, until);
    }
    return answered(asking, answer, due, events, false);
  }

  private static Decision atKiosk(Seating then, Asking asking) {
    List<Event> due = new ArrayList<>();
    Seating state = then;
    Office office = office(then, new SeatId(asking.office(), ""));
    for (String seat : office.seats().keySet()) {
      List<Event> here = Due.at(state, new SeatId(office.id(), seat), asking.at());
      due.addAll(here);
      state = state.applyAll(here);
    }
    SeatId held = state.held().get(asking.person().id());
    if (held != null && !held.office().equals(office.id())) {
      List<Event> there = Due.at(state, held, asking.at());
      due.addAll(there);
      state = state.applyAll(there);
      held = state.held().get(asking.person().id());
    }
    if (held != null && isLate(state, held, asking.at())) {
      return answered(asking, new Answer.Released(held), due, List.of(), false);
    }
    Claim claim = held == null ? null : state.seat(held).claim();
    if (held != null && claim != null && held.office().equals(office.id())) {
      return ownSeat(state, asking, held, claim, due);
    }
    return switch (KioskChoice.choose(state, office, asking.person(), asking.at())) {
      case KioskChoice.Chosen chosen -> sitDown(state, asking, chosen.seat(), held, due);
      case KioskChoice.None none ->
          answered(asking, Answer.Denied.because(none.reason(), null), due, List.of(), false);
    };
  }

  /** What fell due before this tap at the seat that is asked for and at the one that is held. */
  private static List<Event> dueBefore(Seating state, Asking asking, SeatId seat) {
    List<Event> due = Due.at(state, seat, asking.at());
    SeatId held = state.held().get(asking.person().id());
    if (held == null || held.equals(seat)) {
      return due;
    }
    List<Event> both = new ArrayList<>(due);
    both.addAll(Due.at(state, held, asking.at()));
    return both;
  }

  /** Whether a cap of the office, or of that seat's zone, leaves no room for one more person. */
  static boolean isFull(Seating state, Office office, Seat place, String person, Instant at) {
    for (Cap cap : office.caps()) {
      boolean holds = cap.zone() == null || cap.zone().equals(place.zone());
      if (holds
          && cap.on(state.city().day(at))
          && occupied(state, office, cap.zone(), person, at) >= cap.seats()) {
        return true;
      }
    }
    return false;
  }

  /** Seats held by, or promised from about now to, others than that person. */
  private static int occupied(
      Seating state, Office office, @Nullable String zone, String person, Instant at) {
    int occupied = 0;
    for (Seat place : office.seats().values()) {
      if (zone != null && !zone.equals(place.zone())) {
        continue;
      }
      SeatState seat = state.seat(new SeatId(office.id(), place.id()));
      Claim claim = seat.claim();
      Reservation promise = seat.promised(at, office.policy().reservedBefore());
      String by = claim != null ? claim.person() : promise != null ? promise.person() : person;
      if (!by.equals(person)) {
        occupied++;
      }
    }
    return occupied;
  }

  private record Until(Instant at, @Nullable Instant warnAt) {}

  private static Until until(
      Seating state, SeatId seat, String person, Instant at, Instant closes) {
    Policy policy = office(state, seat).policy();
    Reservation next = state.seat(seat).nextOfOthers(person, at);
    return next == null || !next.from().isBefore(closes)
        ? new Until(closes, null)
        : new Until(next.from(), next.from().minus(policy.warnBefore()));
  }

  private static Answer.Granted granted(SeatId seat, Until until) {
    return new Answer.Granted(seat, until.at(), until.warnAt());
  }

  private static Instant closes(Seating state, Office office, Instant at) {
    Instant closes = state.city().closing(office, at);
    if (closes == null) {
      throw new IllegalStateException("office " + office.id() + " is closed at " + at);
    }
    return closes;
  }

  private static Office office(Seating state, SeatId seat) {
    Office office = state.city().office(seat.office());
    if (office == null) {
      throw new IllegalStateException("there is no office " + seat.office());
    }
    return office;
  }

  private static Seat place(Seating state, SeatId id) {
    Seat place = state.city().seat(id);
    if (place == null) {
      throw new IllegalStateException("there is no seat " + id);
    }
    return place;
  }
}
