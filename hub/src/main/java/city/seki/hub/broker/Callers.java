package city.seki.hub.broker;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Those who have connected and not said yet who they are, by address: each costs a handshake, and
 * nothing is known of them that could be held against them but where they come from. Several units
 * may share an address, and all of a city come back at once when the hub has started again.
 *
 * <p>Of IPv6 the first half counts: a whole network that one machine may have to itself. Safe for
 * all threads.
 */
final class Callers {
  /**
   * So many addresses are known before those are forgotten that have nothing to be held against.
   */
  private static final int KNOWN = 1_024;

  private static final int NETWORK_BYTES = 8;

  private static final class Caller {
    private final TokenBucket rate;
    private int strangers;

    Caller(TokenBucket rate) {
      this.rate = rate;
    }
  }

  private final Limits limits;
  private final Map<ByteBuffer, Caller> known = new HashMap<>();
  private int strangers;

  Callers(Limits limits) {
    this.limits = limits;
  }

  /** Whether a connection from there may stay; {@link #left} says when it is a stranger no more. */
  synchronized boolean admits(InetAddress from, long nowNanos) {
    if (known.size() >= KNOWN) {
      known.values().removeIf(it -> it.strangers == 0 && it.rate.isFull(nowNanos));
    }
    Caller caller =
        known.computeIfAbsent(
            network(from), it -> new Caller(new TokenBucket(limits.callers(), nowNanos)));
    if (!caller.rate.take(1, nowNanos)
        || caller.strangers >= limits.strangersOfAddress()
        || strangers >= limits.strangers()) {
      return false;
    }
    caller.strangers++;
    strangers++;
    return true;
  }

  /** One that was admitted has said who it is, or is gone. */
  synchronized void left(InetAddress from) {
    Caller caller = known.get(network(from));
    if (caller != null) {
      caller.strangers--;
      strangers--;
    }
  }

  private static ByteBuffer network(InetAddress address) {
    byte[] bytes = address.getAddress();
    return ByteBuffer.wrap(
        address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
  }
}
