package city.seki.hub.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a roll-out as a whole is. */
public sealed interface Phase {
  /** It asks units. */
  record Running() implements Phase {}

  /**
   * It asks nobody until it is resumed.
   *
   * @param by who paused it, null if too many units failed
   */
  record Paused(@Nullable String by, String reason, Instant at) implements Phase {}

  /** It asks nobody any more. */
  record Stopped(String by, String reason, Instant at) implements Phase {}

  /** A newer one has taken its place. */
  record Superseded(long by, Instant at) implements Phase {}

  /** Every unit is confirmed, failed or left out. */
  record Finished(Instant at) implements Phase {}

  /** One word. */
  default String word() {
    return switch (this) {
      case Running _ -> "running";
      case Paused _ -> "paused";
      case Stopped _ -> "stopped";
      case Superseded _ -> "superseded";
      case Finished _ -> "finished";
    };
  }

  /** Whether it may still ask somebody, now or once it is resumed. */
  default boolean isOpen() {
    return this instanceof Running || this instanceof Paused;
  }
}
