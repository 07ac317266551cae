package city.seki.hub.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often passwords may be tried: five times at once, then with a wait that doubles from one
 * second to a quarter of an hour, until one is right. So an account is tried fewer than 100 times a
 * day (NIST SP 800-63B-4, 3.2.2), and nothing is locked for ever. Safe for all threads.
 */
final class Attempts {
  static final int AT_ONCE = 5;
  static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration FORGOTTEN = Duration.ofDays(1);
  private static final int DOUBLINGS = 10; // of a second: more than LONGEST

  /** Most names that are remembered: beyond it, the one tried longest ago is forgotten. */
  static final int MOST = 10_000;

  private record Tried(int count, long lastNanos) {}

  private final LongSupplier nanos;
  private final Map<String, Tried> tried = new LinkedHashMap<>();

  Attempts(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Begins one, which counts as failed until {@link #succeeded}.
   *
   * @return zero if it may be, else how long to wait; an attempt that has to wait does not count
   */
  synchronized Duration begin(String name) {
    long now = nanos.getAsLong();
    Tried before = tried.get(name);
    if (before == null || now - before.lastNanos() > FORGOTTEN.toNanos()) {
      before = new Tried(0, now);
    }
    Duration left = pause(before.count()).minusNanos(now - before.lastNanos());
    if (left.isPositive()) {
      return left;
    }
    tried.remove(name); // so that it is the youngest again
    tried.put(name, new Tried(before.count() + 1, now));
    if (tried.size() > MOST) {
      tried.remove(tried.keySet().iterator().next());
    }
    return Duration.ZERO;
  }

  private static Duration pause(int count) {
    if (count < AT_ONCE) {
      return Duration.ZERO;
    }
    Duration pause = Duration.ofSeconds(1L << Math.min(count - AT_ONCE, DOUBLINGS));
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }

  synchronized void succeeded(String name) {
    tried.remove(name);
  }
}
