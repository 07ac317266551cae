package city.seki.edge.config;

import city.seki.config.wire.DesiredMessage;
import java.time.Duration;
import java.util.Set;

/** What can happen to a unit's configuration. */
public sealed interface ConfigEvent {
  /**
   * The hub told a wish, which is believed.
   *
   * @param envelope in which it came
   */
  record WishTold(DesiredMessage wish, String envelope) implements ConfigEvent {
    @Override
    public String toString() {
      return "WishTold[" + wish.version() + "]";
    }
  }

  /** Somebody wants the newest wish to be tried again, although it was refused or taken back. */
  record TryAgain(WishTold newest) implements ConfigEvent {}

  /**
   * The unit can be that: all that is new in it answers.
   *
   * @param excused what does not answer now, and would not under that either
   */
  record Fits(Wished wished, Set<String> excused) implements ConfigEvent {}

  /** It is, word for word, what runs. */
  record IsSame(Wished wished) implements ConfigEvent {}

  /** The unit cannot be that. */
  record DoesNotFit(Verdict verdict) implements ConfigEvent {}

  /** What was to be tried could not be written down, or could not be started. */
  record NotStarted(Unfit cause) implements ConfigEvent {}

  /**
   * Time has passed while the unit ran.
   *
   * @param time since the last such event, by the monotonic clock
   */
  record Passed(Duration time, Facts facts) implements ConfigEvent {}
}
