package city.seki.hub.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
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

  /** Of an IPv6 address: the network, since one machine has all addresses in it. */
  private static final int NETWORK_BYTES = 8;

  private record Failures(long sinceNanos, int count) {}

  private final LongSupplier nanos;
  private final Map<String, Failures> failures = new LinkedHashMap<>();

  FailureLimit(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** One more; whether there are too many. */
  synchronized boolean failed(String address) {
    String place = place(address);
    long now = nanos.getAsLong();
    Failures old = failures.remove(place);
    Failures counted =
        old == null || now - old.sinceNanos() > WINDOW.toNanos()
            ? new Failures(now, 1)
            : new Failures(old.sinceNanos(), old.count() + 1);
    failures.put(place, counted);
    if (failures.size() > ADDRESSES) {
      failures.remove(failures.keySet().iterator().next());
    }
    return counted.count() > MOST;
  }

  /** How long that address has to wait, zero if it may try. */
  synchronized Duration waiting(String address) {
    Failures found = failures.get(place(address));
    if (found == null || found.count() < MOST) {
      return Duration.ZERO;
    }
    Duration left = WINDOW.minusNanos(nanos.getAsLong() - found.sinceNanos());
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static String place(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      return InetAddress.ofLiteral(address) instanceof Inet6Address six
          ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
          : address;
    } catch (IllegalArgumentException e) {
      return address; // not a literal: a name counts by itself
    }
  }
}
