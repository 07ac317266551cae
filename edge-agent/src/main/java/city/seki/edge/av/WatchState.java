package city.seki.edge.av;

import city.seki.config.model.DeviceState;
import java.time.Duration;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the watch of one device knows, and how it changes. Immutable; no clock, no I/O.
 *
 * <pre>
 * a look finds                          told           next look after
 * something else than was told          at once        5 s
 * the same again                        after 60 s     10, 15, then 20 s
 * not reached, and that is new          nothing yet    2 s
 * not reached again                     offline        5 s in the first minute, then up to 20 s
 * </pre>
 *
 * <p>CONSTRAINT: a cable that is pulled shows within 45 s. The longest pause is 20 s and a look
 * takes 10 s at most, so that it is 20 + 10 + 2 + 10 = 42 s at worst.
 *
 * @param told the last report that was told, null before the first
 * @param toldAt when, in nanoseconds of the monotonic clock
 * @param doubted whether the last look failed and that is not told yet
 * @param lostAt when it failed first in the present row of failed looks
 * @param calm looks in a row that found the same
 */
record WatchState(
    @Nullable DeviceReport told, long toldAt, boolean doubted, long lostAt, int calm) {
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);
  private static final Duration SECOND_LOOK = Duration.ofSeconds(2);
  private static final Duration FRESHLY_LOST = Duration.ofMinutes(1);
  private static final Duration SIGN_OF_LIFE = Duration.ofMinutes(1);

  /**
   * The state after a look, what to tell, and how long to wait before the next.
   *
   * @param tell null for nothing
   */
  record Step(WatchState state, @Nullable DeviceReport tell, Duration pause) {}

  static WatchState initial() {
    return new WatchState(null, 0, false, 0, 0);
  }

  /**
   * @param fleeting keys of details whose change is no news
   * @param now nanoseconds of the monotonic clock
   */
  Step after(DeviceReport report, Set<String> fleeting, long now) {
    boolean lost = report.state() == DeviceState.OFFLINE;
    if (lost && !doubted && !wasLost()) {
      return new Step(new WatchState(told, toldAt, true, now, 0), null, SECOND_LOOK);
    }
    boolean news = told == null || !same(told, report, fleeting);
    int calmLooks = news ? 0 : Math.min(calm + 1, 1_000);
    Duration pause = lost && now - lostAt < FRESHLY_LOST.toNanos() ? STEP : growing(calmLooks);
    boolean tell = news || isTooLateAfter(pause, now);
    WatchState next =
        new WatchState(
            tell ? report : told, tell ? now : toldAt, false, lost ? lostAt : 0, calmLooks);
    return new Step(next, tell ? report : null, pause);
  }

  private boolean wasLost() {
    return told != null && told.state() == DeviceState.OFFLINE;
  }

  private static Duration growing(int calmLooks) {
    Duration pause = STEP.multipliedBy(1L + calmLooks);
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /** Whether the sign of life would be late if it waited for the next look. */
  private boolean isTooLateAfter(Duration pause, long now) {
    Duration age = Duration.ofNanos(now - toldAt);
    return age.plus(pause).plus(LONGEST_LOOK).compareTo(SIGN_OF_LIFE) > 0;
  }

  private static boolean same(DeviceReport a, DeviceReport b, Set<String> fleeting) {
    return lasting(a, fleeting).equals(lasting(b, fleeting));
  }

  private static DeviceReport lasting(DeviceReport report, Set<String> fleeting) {
    SortedMap<String, String> details = new TreeMap<>(report.details());
    details.keySet().removeAll(fleeting);
    details.remove(DeviceReport.HINT);
    return new DeviceReport(
        report.state(),
        report.source(),
        report.cause(),
        report.name(),
        report.firmware(),
        report.problems(),
        report.missing(),
        report.people(),
        details);
  }
}
