package city.seki.hub.simulation;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time: what is to happen, in the order of its moments, and at one moment in turn. */
final class Timeline {
  private record Due(long ms, long order, Runnable what) {}

  private final PriorityQueue<Due> future =
      new PriorityQueue<>(Comparator.comparingLong(Due::ms).thenComparingLong(Due::order));
  private final Instant start;
  private long ms;
  private long order;

  /**
   * @param start what o'clock it is at millisecond 0
   */
  Timeline(Instant start) {
    this.start = start;
  }

  /** Milliseconds since the beginning. */
  long ms() {
    return ms;
  }

  /** What o'clock it truly is. */
  Instant instant() {
    return start.plusMillis(ms);
  }

  void after(long delayMs, Runnable what) {
    future.add(new Due(ms + Math.max(0, delayMs), order++, what));
  }

  /** Whether something is due up to then. */
  boolean hasNext(long untilMs) {
    Due next = future.peek();
    return next != null && next.ms() <= untilMs;
  }

  /** Lets the next thing happen. */
  void step() {
    Due due = future.remove();
    ms = due.ms();
    due.what().run();
  }
}
