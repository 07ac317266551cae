package city.seki.hub.rollout;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What somebody, or the clock, wants of roll-outs. */
public sealed interface RolloutCommand {
  Instant at();

  /** Keep that configuration, if it is another one than the last. */
  record AddConfiguration(String sha256, long size, String by, @Nullable String note, Instant at)
      implements RolloutCommand {}

  /**
   * Begin a roll-out.
   *
   * @param units for which it is, as they are now
   */
  record Start(
      Goal goal, Plan plan, Map<String, Sight> units, @Nullable String note, String by, Instant at)
      implements RolloutCommand {
    public Start {
      units = Map.copyOf(units);
    }
  }

  /** Ask nobody for now. */
  record Pause(long rollout, String by, String reason, Instant at) implements RolloutCommand {}

  /** Go on, whatever failed so far. */
  record Resume(long rollout, String by, String reason, Instant at) implements RolloutCommand {}

  /** Ask nobody any more. */
  record Stop(long rollout, String by, String reason, Instant at) implements RolloutCommand {}

  /**
   * Do not wait until nobody is disturbed.
   *
   * @param units empty for all that were not asked yet
   */
  record Force(long rollout, Set<String> units, String by, String reason, Instant at)
      implements RolloutCommand {
    public Force {
      units = Set.copyOf(units);
    }
  }

  /**
   * Look how all units are, and do what follows.
   *
   * @param units all of the city
   * @param listening since when this hub has heard units: nothing can be late before
   */
  record Look(Map<String, Sight> units, Instant listening, Instant at) implements RolloutCommand {
    public Look {
      units = Map.copyOf(units);
    }
  }
}
