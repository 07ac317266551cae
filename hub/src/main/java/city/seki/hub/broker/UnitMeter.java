package city.seki.hub.broker;

import org.jspecify.annotations.Nullable;

/** What one unit has taken, by all its connections one after the other. Safe for all threads. */
final class UnitMeter {
  private final TokenBucket connects;
  private final TokenBucket packets;
  private final TokenBucket bytes;
  private final TokenBucket packetsInAll;
  private final TokenBucket bytesInAll;

  UnitMeter(Limits limits, long nowNanos) {
    connects = new TokenBucket(limits.connects(), nowNanos);
    packets = new TokenBucket(limits.packets(), nowNanos);
    bytes = new TokenBucket(limits.bytes(), nowNanos);
    packetsInAll = new TokenBucket(limits.packetsInAll(), nowNanos);
    bytesInAll = new TokenBucket(limits.bytesInAll(), nowNanos);
  }

  /** Whether it may connect now. */
  boolean connects(long nowNanos) {
    return connects.take(1, nowNanos);
  }

  /**
   * Notes a packet that was read.
   *
   * @return how many nanoseconds nothing more is to be read; null if this is a flood
   */
  @Nullable Long reads(int size, long nowNanos) {
    if (!packetsInAll.take(1, nowNanos) || !bytesInAll.take(size, nowNanos)) {
      return null;
    }
    return Math.max(packets.owe(1, nowNanos), bytes.owe(size, nowNanos));
  }
}
