package city.seki.edge.presence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the watch of one sensor knows, and how it changes. Immutable; no clock, no I/O.
 *
 * <p>Failures in a row decide what is tried next, after a growing pause. At the start a sensor that
 * answers is ready; after a failure only a reading proves it, so that one that can be opened and
 * never says anything climbs the ladder all the same.
 *
 * <pre>
 * failures   next try                             told
 * 0          ask for what is next                 Ready with the first answer; what it says
 * 1          ask again                            nothing: one lost exchange is no outage
 * 2, 3, …    set it up anew on its open wire      Fault, once until the next Ready
 * 20, 40, …  close the wire, open it again
 * </pre>
 *
 * A sensor that cannot be opened is told at once. One whose wire is gone, denied or not there goes
 * to the last row at once. A silent one keeps its wire open for long: a terminal that is closed and
 * opened loses what was under way, and nothing is wrong with it.
 *
 * @param ready whether Ready was told, and no Fault since
 * @param failures failed tries in a row
 * @param faultTold whether the present outage was told
 * @param next what to do now
 */
record SensorWatchState(boolean ready, int failures, boolean faultTold, Try next) {
  private static final int TRIES_ON_OPEN_WIRE = 20;

  /** The sensor waits by itself; this only keeps one that does not from taking the processor. */
  private static final Duration BETWEEN = Duration.ofMillis(5);

  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(50);
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(1);

  /** What the loop does next with the sensor. */
  enum Try {
    OPEN,
    NEXT,
    REOPEN
  }

  /** What came of a try. */
  sealed interface Outcome {
    record Opened() implements Outcome {}

    record Said(List<Sensed> sensed) implements Outcome {}

    record Failed(SensorFault.Cause cause, String detail) implements Outcome {}
  }

  /** The state after an outcome, what to tell, and how long to wait before the next try. */
  record Step(SensorWatchState state, List<SensorEvent> events, Duration pause) {}

  static SensorWatchState initial() {
    return new SensorWatchState(false, 0, false, Try.OPEN);
  }

  Step after(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Opened _ ->
          new Step(
              new SensorWatchState(ready, failures, faultTold, Try.NEXT), List.of(), Duration.ZERO);
      case Outcome.Said said -> said(said.sensed());
      case Outcome.Failed failed -> failed(failed);
    };
  }

  private Step said(List<Sensed> sensed) {
    boolean read = sensed.stream().anyMatch(Sensed.Read.class::isInstance);
    boolean proven = read || (sensed.isEmpty() && failures == 0);
    List<SensorEvent> events = new ArrayList<>();
    if (proven && !ready) {
      events.add(new SensorEvent.Ready());
    }
    sensed.forEach(one -> events.add(event(one)));
    SensorWatchState state =
        proven
            ? new SensorWatchState(true, 0, false, Try.NEXT)
            : new SensorWatchState(ready, failures, faultTold, Try.NEXT);
    return new Step(state, List.copyOf(events), BETWEEN);
  }

  private static SensorEvent event(Sensed sensed) {
    return switch (sensed) {
      case Sensed.Read read -> new SensorEvent.Read(read.reading());
      case Sensed.Discarded discarded -> new SensorEvent.Discarded(discarded.cause());
    };
  }

  private Step failed(Outcome.Failed failed) {
    boolean wireLost = isWire(failed.cause());
    int count = failures + 1;
    boolean tell = !faultTold && (wireLost || count > 1 || next != Try.NEXT);
    SensorWatchState state =
        new SensorWatchState(ready && !tell, count, faultTold || tell, rung(count, wireLost));
    List<SensorEvent> events =
        tell ? List.of(new SensorEvent.Fault(failed.cause(), failed.detail())) : List.of();
    return new Step(state, events, backOff(count));
  }

  private static boolean isWire(SensorFault.Cause cause) {
    return switch (cause) {
      case GONE, DENIED, UNSUPPORTED -> true;
      case TIMEOUT, GARBAGE -> false;
    };
  }

  private static Try rung(int failures, boolean wireLost) {
    if (wireLost || failures % TRIES_ON_OPEN_WIRE == 0) {
      return Try.REOPEN;
    }
    return failures == 1 ? Try.NEXT : Try.OPEN;
  }

  private static Duration backOff(int failures) {
    Duration pause = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failures - 1, 10));
    return pause.compareTo(LONGEST_BACK_OFF) < 0 ? pause : LONGEST_BACK_OFF;
  }
}
