package city.seki.hub.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Counts what each address failed to show; forgets after a minute. Safe for all threads. */
final class FailureLimit {
  /** How many failures an address has in one window. */
  static final int MOST = 20;

  static final Duration WINDOW = Duration.ofMinutes(1);

  /** Most addresses that are remembered: beyond it, the oldest is forgotten. */
  private static final int ADDRESSES = 10_000;

  private record Failures(long sinceNanos, int count) {}

  private final LongSupplier nanos;
  private final Map<String, Failures> failures = new LinkedHashMap<>();

  FailureLimit(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** One more; whether there are too many. */
  synchronized boolean failed(String address) {
    long now = nanos.getAsLong();
    Failures old = failures.remove(address);
    Failures counted =
        old == null || now - old.sinceNanos() > WINDOW.toNanos()
            ? new Failures(now, 1)
            : new Failures(old.sinceNanos(), old.count() + 1);
    failures.put(address, counted);
    if (failures.size() > ADDRESSES) {
      failures.remove(failures.keySet().iterator().next());
    }
    return counted.count() > MOST;
  }
}
