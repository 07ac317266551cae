package city.seki.edge.presence.pin;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which level of a pin to believe: one that has stood for a while. Times are nanoseconds of a
 * monotonic clock; no clock in here. Confined to one thread.
 */
final class Level {
  /** A contact settles in milliseconds: one that does not is broken, or a wire is loose. */
  private static final Duration LONGEST_CHATTER = Duration.ofSeconds(3);

  private final long rise;
  private final long fall;
  private @Nullable Boolean believed;
  private boolean candidate;
  private long since;
  private long stood;
  private boolean begun;

  /**
   * @param rise how long high must stand, and the first level of all
   * @param fall how long low must stand
   */
  Level(Duration rise, Duration fall) {
    this.rise = rise.toNanos();
    this.fall = fall.toNanos();
  }

  /**
   * Takes what the pin shows.
   *
   * @param changed whether it changed since the last look, even there and back
   * @return whether {@link #believed} is new
   */
  boolean seen(boolean high, boolean changed, long nanos) {
    if (!begun) {
      stood = nanos;
    } else if (nanos - since >= rise) {
      stood = nanos; // a change is told when it comes: until now the level stood
    }
    if (!begun || changed || high != candidate) {
      begun = true;
      candidate = high;
      since = nanos;
    }
    if (isSettled() || nanos - since < delay()) {
      return false;
    }
    believed = candidate;
    return true;
  }

  /** The last level that was new; null before the first. */
  @Nullable Boolean believed() {
    return believed;
  }

  /** How long until the candidate is believed if nothing changes; 0 if that is now or never. */
  Duration dueIn(long nanos) {
    return isSettled() ? Duration.ZERO : Duration.ofNanos(Math.max(0, since + delay() - nanos));
  }

  boolean isSettled() {
    return believed != null && believed == candidate;
  }

  /** Whether no level has stood for long. */
  boolean chatters(long nanos) {
    return nanos - stood >= LONGEST_CHATTER.toNanos();
  }

  private long delay() {
    return believed == null || candidate ? rise : fall;
  }
}
