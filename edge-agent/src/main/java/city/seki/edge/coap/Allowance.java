package city.seki.edge.coap;

import java.time.Duration;

/**
 * How many posts a peer has left: a token bucket of ten, one more each second. Immutable.
 *
 * @param tokens 0 to 10, also a part of one
 * @param atNanos when they were so many
 */
record Allowance(double tokens, long atNanos) {
  private static final double BURST = 10;
  private static final double NANOS_FOR_ONE = Duration.ofSeconds(1).toNanos();

  static Allowance full(long nowNanos) {
    return new Allowance(BURST, nowNanos);
  }

  Allowance at(long nowNanos) {
    return new Allowance(Math.min(BURST, tokens + (nowNanos - atNanos) / NANOS_FOR_ONE), nowNanos);
  }

  boolean allowsOne() {
    return tokens >= 1;
  }

  Allowance minusOne() {
    return new Allowance(tokens - 1, atNanos);
  }

  /** Until there is one again, in whole seconds. */
  long waitSeconds() {
    return (long) Math.ceil(Math.max(0, 1 - tokens));
  }
}
