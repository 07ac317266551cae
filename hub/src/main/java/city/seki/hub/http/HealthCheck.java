package city.seki.hub.http;

import org.jspecify.annotations.Nullable;

/**
 * One part of the hub that must work before the hub is ready.
 *
 * @param part its name
 */
public record HealthCheck(String part, Look look) {
  /** Looks at the part now: quick, and safe for all threads. */
  @FunctionalInterface
  public interface Look {
    /** What is wrong, null if nothing is. */
    @Nullable String trouble();
  }
}
