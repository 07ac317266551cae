package city.seki.hub.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a goal means for one unit in a state; pure. */
final class Wishing {
  private final RolloutState state;
  private final UnitTexts texts;

  Wishing(RolloutState state, UnitTexts texts) {
    this.state = state;
    this.texts = texts;
  }

  /** Whether there is something to do for a unit that said that, null for nothing. */
  boolean changes(Goal goal, String unit, @Nullable Report report) {
    UnitText text = text(goal, unit);
    if (text == null) {
      return false;
    }
    Wish had = state.wishes().get(unit);
    if (report == null) {
      return true;
    }
    if (goal instanceof Goal.Software wanted) {
      boolean other = had != null && had.software() != null && !wanted.equals(had.software());
      return other || !report.software().runs(wanted.version());
    }
    boolean other = had != null && !had.configuration().sha256().equals(text.sha256());
    return other || !report.configuration().runs(text.sha256());
  }

  /**
   * What is to be wished, null if the goal knows nothing for that unit.
   *
   * @param report its last; a wish is newer than every one that the unit knows of
   */
  @Nullable Wish wish(Rollout rollout, UnitPart part, @Nullable Report report, Instant at) {
    String unit = part.unit();
    UnitText text = text(rollout.goal(), unit);
    if (text == null) {
      return null;
    }
    Wish had = state.wishes().get(unit);
    Goal.Software software =
        rollout.goal() instanceof Goal.Software wanted
            ? wanted
            : had == null ? null : had.software();
    return new Wish(
        version(had, report, at), text, software, rollout.plan().confirm(), part.forced(), at);
  }

  /** Larger than all before, and than any that a store brought back from a backup has forgotten. */
  private static long version(@Nullable Wish had, @Nullable Report report, Instant at) {
    long version = at.getEpochSecond();
    if (had != null) {
      version = Math.max(version, had.version() + 1);
    }
    if (report != null && report.desired() != null) {
      version = Math.max(version, report.desired() + 1);
    }
    return version;
  }

  private @Nullable UnitText text(Goal goal, String unit) {
    return switch (goal) {
      case Goal.Configuration(long version) -> text(version, unit);
      case Goal.Before(long rollout) -> before(state.rollouts().get(rollout), unit);
      case Goal.Software _ -> kept(unit);
    };
  }

  /**
   * What a unit keeps when only its software is to be another. A wish is whole, so that a unit of
   * which nothing was wished yet gets the newest configuration along with it.
   */
  private @Nullable UnitText kept(String unit) {
    Wish had = state.wishes().get(unit);
    RolloutState.ConfigurationVersion newest = state.newest();
    return had != null ? had.configuration() : newest == null ? null : text(newest.version(), unit);
  }

  private @Nullable UnitText text(long version, String unit) {
    String sha256 = texts.sha256(version, unit);
    return sha256 == null ? null : new UnitText(version, sha256);
  }

  /** What it had before, or what the city had before where nothing was asked of the unit yet. */
  private @Nullable UnitText before(@Nullable Rollout rollout, String unit) {
    UnitPart part = rollout == null ? null : rollout.parts().get(unit);
    if (rollout == null || part == null || part.wish() == null) {
      return null;
    }
    Wish had = part.before();
    if (had != null) {
      return had.configuration();
    }
    if (rollout.goal() instanceof Goal.Configuration(long version)) {
      Long earlier =
          state.configurations().headMap(version).isEmpty()
              ? null
              : state.configurations().headMap(version).lastKey();
      return earlier == null ? null : text(earlier, unit);
    }
    return null;
  }
}
