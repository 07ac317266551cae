package city.seki.hub.broker;

/**
 * So many at once, and then so many a second: a bucket that is full at first, is emptied by what is
 * taken, and fills again with time. Whoever cannot be refused may take more than there is and owes
 * it. Safe for all threads; time comes in as a monotonic clock's nanoseconds.
 */
final class TokenBucket {
  private static final double NANOS = 1e9;

  private final Limits.Rate rate;
  private double tokens;
  private long filledNanos;

  TokenBucket(Limits.Rate rate, long nowNanos) {
    this.rate = rate;
    tokens = rate.burst();
    filledNanos = nowNanos;
  }

  /** Takes that much if it is there, else nothing. */
  synchronized boolean take(double wanted, long nowNanos) {
    fill(nowNanos);
    if (tokens < wanted) {
      return false;
    }
    tokens -= wanted;
    return true;
  }

  /**
   * Takes that much, there or not.
   *
   * @return how many nanoseconds it takes until nothing is owed; 0 if nothing is
   */
  synchronized long owe(double wanted, long nowNanos) {
    fill(nowNanos);
    tokens -= wanted;
    return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / rate.perSecond() * NANOS);
  }

  synchronized boolean isFull(long nowNanos) {
    fill(nowNanos);
    return tokens >= rate.burst();
  }

  private void fill(long nowNanos) {
    long passed = nowNanos - filledNanos;
    if (passed > 0) {
      tokens = Math.min(rate.burst(), tokens + passed / NANOS * rate.perSecond());
      filledNanos = nowNanos;
    }
  }
}
