package city.seki.edge.clock;

import java.util.ArrayList;
import java.util.List;

/**
 * The time over one {@link Uptime} that has marks. Each mark rules until the next.
 *
 * <p>A clock that is set anew by little ({@link #SMALL_MS}) had drifted: what was told before
 * stays, with the step in its error, and a step back lets the time stand still until it is made up
 * for. A clock that is set anew by more was wrong all along: the later mark rules what lies before
 * it too. Either way later moments get no earlier times. Immutable.
 */
final class Course {
  /**
   * The hub believes no clock that is further ahead than this; so a larger step back harms none.
   */
  static final long SMALL_MS = 120_000;

  /**
   * From a mark on, or from ever for the first.
   *
   * @param fromMs where it begins on the monotonic clock
   * @param offset to be added
   * @param errorMs at {@code knownMs}
   * @param knownMs where the offset was known to be right
   * @param floorMs no time in it is before this
   */
  private record Era(
      long fromMs, long offset, long errorMs, long knownMs, long floorMs, Estimate.Basis basis) {}

  private final List<Era> eras = new ArrayList<>();
  private final long goodMs;

  Course(Uptime uptime) {
    goodMs = uptime.goodMs();
    for (Mark mark : uptime.marks().reversed()) {
      eras.addFirst(era(mark));
    }
    long floor = Long.MIN_VALUE;
    for (int i = 1; i < eras.size(); i++) {
      Era era = eras.get(i);
      floor = Math.max(floor, era.fromMs() + eras.get(i - 1).offset());
      eras.set(
          i, new Era(era.fromMs(), era.offset(), era.errorMs(), era.knownMs(), floor, era.basis()));
    }
  }

  private Era era(Mark mark) {
    Estimate.Basis basis =
        mark.source() == Mark.Source.OWN ? Estimate.Basis.OWN_CLOCK : Estimate.Basis.MARK;
    if (eras.isEmpty()) {
      return new Era(
          mark.monoMs(), mark.offset(), mark.errorMs(), mark.monoMs(), Long.MIN_VALUE, basis);
    }
    Era next = eras.getFirst();
    long step = Math.abs(mark.offset() - next.offset());
    return step <= SMALL_MS
        ? new Era(
            mark.monoMs(),
            mark.offset(),
            mark.errorMs() + step,
            mark.monoMs(),
            Long.MIN_VALUE,
            basis)
        : new Era(
            mark.monoMs(),
            next.offset(),
            next.errorMs(),
            next.knownMs(),
            Long.MIN_VALUE,
            Estimate.Basis.MARK);
  }

  Estimate at(long monoMs) {
    int i = eras.size() - 1;
    while (i > 0 && monoMs < eras.get(i).fromMs()) {
      i--;
    }
    Era era = eras.get(i);
    long error = era.errorMs() + drift(monoMs - era.knownMs());
    if (i == eras.size() - 1 && goodMs > era.knownMs()) {
      error = Math.min(error, Uptime.GOOD_MS + drift(monoMs - goodMs));
    }
    Estimate.Basis basis = monoMs < era.fromMs() ? Estimate.Basis.MARK : era.basis();
    return new Estimate(monoMs + era.offset(), error, basis).notBefore(era.floorMs());
  }

  private static long drift(long overMs) {
    return Math.abs(overMs) * Timeline.DRIFT_MILLIONTHS / 1_000_000;
  }
}
