package city.seki.edge.coap;

import java.util.Map;

/**
 * What came since the start.
 *
 * @param taken posts that were told
 * @param repeated posts that were told before, and answered again
 * @param refused all other, by cause; causes that did not occur are missing
 */
public record CoapCounts(long taken, long repeated, Map<Cause, Long> refused) {
  public CoapCounts {
    refused = Map.copyOf(refused);
  }

  public long refused(Cause cause) {
    return refused.getOrDefault(cause, 0L);
  }
}
