package city.seki.edge.coap;

import java.util.EnumMap;
import java.util.Map;

/** Counts. Safe for all threads. */
final class Tally {
  private final Map<Cause, Long> refused = new EnumMap<>(Cause.class);
  private long taken;
  private long repeated;

  synchronized void taken() {
    taken++;
  }

  synchronized void repeated() {
    repeated++;
  }

  synchronized void refused(Cause cause) {
    refused.merge(cause, 1L, Long::sum);
  }

  synchronized CoapCounts now() {
    return new CoapCounts(taken, repeated, refused);
  }
}
