package city.seki.config.rules;

import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Taps whose light was seen already: the light that a person saw is a fact (product.md §6).
 *
 * <ul>
 *   <li>Told a seat: the claim begins at the tap, or goes on if the person has that very seat. If
 *       it cannot begin, that is a conflict: a claim of no length is put on record.
 *   <li>Told that the seat is left: the claim on it ends, if there is one; none begins.
 *   <li>Told no: none begins.
 * </ul>
 *
 * <p>Example: alone, a unit grants A-03 to Q at 9:05, but the hub had given it to P at 9:00: {@code
 * Tapped(…, Denied(SEAT_TAKEN), told Granted(A-03)), Corrected(null, A-03 by Q from 9:05 to 9:05,
 * conflict)}. P keeps the seat.
 */
final class ToldTaps {
  private ToldTaps() {}

  /**
   * What follows from such a tap.
   *
   * @param seat the reader's seat, null at a kiosk
   * @param barred why nothing can begin whatever the seats are like, null if something can
   */
  static Decision decide(
      Seating state,
      Asking asking,
      @Nullable SeatId seat,
      Answer told,
      Answer.@Nullable Denied barred) {
    return switch (told) {
      case Answer.Granted a -> begin(state, asking, seat == null ? a.seat() : seat, barred);
      case Answer.Moved a -> begin(state, asking, seat == null ? a.seat() : seat, barred);
      case Answer.Assigned a -> begin(state, asking, seat == null ? a.seat() : seat, barred);
      case Answer.Released a -> end(state, asking, seat == null ? a.seat() : seat);
      case Answer.Lent a -> TapRules.answered(asking, a, List.of(), List.of(), false);
      case Answer.Returned a -> TapRules.answered(asking, a, List.of(), List.of(), false);
      case Answer.Denied a -> TapRules.answered(asking, a, List.of(), List.of(), false);
    };
  }

  private static Decision begin(
      Seating then, Asking asking, SeatId seat, Answer.@Nullable Denied barred) {
    if (then.city().seat(seat) == null) {
      Answer unknown = Answer.Denied.because(DenyReason.BAD_REQUEST, seat);
      return TapRules.answered(asking, unknown, List.of(), List.of(), false);
    }
    String person = asking.person().id();
    List<SeatId> looked = TapRules.lookedAt(then, seat, asking.at());
    List<Event> due = TapRules.dueBefore(then, asking, looked);
    Seating state = then.applyAll(due);
    Claim claim = state.seat(seat).claim();
    if (claim != null && claim.person().equals(person)) {
      return TapRules.answered(asking, goesOn(state, asking, seat, claim), due, List.of(), false);
    }
    SeatId held = state.held().get(person);
    if (held != null && TapRules.isLate(state, held, asking.at())) {
      // Sat down elsewhere since, and nobody runs the day again: what this began is over already.
      return TapRules.answered(asking, new Answer.Released(seat), due, List.of(), false);
    }
    Answer.Denied denied = barred != null ? barred : TapRules.refusal(state, asking, seat);
    if (denied != null) {
      Event conflict =
          new Event.Corrected(null, conflict(state, asking, seat), asking.id(), asking.at());
      return TapRules.answered(asking, denied, due, List.of(conflict), false);
    }
    List<Event> before = new ArrayList<>(due);
    before.addAll(keptPromise(state, asking, seat));
    return TapRules.sitDown(then.applyAll(before), asking, seat, held, before);
  }

  private static Answer goesOn(Seating state, Asking asking, SeatId seat, Claim claim) {
    TapRules.Until until = TapRules.until(state, seat, claim);
    return asking.source() == Source.KIOSK
        ? new Answer.Assigned(seat, until.at(), until.warnAt())
        : TapRules.granted(seat, until);
  }

  /**
   * The hub gave the seat away though somebody else is promised it now: by what was known then that
   * promise was kept already, and so it remains.
   */
  private static List<Event> keptPromise(Seating state, Asking asking, SeatId seat) {
    Office office = TapRules.office(state, seat.office());
    Reservation promise = state.seat(seat).promised(asking.at(), office.policy().reservedBefore());
    return promise == null || promise.person().equals(asking.person().id())
        ? List.of()
        : List.of(new Event.ReservationTaken(promise.id(), asking.at()));
  }

  private static ClaimRecord conflict(Seating state, Asking asking, SeatId seat) {
    Instant closes = asking.at();
    if (asking.was() != null) {
      closes = asking.was().closes();
    } else {
      Office office = TapRules.office(state, seat.office());
      Seat place = office.seat(seat.seat());
      Instant closing = place == null ? null : state.city().closing(office, place, asking.at());
      closes = closing == null ? asking.at() : closing;
    }
    return new ClaimRecord(
        seat,
        asking.person().id(),
        asking.person().department(),
        asking.source(),
        asking.at(),
        closes,
        asking.at(),
        EndReason.CONFLICT);
  }

  private static Decision end(Seating then, Asking asking, SeatId seat) {
    List<Event> due = TapRules.dueBefore(then, asking, List.of(seat));
    Claim claim = then.applyAll(due).seat(seat).claim();
    String person = asking.person().id();
    boolean ends =
        claim != null && claim.person().equals(person) && !asking.at().isBefore(claim.since());
    List<Event> after =
        ends
            ? List.of(new Event.Ended(seat, person, EndReason.RELEASED, asking.at(), null, null))
            : List.of();
    return TapRules.answered(asking, new Answer.Released(seat), due, after, false);
  }
}
