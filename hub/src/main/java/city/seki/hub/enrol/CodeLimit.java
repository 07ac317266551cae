package city.seki.hub.enrol;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often codes may be wrong, from one address and from all together, in each minute. 60 bits are
 * not guessed; what is limited is the processor time that a guess costs the hub. Safe for all
 * threads.
 */
public final class CodeLimit {
  static final int MOST_OF_ONE = 10;
  static final int MOST_OF_ALL = 120;
  static final Duration WINDOW = Duration.ofMinutes(1);

  /** Beyond so many the address that failed longest ago is forgotten. */
  private static final int ADDRESSES = 10_000;

  private final LongSupplier nanos;
  private final Map<String, Integer> failures = new LinkedHashMap<>();
  private long since;
  private int all;

  /**
   * @param nanos the monotonic clock
   */
  public CodeLimit(LongSupplier nanos) {
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  /** Whether a code from that address is looked at. */
  public synchronized boolean admits(String address) {
    if (nanos.getAsLong() - since >= WINDOW.toNanos()) {
      since = nanos.getAsLong();
      all = 0;
      failures.clear();
    }
    return all < MOST_OF_ALL && failures.getOrDefault(address, 0) < MOST_OF_ONE;
  }

  /** It was wrong. */
  public synchronized void failed(String address) {
    all++;
    int count = failures.getOrDefault(address, 0) + 1;
    failures.remove(address);
    failures.put(address, count);
    if (failures.size() > ADDRESSES) {
      failures.remove(failures.keySet().iterator().next());
    }
  }
}
