package city.seki.edge.config;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a unit stands to what it is told to be. This is what lies on its disk; {@link ConfigRules}
 * say how it changes.
 */
public sealed interface ConfigState {
  /** The last configuration that proved good; null for that of the start document. */
  @Nullable Wished good();

  /** The newest version that was judged; an older one is not looked at. 0 before the first. */
  long newest();

  /** What is to run; null for the configuration of the start document. */
  default @Nullable Wished runs() {
    return good();
  }

  /** What runs is good, and what the hub wants. */
  record Running(@Nullable Wished good) implements ConfigState {
    @Override
    public long newest() {
      return good == null ? 0 : good.version();
    }
  }

  /**
   * A configuration runs that has not proved good yet.
   *
   * @param starts how often the unit has started with it
   * @param elapsed how long it has run in all; time without power does not count
   * @param excused what did not answer before either, so that it says nothing against it
   */
  record Trying(
      @Nullable Wished good, Wished candidate, int starts, Duration elapsed, Set<String> excused)
      implements ConfigState {
    public Trying {
      excused = Set.copyOf(excused);
    }

    @Override
    public long newest() {
      return candidate.version();
    }

    @Override
    public Wished runs() {
      return candidate;
    }

    Trying after(Duration time) {
      return new Trying(good, candidate, starts, elapsed.plus(time), excused);
    }

    Trying startedAgain() {
      return new Trying(good, candidate, starts + 1, elapsed, excused);
    }

    boolean isOver() {
      return elapsed.compareTo(candidate.wish().confirmWithin()) >= 0;
    }
  }

  /** The newest was not tried: the unit cannot be that. */
  record Refused(@Nullable Wished good, Verdict verdict) implements ConfigState {
    @Override
    public long newest() {
      return verdict.version();
    }
  }

  /** The newest was tried, and did not prove good. */
  record Returned(@Nullable Wished good, Verdict verdict) implements ConfigState {
    @Override
    public long newest() {
      return verdict.version();
    }
  }
}
