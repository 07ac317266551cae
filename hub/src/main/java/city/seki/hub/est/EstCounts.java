package city.seki.hub.est;

import java.util.Map;

/**
 * What came by CoAPs since the start.
 *
 * @param answered what was asked for was given, or has to wait for an operator
 * @param refused all other, by cause; causes that did not occur are missing
 */
public record EstCounts(long answered, Map<EstCause, Long> refused) {
  public EstCounts {
    refused = Map.copyOf(refused);
  }

  public long refused(EstCause cause) {
    return refused.getOrDefault(cause, 0L);
  }
}
