package city.seki.hub.rollout;

import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * All configurations and roll-outs, and what each unit is to be: the fold over all events,
 * immutable.
 *
 * @param configurations by version
 * @param rollouts by number
 * @param wishes by unit; a unit that is in none runs what its start document says
 */
public record RolloutState(
    TreePMap<Long, ConfigurationVersion> configurations,
    TreePMap<Long, Rollout> rollouts,
    TreePMap<String, Wish> wishes) {
  public static final RolloutState EMPTY =
      new RolloutState(TreePMap.empty(), TreePMap.empty(), TreePMap.empty());

  /**
   * A configuration that is kept.
   *
   * @param sha256 of its text, lower-case hex
   * @param size of its text, in bytes
   */
  public record ConfigurationVersion(
      long version, String sha256, long size, String by, @Nullable String note, Instant at) {}

  /** The one that came last, null if there is none. */
  public @Nullable ConfigurationVersion newest() {
    return configurations.isEmpty() ? null : configurations.get(configurations.lastKey());
  }

  /** Those that may still ask somebody, or wait for somebody; the oldest first. */
  Stream<Rollout> alive() {
    return rollouts.values().stream()
        .filter(rollout -> rollout.phase().isOpen() || rollout.count(UnitPart.UnderWay.class) > 0);
  }

  /**
   * That roll-out.
   *
   * @throws IllegalStateException if there is none: a damaged store or a broken rule
   */
  Rollout rollout(long number) {
    Rollout rollout = rollouts.get(number);
    if (rollout == null) {
      throw new IllegalStateException("there is no roll-out " + number);
    }
    return rollout;
  }

  long nextRollout() {
    return rollouts.isEmpty() ? 1 : rollouts.lastKey() + 1;
  }

  long nextConfiguration() {
    return configurations.isEmpty() ? 1 : configurations.lastKey() + 1;
  }

  /**
   * The state after that event.
   *
   * @throws IllegalStateException if it cannot follow on this state: a damaged store or a broken
   *     rule, never bad input
   */
  RolloutState apply(RolloutEvent event) {
    return switch (event) {
      case RolloutEvent.ConfigurationAdded e ->
          new RolloutState(
              configurations.plus(
                  e.version(),
                  new ConfigurationVersion(
                      e.version(), e.sha256(), e.size(), e.by(), e.note(), e.at())),
              rollouts,
              wishes);
      case RolloutEvent.Started e -> with(Rollout.started(e));
      case RolloutEvent.OfRollout e -> {
        RolloutState after = with(apply(rollout(e.rollout()), e));
        yield e instanceof RolloutEvent.Wished wished ? after.wished(wished) : after;
      }
    };
  }

  private Rollout apply(Rollout rollout, RolloutEvent.OfRollout event) {
    return switch (event) {
      case RolloutEvent.Started e -> Rollout.started(e);
      case RolloutEvent.WaveBegun e -> rollout.begun(e.wave(), e.at());
      case RolloutEvent.Wished e ->
          rollout.with(rollout.part(e.unit()).asked(e.wish(), wishes.get(e.unit())));
      case RolloutEvent.Confirmed e ->
          rollout.with(rollout.part(e.unit()).with(new UnitPart.Confirmed(e.at())));
      case RolloutEvent.Failed e ->
          rollout.with(rollout.part(e.unit()).with(new UnitPart.Failed(e.why(), e.at())));
      case RolloutEvent.SetAside e ->
          rollout.with(rollout.part(e.unit()).with(new UnitPart.Aside(e.at())));
      case RolloutEvent.LeftOut e ->
          rollout.with(rollout.part(e.unit()).with(new UnitPart.LeftOut(e.why(), e.at())));
      case RolloutEvent.Paused e -> rollout.with(new Phase.Paused(e.by(), e.reason(), e.at()));
      case RolloutEvent.Resumed e -> rollout.resumed();
      case RolloutEvent.Stopped e -> rollout.with(new Phase.Stopped(e.by(), e.reason(), e.at()));
      case RolloutEvent.Forced e -> {
        Rollout forced = rollout;
        for (String unit : e.units()) {
          forced = forced.with(forced.part(unit).forcedBy(e.reason()));
        }
        yield forced;
      }
      case RolloutEvent.Superseded e -> rollout.with(new Phase.Superseded(e.successor(), e.at()));
      case RolloutEvent.Finished e -> rollout.with(new Phase.Finished(e.at()));
    };
  }

  private RolloutState wished(RolloutEvent.Wished e) {
    Wish had = wishes.get(e.unit());
    if (had != null && had.version() >= e.wish().version()) {
      throw new IllegalStateException(
          "the wish of unit %s falls from %d to %d"
              .formatted(e.unit(), had.version(), e.wish().version()));
    }
    return new RolloutState(configurations, rollouts, wishes.plus(e.unit(), e.wish()));
  }

  private RolloutState with(Rollout rollout) {
    return new RolloutState(configurations, rollouts.plus(rollout.number(), rollout), wishes);
  }

  /** The state after those events, one after the other. */
  RolloutState applyAll(Iterable<? extends RolloutEvent> events) {
    RolloutState state = this;
    for (RolloutEvent event : events) {
      state = state.apply(event);
    }
    return state;
  }
}
