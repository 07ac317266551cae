package city.seki.hub.allocation;

import city.seki.config.rules.TapId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link Fact} stands in the order of time: at one moment taps come before acts, the tap of
 * the smaller unit first, and acts in the order in which they were written down.
 *
 * @param tap null for an act
 * @param order an act's place in the ledger
 */
record Moment(Instant at, @Nullable TapId tap, long order) implements Comparable<Moment> {
  @Override
  public int compareTo(Moment other) {
    int byTime = at.compareTo(other.at);
    if (byTime != 0) {
      return byTime;
    }
    if (tap != null && other.tap != null) {
      int byUnit = tap.unit().compareTo(other.tap.unit());
      int byBoot = byUnit != 0 ? byUnit : tap.boot().compareTo(other.tap.boot());
      return byBoot != 0 ? byBoot : Long.compare(tap.seq(), other.tap.seq());
    }
    if (tap != null || other.tap != null) {
      return tap != null ? -1 : 1;
    }
    return Long.compare(order, other.order);
  }
}
