package city.seki.hub.rollout;

/**
 * What a configuration says to one unit.
 *
 * @param configuration its version
 * @param sha256 of the unit's text, lower-case hex
 */
public record UnitText(long configuration, String sha256) {}
