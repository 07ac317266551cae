package city.seki.edge.presence.fusion;

import org.jspecify.annotations.Nullable;

/**
 * What a PIR has seen lately. It never says "nobody": its silence grows into evidence.
 *
 * <p>People move at rates that differ widely, from a talk to a reader. A Poisson process whose rate
 * is drawn from a gamma distribution has pauses with P(pause &gt; t) = (1 + t/σ)<sup>−α</sup>
 * (Lomax 1954), so a silence of t weighs −α ln(1 + t/σ) nats: 1 minute −0.8, 15 minutes −3.8, an
 * hour −5.9 from {@link #MOST} down, and ever more slowly, as people can sit still for long.
 *
 * <p>A single pulse may be the sun or a heater: it lifts the weight for about a minute. Motion is
 * <em>sure</em> with a second pulse of the same chain, 5 s after its first or later (an output
 * holds 2 to 3 s and is blind for 2.5 s: hardware.md §2.3); the pulses of a chain are at most 10
 * minutes apart. An output that is high for 8 s is as good, its hold time being set to less. A door
 * that moves begins a chain too: motion later than 5 s after it is that of somebody who is inside,
 * not of one who has just left.
 *
 * @param moved whether motion was sure since the door last moved, or since the start
 * @param quietFromMs since when there was no sure motion
 * @param high the output
 * @param highFromMs when the output rose last, or the door moved while it was high
 * @param chainMs when the present chain began; null before the first pulse
 * @param pulseMs of the last pulse or move of the door
 * @param seenMs when the output was high last; null if never since the door moved
 * @param shut whether the door moved and is closed: who moved behind it may sit still for four
 *     times as long before the silence weighs as much
 */
record MotionTrail(
    boolean moved,
    long quietFromMs,
    boolean high,
    long highFromMs,
    @Nullable Long chainMs,
    long pulseMs,
    @Nullable Long seenMs,
    boolean shut) {
  /** Nats of sure motion now. */
  static final double MOST = 4.0;

  /** Nats of silence without end. */
  static final double LEAST = -4.5;

  /** The same, where nobody moved since the door did: the one who stayed may be a reader. */
  private static final double LEAST_SINCE_DOOR = -2.5;

  private static final double BEHIND_A_DOOR = 0.25;
  private static final double ALPHA = 1.4;
  private static final double SIGMA_MS = 90_000;
  private static final double ONE_PULSE = 3.0;
  private static final double ONE_PULSE_FADES_MS = 60_000;
  private static final long APART_MS = 5_000;
  private static final long CHAIN_MS = 600_000;
  private static final long LONG_HIGH_MS = 8_000;
  private static final long NOW_MS = 60_000;

  static MotionTrail from(long nowMs) {
    return new MotionTrail(false, nowMs, false, nowMs, null, nowMs, null, false);
  }

  MotionTrail output(boolean nowHigh, long nowMs) {
    if (nowHigh == high) {
      return this;
    }
    return nowHigh ? rise(nowMs) : fall(nowMs);
  }

  private MotionTrail rise(long nowMs) {
    boolean goesOn = chainMs != null && nowMs - pulseMs <= CHAIN_MS;
    long began = goesOn && chainMs != null ? chainMs : nowMs;
    boolean sure = nowMs - began >= APART_MS;
    return new MotionTrail(
        moved || sure, sure ? nowMs : quietFromMs, true, nowMs, began, nowMs, nowMs, shut);
  }

  private MotionTrail fall(long nowMs) {
    MotionTrail seen = second(nowMs);
    return new MotionTrail(
        seen.moved, seen.quietFromMs, false, highFromMs, chainMs, nowMs, seen.seenMs, shut);
  }

  /** As a second passes: motion that goes on is seen now. */
  MotionTrail second(long nowMs) {
    if (!high) {
      return this;
    }
    boolean sure = nowMs - highFromMs >= LONG_HIGH_MS || (moved && quietFromMs >= highFromMs);
    return new MotionTrail(
        moved || sure, sure ? nowMs : quietFromMs, true, highFromMs, chainMs, nowMs, nowMs, shut);
  }

  /** The door moved: who was seen before may have left. */
  MotionTrail passage(boolean closed, long nowMs) {
    return new MotionTrail(false, nowMs, high, nowMs, nowMs, nowMs, null, closed);
  }

  double nats(long nowMs) {
    double quiet = Math.max(0, nowMs - quietFromMs) * (moved && shut ? BEHIND_A_DOOR : 1);
    double silence = (moved ? MOST : 0) - ALPHA * Math.log1p(quiet / SIGMA_MS);
    double pulse =
        seenMs == null ? 0 : ONE_PULSE * Math.exp(-(nowMs - seenMs) / ONE_PULSE_FADES_MS);
    boolean sinceDoor = !moved && chainMs != null;
    double least = sinceDoor ? LEAST_SINCE_DOOR : LEAST;
    return Math.min(MOST, Math.max(least, silence) + pulse);
  }

  /** Whether it was high within the last second. */
  boolean isHigh(long nowMs) {
    return seenMs != null && nowMs - seenMs < PlaceState.SECOND_MS;
  }

  /** Whether it sees somebody move, now or within the last minute. */
  boolean isMoving(long nowMs) {
    return seenMs != null && nowMs - seenMs < NOW_MS;
  }
}
