package city.seki.hub.http;

import org.jspecify.annotations.Nullable;

/**
 * One part of the hub.
 *
 * @param part its name
 * @param needed whether the hub is not ready before it works; else its trouble is only told
 */
public record HealthCheck(String part, Look look, boolean needed) {
  /** One that is needed. */
  public HealthCheck(String part, Look look) {
    this(part, look, true);
  }

  /** Looks at the part now: quick, and safe for all threads. */
  @FunctionalInterface
  public interface Look {
    /** What is wrong, null if nothing is. */
    @Nullable String trouble();
  }
}
