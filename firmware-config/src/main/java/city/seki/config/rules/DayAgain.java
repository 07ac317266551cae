package city.seki.config.rules;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Asking.Check;
import city.seki.config.rules.Directory.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules for a day that is run again from its morning, because a tap of it became known late
 * (product.md §6). Facts are what people did and saw: taps with the answers that were seen,
 * promises given and cancelled, claims ended by somebody. What followed from them is worked out
 * anew.
 *
 * <p>Constraint: the outcome depends on the facts alone, never on the order in which they became
 * known. So a tap that nobody told its bearer about is decided anew each time; one whose light was
 * seen stands, whatever the files say by now; and a kiosk never chooses a second time.
 */
public final class DayAgain {
  private DayAgain() {}

  /** What follows from that tap. */
  public static Decision.Answered decide(Seating state, KnownTap known) {
    Event.Tapped t = known.tapped();
    boolean kiosk = t.reader().startsWith("kiosk:");
    SeatId seat =
        kiosk ? null : new SeatId(t.office(), t.reader().substring(t.reader().indexOf(':') + 1));
    Answer said = t.told();
    if (said == null && !known.first() && (kiosk || !t.unseen())) {
      said = t.answer();
    }
    Asking asking = asking(state, known, kiosk, said);
    Decision decision;
    if (said != null) {
      decision = ToldTaps.decide(state, asking, seat, said, known.barred());
    } else {
      decision = undecided(state, asking, seat, known);
    }
    if (decision instanceof Decision.Answered answered) {
      return answered;
    }
    throw new IllegalStateException("tap " + t.tap() + " got no answer");
  }

  private static Decision undecided(
      Seating state, Asking asking, @Nullable SeatId seat, KnownTap known) {
    Answer repeated =
        TapRules.repeated(
            state, asking.office(), asking.reader(), known.person(), false, asking.at());
    if (repeated != null) {
      return TapRules.answered(asking, repeated, List.of(), List.of(), true);
    }
    if (known.barred() != null) {
      return TapRules.answered(asking, known.barred(), List.of(), List.of(), false);
    }
    return seat == null ? TapRules.atKiosk(state, asking) : TapRules.atSeat(state, asking, seat);
  }

  private static Asking asking(
      Seating state, KnownTap known, boolean kiosk, @Nullable Answer said) {
    Event.Tapped t = known.tapped();
    ClaimRecord was = known.was();
    Person listed = state.directory().person(known.person());
    List<String> zones = listed == null ? List.of() : listed.zones();
    String department = listed == null ? "" : listed.department();
    boolean needs = listed != null && listed.needsAccessible();
    Person person =
        new Person(known.person(), was == null ? department : was.department(), zones, needs);
    Source source =
        kiosk ? Source.KIOSK : t.reader().startsWith("phone:") ? Source.PHONE : Source.TAP;
    return new Asking(
        t.tap(),
        t.office(),
        t.reader(),
        source,
        person,
        t.at(),
        t.told(),
        t.unseen(),
        check(known, said),
        was);
  }

  private static Check check(KnownTap known, @Nullable Answer said) {
    if (known.first()) {
      return Check.ALL;
    }
    if (said != null && known.tapped().told() == null) {
      return Check.CLAIMS;
    }
    // A row that others can change hid the rows below it: they were never looked at.
    return known.tapped().answer() instanceof Answer.Denied ? Check.ALL : Check.OTHERS;
  }

  /**
   * That tap with the answer that its bearer should hear: whoever may sit is also told of a promise
   * that was given after the tap, and before the hub knew of it.
   */
  public static Event.Tapped heard(Seating now, Event.Tapped tapped) {
    return new Event.Tapped(
        tapped.tap(),
        tapped.office(),
        tapped.reader(),
        tapped.person(),
        tapped.card(),
        tapped.at(),
        heard(now, tapped.answer(), String.valueOf(tapped.person()), tapped.at()),
        tapped.repeated(),
        tapped.told(),
        tapped.unseen());
  }

  private static Answer heard(Seating now, Answer answer, String person, Instant at) {
    return switch (answer) {
      case Answer.Granted a -> {
        TapRules.Until until = TapRules.until(now, a.seat(), person, at, a.until());
        yield until.warnAt() == null ? a : TapRules.granted(a.seat(), until);
      }
      case Answer.Moved a -> {
        TapRules.Until until = TapRules.until(now, a.seat(), person, at, a.until());
        yield until.warnAt() == null
            ? a
            : new Answer.Moved(a.seat(), a.from(), until.at(), until.warnAt());
      }
      case Answer.Assigned a -> {
        TapRules.Until until = TapRules.until(now, a.seat(), person, at, a.until());
        yield until.warnAt() == null
            ? a
            : new Answer.Assigned(a.seat(), until.at(), until.warnAt());
      }
      case Answer.Released a -> a;
      case Answer.Lent a -> a;
      case Answer.Returned a -> a;
      case Answer.Denied a -> a;
    };
  }

  /** Whether that answer bars a tap for good: nothing that other people do can change it. */
  public static Answer.@Nullable Denied barring(Answer answer) {
    if (!(answer instanceof Answer.Denied denied)) {
      return null;
    }
    return switch (denied.reason()) {
      case BAD_REQUEST,
          RANDOM_ID,
          UNKNOWN_CARD,
          CARD_BLOCKED,
          NOT_ELIGIBLE,
          OFFICE_CLOSED,
          KIOSK_ONLY,
          CARD_FIRST ->
          denied;
      case SEAT_TAKEN, RESERVED, CAPACITY, OUT_OF_SERVICE -> null;
    };
  }

  /** A claim was ended by somebody: it is, if that person still has it. */
  public static List<Event> decide(Seating then, Event.Ended end) {
    List<Event> events = new ArrayList<>(Due.at(then, end.seat(), end.at()));
    Claim claim = then.applyAll(events).seat(end.seat()).claim();
    if (claim != null && claim.person().equals(end.person())) {
      Instant at = Due.latest(end.at(), claim.since());
      events.add(new Event.Ended(end.seat(), end.person(), end.reason(), at, end.by(), end.note()));
    }
    return events;
  }

  /** A person's card was blocked: what the person has is given back. */
  public static List<Event> blocked(Seating then, String person, Event.CardBlocked blocked) {
    SeatId seat = then.held().get(person);
    return seat == null
        ? List.of()
        : decide(
            then,
            new Event.Ended(
                seat, person, EndReason.CARD_BLOCKED, blocked.at(), blocked.by(), null));
  }

  /**
   * A promise was given. One that is in its way counts as kept: else the hub would not have given
   * this one.
   */
  public static List<Event> decide(Seating then, Event.Reserved reserved) {
    Reservation added = reserved.reservation();
    List<SeatId> seats = new ArrayList<>(List.of(added.seat()));
    for (Reservation other : then.reservations().values()) {
      if (other.person().equals(added.person()) && !seats.contains(other.seat())) {
        seats.add(other.seat());
      }
    }
    List<Event> events = new ArrayList<>(Due.at(then, seats, reserved.at()));
    Seating state = then.applyAll(events);
    for (SeatId seat : seats) {
      for (Reservation other : state.seat(seat).reservations()) {
        boolean same = other.seat().equals(added.seat()) || other.person().equals(added.person());
        if (same && other.overlaps(added.from(), added.to())) {
          events.add(new Event.ReservationTaken(other.id(), reserved.at()));
        }
      }
    }
    if (then.applyAll(events).reservations().containsKey(added.id())) {
      events.add(new Event.ReservationTaken(added.id(), reserved.at()));
    }
    events.add(reserved);
    return events;
  }

  /** A promise was cancelled: it is, if it was still open. */
  public static List<Event> decide(
      Seating then, Reservation reservation, Event.ReservationCancelled cancelled) {
    List<Event> events = new ArrayList<>(Due.at(then, reservation.seat(), cancelled.at()));
    if (then.applyAll(events).reservations().containsKey(reservation.id())) {
      events.add(cancelled);
    }
    return events;
  }

  /** What time alone brings about at those seats. */
  public static List<Event> due(Seating state, Collection<SeatId> seats, Instant now) {
    return Due.at(state, seats, now);
  }
}
