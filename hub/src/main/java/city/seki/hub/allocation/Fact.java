package city.seki.hub.allocation;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Answer;
import city.seki.config.rules.Command;
import city.seki.config.rules.DenyReason;
import city.seki.config.rules.Event;
import java.util.Comparator;
import java.util.List;
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

  /**
   * The order of time; at one moment taps come before acts, and the tap of the smaller unit first.
   */
  static final Comparator<Fact> BY_TIME = Fact::compare;

  private static int compare(Fact a, Fact b) {
    int byTime = a.event.at().compareTo(b.event.at());
    if (byTime != 0) {
      return byTime;
    }
    if (a.event instanceof Event.Tapped ta && b.event instanceof Event.Tapped tb) {
      int byUnit = ta.tap().unit().compareTo(tb.tap().unit());
      int byBoot = byUnit != 0 ? byUnit : ta.tap().boot().compareTo(tb.tap().boot());
      return byBoot != 0 ? byBoot : Long.compare(ta.tap().seq(), tb.tap().seq());
    }
    boolean tapA = a.event instanceof Event.Tapped;
    boolean tapB = b.event instanceof Event.Tapped;
    return tapA || tapB ? Boolean.compare(tapB, tapA) : Long.compare(a.order, b.order);
  }

  static Fact of(Event event, @Nullable String person, List<SeatId> seats, long order) {
    return new Fact(event, person, seats, order, false);
  }

  /** A tap that was answered. */
  static Fact of(Event.Tapped tapped, String person, long order) {
    return new Fact(tapped, person, seatsOf(tapped), order, false);
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
      case Answer.Denied a -> a.seat();
    };
  }
}
