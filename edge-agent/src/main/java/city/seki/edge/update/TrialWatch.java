package city.seki.edge.update;

import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The health gate of a version that is tried: it has to run for a while, the hub has to answer it
 * (which takes both ways), and the readers that answered the version before have to answer again.
 * What was broken before does not count against it. Immutable.
 *
 * @param startedMs when this run began, by a monotonic clock
 * @param missing readers that have not answered yet
 */
record TrialWatch(
    Boot.Trial trial, long startedMs, boolean hubAnswered, SortedSet<String> missing) {
  /** A version that crashes does so within a minute, or a tenth of a shorter trial. */
  private static final long STEADY_MS = 60_000;

  private static final int TENTH = 10;

  /** What is known of its health. */
  sealed interface Verdict {
    record Well() implements Verdict {}

    record NotYet() implements Verdict {}

    record Sick(Reason reason) implements Verdict {}
  }

  TrialWatch {
    missing = new TreeSet<>(missing);
  }

  static TrialWatch begin(Boot.Trial trial, long nowMs) {
    return new TrialWatch(trial, nowMs, false, trial.expects());
  }

  TrialWatch withAnswer() {
    return new TrialWatch(trial, startedMs, true, missing);
  }

  TrialWatch withReader(String reader) {
    SortedSet<String> left = new TreeSet<>(missing);
    left.remove(reader);
    return new TrialWatch(trial, startedMs, hubAnswered, left);
  }

  Verdict verdict(long nowMs) {
    long ran = nowMs - startedMs;
    long mayTakeMs = Duration.ofSeconds(trial.confirmS()).toMillis();
    boolean isWell = hubAnswered && missing.isEmpty();
    if (isWell && ran >= Math.min(STEADY_MS, mayTakeMs / TENTH)) {
      return new Verdict.Well();
    }
    if (ran < mayTakeMs) {
      return new Verdict.NotYet();
    }
    return new Verdict.Sick(hubAnswered ? Reason.READER_NOT_READY : Reason.HUB_NOT_REACHED);
  }
}
