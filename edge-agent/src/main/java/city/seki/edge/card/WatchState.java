package city.seki.edge.card;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the watch of one reader knows, and how it changes. Immutable; no clock, no I/O.
 *
 * <p>Failures in a row decide what is tried next, after a growing pause. Only a poll that succeeds
 * ends the row: a reader that opens well and then never answers climbs the ladder all the same.
 *
 * <pre>
 * failures  next try                              told
 * 0         poll                                  Ready with the first answer; cards
 * 1         poll again                            nothing: one lost exchange is no outage
 * 2         reset the reader on its open bus      Fault, once until the next Ready
 * 3, 4 …    close the bus, open it again
 * </pre>
 *
 * A reader that cannot be opened, or is gone or denied, is told at once and goes to the last row.
 *
 * @param firmware of the reader that was opened and did not answer a poll yet; else null
 * @param occupied whether something was told that was not told to be gone, even before an outage
 * @param card the card told last, since the reader was opened and the field was empty
 * @param refused what was told as refused, since the same
 * @param emptyPolls empty polls in a row while occupied
 * @param failures failed tries in a row
 * @param faultTold whether the present outage was told
 * @param next what to do now
 */
record WatchState(
    @Nullable String firmware,
    boolean occupied,
    @Nullable Card card,
    Set<Field.Refused> refused,
    int emptyPolls,
    int failures,
    boolean faultTold,
    Try next) {
  /** A single empty poll between two sightings of a card is a lost exchange, not a lifted card. */
  private static final int EMPTY_POLLS_UNTIL_GONE = 2;

  private static final Duration BETWEEN_POLLS = Duration.ofMillis(80);
  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(50);
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(1);

  /** What the loop does next with the reader. */
  enum Try {
    OPEN,
    POLL,
    RESET,
    REOPEN
  }

  /** What came of a try. */
  sealed interface Outcome {
    record Opened(String firmware) implements Outcome {}

    record Polled(Field field) implements Outcome {}

    record Failed(ReaderFault.Cause cause, String detail) implements Outcome {}
  }

  /** The state after an outcome, what to tell, and how long to wait before the next try. */
  record Step(WatchState state, List<ReaderEvent> events, Duration pause) {}

  WatchState {
    refused = Set.copyOf(refused);
  }

  static WatchState initial() {
    return new WatchState(null, false, null, Set.of(), 0, 0, false, Try.OPEN);
  }

  Step after(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Opened opened -> opened(opened.firmware());
      case Outcome.Polled polled -> polled(polled.field());
      case Outcome.Failed failed -> failed(failed);
    };
  }

  private Step opened(String version) {
    WatchState state =
        new WatchState(version, occupied, null, Set.of(), 0, failures, faultTold, Try.POLL);
    return new Step(state, List.of(), Duration.ZERO);
  }

  private Step polled(Field field) {
    List<ReaderEvent> events = new ArrayList<>();
    if (firmware != null) {
      events.add(new ReaderEvent.Ready(firmware));
    }
    WatchState state =
        switch (field) {
          case Field.Empty _ -> empty(events);
          case Field.Present present -> present(present, events);
          case Field.Refused refusal -> refusal(refusal, events);
        };
    return new Step(state, List.copyOf(events), BETWEEN_POLLS);
  }

  private WatchState empty(List<ReaderEvent> events) {
    if (!occupied) {
      return watching(false, null, Set.of(), 0);
    }
    if (emptyPolls + 1 < EMPTY_POLLS_UNTIL_GONE) {
      return watching(true, card, refused, emptyPolls + 1);
    }
    events.add(new ReaderEvent.CardGone());
    return watching(false, null, Set.of(), 0);
  }

  private WatchState present(Field.Present seen, List<ReaderEvent> events) {
    if (seen.card().equals(card)) {
      return watching(true, card, refused, 0);
    }
    events.add(new ReaderEvent.CardSeen(seen.card(), seen.proof()));
    return watching(true, seen.card(), Set.of(), 0);
  }

  private WatchState refusal(Field.Refused refusal, List<ReaderEvent> events) {
    if (refused.contains(refusal)) {
      return watching(true, card, refused, 0);
    }
    events.add(new ReaderEvent.CardRefused(refusal.tech(), refusal.reason()));
    Set<Field.Refused> told = new HashSet<>(refused);
    told.add(refusal);
    return watching(true, card, told, 0);
  }

  private static WatchState watching(
      boolean occupied, @Nullable Card card, Set<Field.Refused> refused, int emptyPolls) {
    return new WatchState(null, occupied, card, refused, emptyPolls, 0, false, Try.POLL);
  }

  private Step failed(Outcome.Failed failed) {
    boolean busLost =
        next != Try.POLL
            || failed.cause() == ReaderFault.Cause.GONE
            || failed.cause() == ReaderFault.Cause.DENIED;
    int count = failures + 1;
    boolean tell = !faultTold && (busLost || count > 1);
    WatchState state =
        new WatchState(
            firmware,
            occupied,
            card,
            refused,
            emptyPolls,
            count,
            faultTold || tell,
            rung(count, busLost));
    List<ReaderEvent> events =
        tell ? List.of(new ReaderEvent.Fault(failed.cause(), failed.detail())) : List.of();
    return new Step(state, events, backOff(count));
  }

  private static Try rung(int failures, boolean busLost) {
    if (busLost || failures > 2) {
      return Try.REOPEN;
    }
    return failures == 1 ? Try.POLL : Try.RESET;
  }

  private static Duration backOff(int failures) {
    Duration pause = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failures - 1, 10));
    return pause.compareTo(LONGEST_BACK_OFF) < 0 ? pause : LONGEST_BACK_OFF;
  }
}
