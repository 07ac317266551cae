package city.seki.hub.rollout;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one unit is to be.
 *
 * @param version larger than that of every wish before for this unit
 * @param software null where whatever it runs is right
 * @param confirm within which the unit has to reach the hub again, else it goes back by itself
 * @param forced why it is not waited until nobody is disturbed, null if it was
 */
public record Wish(
    long version,
    UnitText configuration,
    Goal.@Nullable Software software,
    Duration confirm,
    @Nullable String forced,
    Instant at) {}
