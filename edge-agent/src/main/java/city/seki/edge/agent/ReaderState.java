package city.seki.edge.agent;

import city.seki.config.wire.ClockState;
import city.seki.config.wire.DecisionMessage;
import city.seki.config.wire.TapMessage;
import city.seki.edge.light.Signal;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What the agent knows of one reader and its light.
 *
 * @param fault why it does not work, null while it does
 * @param lying what lies on it and was told already, null when the field was seen empty
 * @param tap the newest tap, null before the first
 * @param holding until when the seat is granted, null while nobody holds it or it is not known
 * @param steady what the light says while nothing else is to be said
 * @param shown what the light was last told to rest on
 * @param notGenuine how many cards were refused that had a card's number and not its key
 */
record ReaderState(
    @Nullable String fault,
    @Nullable String lying,
    @Nullable LastTap tap,
    @Nullable Holding holding,
    Signal steady,
    Signal shown,
    long notGenuine) {

  /** The fault of a reader that has not answered since the agent started. */
  static final String STARTING = "starting";

  static final ReaderState INITIAL =
      new ReaderState(STARTING, null, null, null, Signal.OFF, Signal.OFF, 0);

  /**
   * A tap.
   *
   * @param message as it was last written, or is about to be
   * @param what the card, as {@link ReaderState#lying}
   * @param told what the unit decided about it alone, null if it did not
   * @param safe whether it is on disk, or kept in memory because the disk does not take it
   * @param answer what the light said to it, null while it has said nothing
   * @param said the same in words, null while it has said nothing
   * @param decided whether that was the hub's decision
   */
  record LastTap(
      TapMessage message,
      String what,
      long seenMs,
      @Nullable DecisionMessage told,
      boolean safe,
      @Nullable Signal answer,
      @Nullable Said said,
      boolean decided) {
    static LastTap of(TapMessage message, String what, long seenMs) {
      return new LastTap(message, what, seenMs, null, false, null, null, false);
    }

    long seq() {
      return message.seq();
    }

    /** Whether it is safe, and neither the hub nor the unit has decided about it yet. */
    boolean isWaiting() {
      return safe && answer == null && told == null;
    }

    LastTap told(TapMessage withAnswer, @Nullable DecisionMessage newTold) {
      return new LastTap(withAnswer, what, seenMs, newTold, safe, answer, said, decided);
    }

    LastTap made(boolean newSafe) {
      return new LastTap(message, what, seenMs, told, newSafe, answer, said, decided);
    }

    LastTap answered(Signal signal, Said words, boolean byHub) {
      return new LastTap(message, what, seenMs, told, safe, signal, words, byHub);
    }

    boolean isYounger(long nowMs, long thanMs) {
      return nowMs - seenMs < thanMs;
    }
  }

  /**
   * A claim on the seat of this reader.
   *
   * @param warnAt when to begin to blink, null where nobody comes after
   */
  record Holding(@Nullable OffsetDateTime warnAt, @Nullable OffsetDateTime until) {
    boolean isOver(Now now) {
      return reached(until, now);
    }

    boolean isToWarn(Now now) {
      return reached(warnAt, now);
    }

    private static boolean reached(@Nullable OffsetDateTime moment, Now now) {
      return moment != null && now.clock() == ClockState.SYNCED && !now.wall().isBefore(moment);
    }
  }

  ReaderState withFault(@Nullable String newFault) {
    return new ReaderState(newFault, lying, tap, holding, steady, shown, notGenuine);
  }

  ReaderState withLying(@Nullable String newLying) {
    return new ReaderState(fault, newLying, tap, holding, steady, shown, notGenuine);
  }

  ReaderState withTap(@Nullable LastTap newTap) {
    return new ReaderState(fault, lying, newTap, holding, steady, shown, notGenuine);
  }

  ReaderState withHolding(@Nullable Holding newHolding, Signal newSteady) {
    return new ReaderState(fault, lying, tap, newHolding, newSteady, shown, notGenuine);
  }

  ReaderState withShown(Signal newShown) {
    return new ReaderState(fault, lying, tap, holding, steady, newShown, notGenuine);
  }

  ReaderState withOneMoreNotGenuine() {
    return new ReaderState(fault, lying, tap, holding, steady, shown, notGenuine + 1);
  }
}
