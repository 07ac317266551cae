package city.seki.hub.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened, as it is written down for ever. */
public sealed interface RolloutEvent {
  Instant at();

  /**
   * A configuration of the city was imported or uploaded, and is kept.
   *
   * @param version one more than the last
   * @param sha256 of its text, lower-case hex
   * @param size of its text, in bytes
   * @param note what whoever brought it says about it, null for nothing
   */
  record ConfigurationAdded(
      long version, String sha256, long size, String by, @Nullable String note, Instant at)
      implements RolloutEvent {}

  /** Something of one roll-out. */
  sealed interface OfRollout extends RolloutEvent {
    long rollout();
  }

  /**
   * A roll-out began.
   *
   * @param rollout one more than the last
   * @param offices of each unit
   */
  record Started(
      long rollout,
      Goal goal,
      Plan plan,
      List<List<String>> waves,
      Map<String, String> offices,
      @Nullable String note,
      String by,
      Instant at)
      implements OfRollout {
    public Started {
      waves = waves.stream().map(List::copyOf).toList();
      offices = Map.copyOf(offices);
    }
  }

  /** Its next wave began. */
  record WaveBegun(long rollout, int wave, Instant at) implements OfRollout {}

  /** A unit was asked to be something. */
  record Wished(long rollout, String unit, Wish wish) implements OfRollout {
    @Override
    public Instant at() {
      return wish.at();
    }
  }

  record Confirmed(long rollout, String unit, Instant at) implements OfRollout {}

  record Failed(long rollout, String unit, Failure why, Instant at) implements OfRollout {}

  /** A unit is off, and nobody waits for it. */
  record SetAside(long rollout, String unit, Instant at) implements OfRollout {}

  record LeftOut(long rollout, String unit, UnitPart.Why why, Instant at) implements OfRollout {}

  /**
   * It asks nobody for now.
   *
   * @param by null if too many units failed
   */
  record Paused(long rollout, @Nullable String by, String reason, Instant at)
      implements OfRollout {}

  record Resumed(long rollout, String by, String reason, Instant at) implements OfRollout {}

  record Stopped(long rollout, String by, String reason, Instant at) implements OfRollout {}

  /** Those units need not wait until nobody is disturbed. */
  record Forced(long rollout, Set<String> units, String by, String reason, Instant at)
      implements OfRollout {
    public Forced {
      units = Set.copyOf(units);
    }
  }

  record Superseded(long rollout, long successor, Instant at) implements OfRollout {}

  record Finished(long rollout, Instant at) implements OfRollout {}
}
