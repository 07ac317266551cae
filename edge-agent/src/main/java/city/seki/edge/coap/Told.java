package city.seki.edge.coap;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The newest time that a sensor told, by its own clock. Immutable.
 *
 * @param newest seconds since 1970
 * @param atNanos when that was accepted
 */
record Told(double newest, long atNanos) {
  /**
   * Longer than a message can be under way and repeated: EXCHANGE_LIFETIME of RFC 7252 is 247 s.
   */
  private static final double CLEARLY_OLDER_SECONDS = 300;

  /** A clock that was set back keeps its sensor silent for no longer. */
  private static final long REMEMBERED_NANOS = Duration.ofHours(1).toNanos();

  /** How a time compares with the last one that was accepted. */
  enum Order {
    NEWER,
    AGAIN,
    OLDER
  }

  static Order order(@Nullable Told last, @Nullable Double newest, long nowNanos) {
    if (last == null || newest == null || nowNanos - last.atNanos > REMEMBERED_NANOS) {
      return Order.NEWER;
    }
    if (newest > last.newest) {
      return Order.NEWER;
    }
    return newest < last.newest - CLEARLY_OLDER_SECONDS ? Order.OLDER : Order.AGAIN;
  }
}
