package city.seki.hub.rollout;

import org.jspecify.annotations.Nullable;

/** What configurations say to units. */
@FunctionalInterface
public interface UnitTexts {
  /**
   * The SHA-256 of what that configuration says to that unit, lower-case hex; null if it does not
   * know the unit.
   */
  @Nullable String sha256(long configuration, String unit);
}
