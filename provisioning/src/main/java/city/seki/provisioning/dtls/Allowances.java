package city.seki.provisioning.dtls;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How much each of many may still do: a token bucket for each, of those that were used last. Safe
 * for all threads.
 *
 * @param <K> whose an allowance is
 */
public final class Allowances<K> {
  /**
   * The figures.
   *
   * @param burst how much at once
   * @param perSecond how much comes back
   * @param most of how many it is remembered; the one unused longest is forgotten first
   */
  public record Limits(int burst, double perSecond, int most) {}

  /**
   * @param tokens 0 to the burst, also a part of one
   * @param atNanos when they were so many
   */
  private record Left(double tokens, long atNanos) {}

  private static final double NANOS = Duration.ofSeconds(1).toNanos();

  private final Limits limits;
  private final LongSupplier nanos;
  private final Map<K, Left> left;

  /**
   * @param nanos a monotonic clock
   */
  public Allowances(Limits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
    this.left =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, Left> eldest) {
            return size() > limits.most();
          }
        };
  }

  /** True if there was one to take. */
  public synchronized boolean take(K whose) {
    Left now = now(whose);
    boolean allowed = now.tokens() >= 1;
    if (allowed) {
      left.put(whose, new Left(now.tokens() - 1, now.atNanos()));
    }
    return allowed;
  }

  /** Until there is one again, in whole seconds. */
  public synchronized long waitSeconds(K whose) {
    return (long) Math.ceil(Math.max(0, 1 - now(whose).tokens()) / limits.perSecond());
  }

  private Left now(K whose) {
    long at = nanos.getAsLong();
    Left before = left.get(whose);
    return before == null
        ? new Left(limits.burst(), at)
        : new Left(
            Math.min(
                limits.burst(),
                before.tokens() + (at - before.atNanos()) / NANOS * limits.perSecond()),
            at);
  }
}
