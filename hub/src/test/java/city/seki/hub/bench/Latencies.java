package city.seki.hub.bench;

import java.util.Locale;

/**
 * Counts durations in buckets of at most 3 % width, from 1 µs to an hour. Confined to one thread,
 * or guarded by its owner.
 */
public final class Latencies {
  private static final int MANTISSA_BITS = 5;
  private static final int PER_OCTAVE = 1 << MANTISSA_BITS;

  private final long[] counts = new long[40 * PER_OCTAVE];
  private long count;
  private long mostMicros;

  public void add(long nanos) {
    long micros = Math.max(0, nanos / 1_000);
    counts[bucket(micros)]++;
    count++;
    mostMicros = Math.max(mostMicros, micros);
  }

  private static int bucket(long micros) {
    if (micros < PER_OCTAVE) {
      return (int) micros;
    }
    int shift = 63 - Long.numberOfLeadingZeros(micros) - MANTISSA_BITS;
    return (shift + 1) * PER_OCTAVE + (int) (micros >> shift) - PER_OCTAVE;
  }

  private static long upper(int bucket) {
    if (bucket < PER_OCTAVE) {
      return bucket;
    }
    int shift = bucket / PER_OCTAVE - 1;
    return ((long) (bucket % PER_OCTAVE + PER_OCTAVE + 1) << shift) - 1;
  }

  public long count() {
    return count;
  }

  /**
   * The duration in milliseconds that the given share of all did not exceed; 0 if there are none.
   */
  public double millisAt(double share) {
    long wanted = (long) Math.ceil(share * count);
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (seen >= wanted && seen > 0) {
        return Math.min(upper(bucket), mostMicros) / 1_000.0;
      }
    }
    return 0;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, max %.1f ms",
        millisAt(0.5),
        millisAt(0.99),
        millisAt(0.999),
        mostMicros / 1_000.0);
  }
}
