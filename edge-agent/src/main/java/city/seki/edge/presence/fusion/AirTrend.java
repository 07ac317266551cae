package city.seki.edge.presence.fusion;

/**
 * Whether people breathe in a room, from the balance of its carbon dioxide.
 *
 * <p>In a mixed room dC/dt = G/V − n (C − C₀): what people give off into its volume, less what is
 * aired (ASTM D6245-18, §9; Persily and de Jonge 2017: 0.005 l/s for office work, which is 4 ppm a
 * minute in 75 m³). So G/V = dC/dt + n (C − C₀) says it at once, where the level alone would speak
 * of people who have left long ago. The slope is the difference of two exponential means (5 and 15
 * min), C₀ the lowest that was seen lately. The airing n is not known: 0.4 an hour is little, so
 * that the decay after people left looks like "nobody" in every room that is aired faster.
 *
 * <p>G/V is taken as normal around 0 without and around 3 ppm a minute with people, with a spread
 * of 1: the log-likelihood ratio is (x·3 − 3²/2) / 1² (Bishop, Pattern Recognition, §4.2.1). Fitted
 * on {@code datatraining.txt} of Candanedo and Feldheim 2016.
 *
 * @param fast mean of the last 5 minutes, ppm
 * @param slow mean of the last 15 minutes, ppm
 * @param base what the room has without people, ppm
 * @param atMs of the last reading
 */
record AirTrend(double fast, double slow, double base, long atMs) {
  private static final double FAST_MS = 300_000;
  private static final double SLOW_MS = 900_000;
  private static final double MINUTE_MS = 60_000;
  private static final double AIRING_PER_MINUTE = 0.4 / 60;
  private static final double WITH_PEOPLE = 3;
  private static final double SPREAD = 1;

  /** A room that is never seen empty must not be taken for one with a high base. */
  private static final double HIGHEST_FIRST_BASE = 450;

  /** The sensor drifts, and so does the air outside. */
  private static final double BASE_RISE_PER_MINUTE = 10.0 / 60;

  private static final double FLAT_PPM_PER_MINUTE = 0.5;

  static AirTrend first(int ppm, long nowMs) {
    return new AirTrend(ppm, ppm, Math.min(ppm, HIGHEST_FIRST_BASE), nowMs);
  }

  AirTrend next(int ppm, long nowMs) {
    double dt = nowMs - atMs;
    double newFast = fast + (ppm - fast) * -Math.expm1(-dt / FAST_MS);
    double newSlow = slow + (ppm - slow) * -Math.expm1(-dt / SLOW_MS);
    double newBase = Math.min(base + BASE_RISE_PER_MINUTE * dt / MINUTE_MS, newSlow);
    return new AirTrend(newFast, newSlow, newBase, nowMs);
  }

  private double slope() {
    return (fast - slow) / (SLOW_MS - FAST_MS) * MINUTE_MS;
  }

  /** Log-likelihood ratio of somebody being there, in nats, without bounds. */
  double nats() {
    double breathed = slope() + AIRING_PER_MINUTE * (fast - base);
    return (breathed * WITH_PEOPLE - WITH_PEOPLE * WITH_PEOPLE / 2) / (SPREAD * SPREAD);
  }

  String word() {
    double slope = slope();
    if (Math.abs(slope) < FLAT_PPM_PER_MINUTE) {
      return "steady";
    }
    return slope > 0 ? "rising" : "falling";
  }
}
