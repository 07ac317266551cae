package city.seki.hub.allocation;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Answer;
import city.seki.config.rules.Command;
import city.seki.config.rules.DenyReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.Reservation;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something in a day that stands, whatever else becomes known of that day: a tap and what its
 * bearer saw, or an act of somebody.
 *
 * @param event a tap, a promise given or cancelled, a claim ended by somebody, a seat taken out of
 *     service or put back, a card blocked
 * @param person whom it concerns, null if nobody in particular
 * @param seats which seats it concerns
 * @param order its place in the ledger, by which acts of the same moment are told apart
 * @param first whether it is a tap that is not decided yet: its answer is {@link #PENDING}, or what
 *     bars it
 */
record Fact(Event event, @Nullable String person, List<SeatId> seats, long order, boolean first) {
  /** Stands where an answer is still to come. */
  private static final Answer PENDING = Answer.Denied.because(DenyReason.CAPACITY, null);

  /** The order of time. */
  static final Comparator<Fact> BY_TIME = Comparator.comparing(Fact::moment);

  Moment moment() {
    return new Moment(event.at(), event instanceof Event.Tapped t ? t.tap() : null, order);
  }

  static Fact of(Event event, @Nullable String person, List<SeatId> seats, long order) {
    return new Fact(event, person, seats, order, false);
  }

  /** A tap that was answered. */
  static Fact of(Event.Tapped tapped, String person, long order) {
    return new Fact(tapped, person, seatsOf(tapped), order, false);
  }

  /**
   * What that event of the ledger states, null if it only follows from facts.
   *
   * @param reservation the promise of that name
   * @param personOf whose card it is
   */
  static @Nullable Fact in(
      Event event,
      long order,
      Function<String, @Nullable Reservation> reservation,
      UnaryOperator<@Nullable String> personOf) {
    return switch (event) {
      case Event.Tapped e -> e.person() == null ? null : of(e, e.person(), order);
      case Event.Reserved e -> of(e, e.reservation(), order);
      case Event.ReservationCancelled e -> {
        Reservation promised = reservation.apply(e.reservation());
        yield promised == null ? null : of(e, promised, order);
      }
      case Event.Ended e ->
          switch (e.reason()) {
            case BY_STAFF, NO_PRESENCE, CARD_BLOCKED, REMOVED ->
                of(e, e.person(), List.of(e.seat()), order);
            case RELEASED, MOVED, RESERVATION, AUTO_CLOSED, CONFLICT -> null;
          };
      case Event.TakenOutOfService e -> of(e, null, List.of(e.seat()), order);
      case Event.PutIntoService e -> of(e, null, List.of(e.seat()), order);
      case Event.CardBlocked e -> {
        String person = personOf.apply(e.card());
        yield person == null ? null : of(e, person, List.of(), order);
      }
      case Event.Claimed e -> null;
      case Event.ReservationTaken e -> null;
      case Event.NoShow e -> null;
      case Event.PresenceChanged e -> null;
      case Event.PresenceLost e -> null;
      case Event.UnclaimedUse e -> null;
      case Event.CardUnblocked e -> null;
      case Event.CardLinked e -> null;
      case Event.OfCardKey e -> null;
      case Event.Learnt e -> null;
      case Event.Forgotten e -> null;
      case Event.Corrected e -> null;
      case Event.ReservationCorrected e -> null;
      case Event.OfMeasure e -> null; // in the city of now, and in acts of their own
      case Event.OfLottery e -> null; // what a draw gives is a promise of its own
      case Event.OfRoom e -> null;
      case Event.OfKit e -> null;
    };
  }

  private static Fact of(Event event, Reservation promised, long order) {
    return of(event, promised.person(), List.of(promised.seat()), order);
  }

  /** The same tap, at which the unit told that. */
  Fact told(Answer told) {
    if (!(event instanceof Event.Tapped t) || person == null) {
      throw new IllegalStateException("nobody is told anything by " + event.getClass());
    }
    Event.Tapped now =
        new Event.Tapped(
            t.tap(),
            t.office(),
            t.reader(),
            t.person(),
            t.card(),
            t.at(),
            t.answer(),
            t.repeated(),
            told,
            t.unseen());
    return of(now, person, order);
  }

  /**
   * A tap that is to be answered.
   *
   * @param barred why it can begin nothing, null if it can
   */
  static Fact asked(Command.Tap tap, String person, Answer.@Nullable Denied barred) {
    Event.Tapped tapped =
        new Event.Tapped(
            tap.id(),
            tap.office(),
            tap.reader().toString(),
            person,
            null,
            tap.at(),
            barred == null ? PENDING : barred,
            false,
            tap.told(),
            tap.unseen());
    return new Fact(tapped, person, seatsOf(tapped), 0, true);
  }

  /** The same for a phone. */
  static Fact asked(Command.PhoneTap tap) {
    Event.Tapped tapped =
        new Event.Tapped(
            tap.id(),
            tap.seat().office(),
            "phone:" + tap.seat().seat(),
            tap.person(),
            null,
            tap.at(),
            PENDING,
            false,
            null,
            false);
    return new Fact(tapped, tap.person(), List.of(tap.seat()), 0, true);
  }

  /** Whether it only repeats an answer that was seen: nothing can follow from it. */
  boolean isRepetition() {
    return event instanceof Event.Tapped t && t.repeated() && !t.unseen() && t.told() == null;
  }

  /** The office whose every seat this tap looks at: a kiosk is about to choose one; else null. */
  @Nullable String choosesIn() {
    return event instanceof Event.Tapped t && first && t.told() == null && isKiosk(t)
        ? t.office()
        : null;
  }

  private static boolean isKiosk(Event.Tapped tapped) {
    return tapped.reader().startsWith("kiosk:");
  }

  private static List<SeatId> seatsOf(Event.Tapped tapped) {
    if (!isKiosk(tapped)) {
      String seat = tapped.reader().substring(tapped.reader().indexOf(':') + 1);
      return List.of(new SeatId(tapped.office(), seat));
    }
    Answer told = tapped.told();
    SeatId said = told == null ? null : seatOf(told);
    SeatId answered = seatOf(tapped.answer());
    return Stream.of(said, answered).flatMap(Stream::ofNullable).distinct().toList();
  }

  /** The seat that an answer is about, null where it is about none. */
  static @Nullable SeatId seatOf(Answer answer) {
    return switch (answer) {
      case Answer.Granted a -> a.seat();
      case Answer.Moved a -> a.seat();
      case Answer.Assigned a -> a.seat();
      case Answer.Released a -> a.seat();
      case Answer.Lent a -> null;
      case Answer.Returned a -> null;
      case Answer.Denied a -> a.seat();
    };
  }
}
