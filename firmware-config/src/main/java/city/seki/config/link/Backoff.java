package city.seki.config.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: a random time between nothing and a bound that doubles
 * with every failure ("full jitter"), so that a hundred units that lost the same broker do not come
 * back in step.
 *
 * @param first the bound after the first failure
 * @param most the bound never grows beyond this
 */
public record Backoff(Duration first, Duration most) {
  /** From 0.5 s to 30 s. */
  public static final Backoff STANDARD =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

  public Backoff {
    if (first.toMillis() < 1 || most.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "expected 1 ms <= first <= most, found " + first + ", " + most);
    }
  }

  /**
   * The wait after that many failures in a row.
   *
   * @param failures from 1
   */
  public Duration after(int failures, RandomGenerator random) {
    int doublings = Math.min(Math.max(failures, 1) - 1, 30);
    long bound = Math.min(first.toMillis() << doublings, most.toMillis());
    return Duration.ofMillis(random.nextLong(bound + 1));
  }
}
