package city.seki.config.rules;

import city.seki.config.model.KitId;
import city.seki.config.model.Office;
import city.seki.config.model.Policy;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Directory.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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

  private TapRules() {}

  static Decision decide(Seating state, Command.Tap tap) {
    String reader = tap.reader().toString();
    SeatId seat =
        tap.reader() instanceof ReaderName.AtSeat at ? new SeatId(tap.office(), at.seat()) : null;
    if (!SeatRules.isPlace(state.city(), tap.office(), tap.reader())) {
      return told(tap, null, null, Answer.Denied.because(DenyReason.BAD_REQUEST, seat), false);
    }
    String card = Command.digestOf(tap.card());
    if (card == null) {
      return told(tap, null, null, Answer.Denied.because(DenyReason.RANDOM_ID, seat), false);
    }
    String id = state.personOf(card);
    Person person = id == null ? null : state.directory().person(id);
    KitId kit = id == null ? KitRules.kit(state, card) : null;
    if (kit != null) {
      return KitRules.decide(state, tap, card, kit);
    }
    String bearer = person == null ? card : person.id();
    boolean blocked = state.cards().blocked().contains(card);
    Answer repeated =
        tap.told() != null
            ? null
            : repeated(state, tap.office(), reader, bearer, blocked, tap.at());
    if (repeated != null) {
      return told(tap, person, card, repeated, true);
    }
    if (blocked && (person == null || tap.told() == null)) {
      return told(tap, person, card, Answer.Denied.because(DenyReason.CARD_BLOCKED, seat), false);
    }
    if (person == null) {
      String code = state.cards().codeOf(card);
      Answer unknown = new Answer.Denied(DenyReason.UNKNOWN_CARD, seat, null, code);
      return told(tap, null, card, unknown, false);
    }
    Asking asking =
        new Asking(
            tap.id(),
            tap.office(),
            reader,
            seat == null ? Source.KIOSK : Source.TAP,
            person,
            tap.at(),
            tap.told(),
            tap.unseen(),
            Asking.Check.ALL,
            null);
    if (tap.told() != null) {
      Answer.Denied barred = blocked ? Answer.Denied.because(DenyReason.CARD_BLOCKED, seat) : null;
      return ToldTaps.decide(state, asking, seat, tap.told(), barred);
    }
    return seat == null ? atKiosk(state, asking) : atSeat(state, asking, seat);
  }

  static Decision decide(Seating state, Command.PhoneTap tap) {
    String office = tap.seat().office();
    String reader = "phone:" + tap.seat().seat();
    Person person = state.directory().person(tap.person());
    boolean known = state.city().seat(tap.seat()) != null;
    if (person == null || !known) {
      DenyReason reason = known ? DenyReason.UNKNOWN_CARD : DenyReason.BAD_REQUEST;
      Answer answer = Answer.Denied.because(reason, tap.seat());
      return new Decision.Answered(
          answer,
          List.of(
              new Event.Tapped(
                  tap.id(), office, reader, null, null, tap.at(), answer, false, null, false)));
    }
    Asking asking =
        new Asking(
            tap.id(),
            office,
            reader,
            Source.PHONE,
            person,
            tap.at(),
            null,
            false,
            Asking.Check.ALL,
            null);
    Answer repeated = repeated(state, office, reader, person.id(), false, tap.at());
    return repeated != null
        ? answered(asking, repeated, List.of(), List.of(), true)
        : atSeat(state, asking, tap.seat());
  }

  static @Nullable Answer repeated(
      Seating state, String office, String reader, String bearer, boolean blocked, Instant at) {
    Seating.LastTap last = state.lastTap(office, reader);
    if (last == null || !last.bearer().equals(bearer)) {
      return null;
    }
    boolean again = Duration.between(last.at(), at).abs().compareTo(REPEAT) < 0;
    return again && holdsStill(state, bearer, blocked, last.answer()) ? last.answer() : null;
  }

  /**
   * Whether that answer is still true: an answer is not repeated to somebody who moved on, or whose
   * card was blocked, within the five seconds, for the light must not lie.
   */
  private static boolean holdsStill(Seating state, String person, boolean blocked, Answer answer) {
    SeatId held = state.held().get(person);
    return switch (answer) {
      case Answer.Granted a -> a.seat().equals(held);
      case Answer.Moved a -> a.seat().equals(held);
      case Answer.Assigned a -> a.seat().equals(held);
      case Answer.Released a -> !blocked && !a.seat().equals(held);
      case Answer.Lent a -> state.kits().loan(a.kit()) != null;
      case Answer.Returned a -> state.kits().loan(a.kit()) == null;
      case Answer.Denied a -> blocked == (a.reason() == DenyReason.CARD_BLOCKED);
    };
  }

  /** An answer that changes no seat; the card is told only where it belongs to nobody. */
  static Decision told(
      Command.Tap tap,
      @Nullable Person person,
      @Nullable String card,
      Answer answer,
      boolean repeated) {
    return new Decision.Answered(
        answer,
        List.of(
            new Event.Tapped(
                tap.id(),
                tap.office(),
                tap.reader().toString(),
                person == null ? null : person.id(),
                person == null ? card : null,
                tap.at(),
                answer,
                repeated,
                tap.told(),
                tap.unseen())));
  }

  static Decision answered(
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
            repeated,
            asking.told(),
            asking.unseen()));
    events.addAll(after);
    return new Decision.Answered(answer, events);
  }

  static Decision atSeat(Seating then, Asking asking, SeatId seat) {
    List<Event> due = dueBefore(then, asking, lookedAt(then, seat, asking.at()));
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
      return answered(asking, granted(seat, until(state, seat, claim)), due, List.of(), false);
    }
    Event end = new Event.Ended(seat, person, EndReason.RELEASED, asking.at(), null, null);
    return answered(asking, new Answer.Released(seat), due, List.of(end), false);
  }

  static boolean isLate(Seating state, SeatId held, Instant at) {
    Claim claim = state.seat(held).claim();
    return claim != null && at.isBefore(claim.since());
  }

  /** The first row of product.md §4's table that denies, null if none does. */
  static Answer.@Nullable Denied refusal(Seating state, Asking asking, SeatId id) {
    SeatState seat = state.seat(id);
    Office office = office(state, id.office());
    Seat place = place(state, id);
    Person person = asking.person();
    if (seat.claim() != null) {
      return Answer.Denied.because(DenyReason.SEAT_TAKEN, id);
    }
    if (asking.check() == Asking.Check.CLAIMS) {
      return null;
    }
    Reservation promise = seat.promised(asking.at(), office.policy().reservedBefore());
    if (promise != null && !promise.person().equals(person.id())) {
      return new Answer.Denied(DenyReason.RESERVED, id, promise.from(), null);
    }
    boolean all = asking.check() == Asking.Check.ALL;
    if (all && !person.zones().contains(place.zone())) {
      return Answer.Denied.because(DenyReason.NOT_ELIGIBLE, id);
    }
    if (all && state.city().closing(office, asking.at()) == null) {
      return Answer.Denied.because(DenyReason.OFFICE_CLOSED, id);
    }
    if (all && !state.city().isThere(office, place, asking.at())) {
      return Answer.Denied.because(DenyReason.OUT_OF_SERVICE, id);
    }
    if (Capacity.isFull(state, office, place, person.id(), asking.at())) {
      return Answer.Denied.because(DenyReason.CAPACITY, id);
    }
    return seat.isOut(asking.at()) ? Answer.Denied.because(DenyReason.OUT_OF_SERVICE, id) : null;
  }

  static Decision sitDown(
      Seating state, Asking asking, SeatId seat, @Nullable SeatId held, List<Event> due) {
    Person person = asking.person();
    Office office = office(state, seat.office());
    Instant closes = closes(state, office, place(state, seat), asking);
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

  static Decision atKiosk(Seating then, Asking asking) {
    Office office = office(then, asking.office());
    List<Event> due = dueBefore(then, asking, inOffice(office));
    Seating state = then.applyAll(due);
    SeatId held = state.held().get(asking.person().id());
    Claim claim = held == null ? null : state.seat(held).claim();
    if (held != null && claim != null) {
      if (asking.at().isBefore(claim.since())) {
        // Given out since: the seat that the person has now is the answer to this late tap too.
        Until until = until(state, held, claim);
        Answer had = new Answer.Assigned(held, until.at(), until.warnAt());
        return answered(asking, had, due, List.of(), false);
      }
      if (held.office().equals(office.id())) {
        return ownSeat(state, asking, held, claim, due);
      }
    }
    return switch (KioskChoice.choose(state, office, asking.person(), asking.at())) {
      case KioskChoice.Chosen chosen -> sitDown(state, asking, chosen.seat(), held, due);
      case KioskChoice.None none ->
          answered(asking, Answer.Denied.because(none.reason(), null), due, List.of(), false);
    };
  }

  /** What fell due before this tap at the seats that it looks at and at the one that is held. */
  static List<Event> dueBefore(Seating state, Asking asking, List<SeatId> seats) {
    SeatId held = state.held().get(asking.person().id());
    if (held == null || seats.contains(held)) {
      return Due.at(state, seats, asking.at());
    }
    List<SeatId> all = new ArrayList<>(seats);
    all.add(held);
    return Due.at(state, all, asking.at());
  }

  /** The seats that a tap at that one looks at: under a cap all of the office count. */
  static List<SeatId> lookedAt(Seating state, SeatId seat, Instant at) {
    Office office = office(state, seat.office());
    LocalDate day = state.city().day(at);
    return office.caps().stream().anyMatch(cap -> cap.on(day)) ? inOffice(office) : List.of(seat);
  }

  private static List<SeatId> inOffice(Office office) {
    return office.seats().keySet().stream().map(seat -> new SeatId(office.id(), seat)).toList();
  }

  record Until(Instant at, @Nullable Instant warnAt) {}

  /** The start of somebody else's reservation if there is one before {@code closes}, else that. */
  static Until until(Seating state, SeatId seat, String person, Instant at, Instant closes) {
    Policy policy = office(state, seat.office()).policy();
    Reservation next = state.seat(seat).nextOfOthers(person, at);
    return next == null || !next.from().isBefore(closes)
        ? new Until(closes, null)
        : new Until(next.from(), next.from().minus(policy.warnBefore()));
  }

  /** Until when a claim that is there already lasts. */
  static Until until(Seating state, SeatId seat, Claim claim) {
    return until(state, seat, claim.person(), claim.since(), state.closes(seat, claim));
  }

  static Answer.Granted granted(SeatId seat, Until until) {
    return new Answer.Granted(seat, until.at(), until.warnAt());
  }

  /** As it is on record, or as the files have it. */
  private static Instant closes(Seating state, Office office, Seat place, Asking asking) {
    if (asking.was() != null) {
      return asking.was().closes();
    }
    Instant closes = state.city().closing(office, place, asking.at());
    if (closes == null && asking.check() != Asking.Check.ALL) {
      return asking.at(); // the hours were changed since: it lasts no time at all
    }
    if (closes == null) {
      throw new IllegalStateException("office " + office.id() + " is closed at " + asking.at());
    }
    return closes;
  }

  static Office office(Seating state, String id) {
    Office office = state.city().office(id);
    if (office == null) {
      throw new IllegalStateException("there is no office " + id);
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
