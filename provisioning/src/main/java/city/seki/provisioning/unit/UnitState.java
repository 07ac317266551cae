package city.seki.provisioning.unit;

import org.jspecify.annotations.Nullable;

/**
 * How far a unit is with its certificate.
 *
 * @param held what lies on its disk
 * @param retry when it may ask again, and where
 * @param trouble why it has not got what it asked for last; null if it has, or has not asked yet
 * @param probe when it looks whether the hub still takes its certificate, by the monotonic clock;
 *     {@link #NEVER} if there is no reason to
 * @param turnedAway the hub does not take its certificate any more, whatever the unit's clock says
 */
public record UnitState(
    Held held, Retry retry, EstAnswer.@Nullable Not trouble, long probe, boolean turnedAway) {
  static final long NEVER = Long.MAX_VALUE;

  /**
   * @param notBefore by the monotonic clock, in milliseconds
   * @param failures in a row
   * @param turn which of its servers is asked
   */
  public record Retry(long notBefore, int failures, int turn) {}

  UnitState with(Held changed) {
    return new UnitState(changed, retry, trouble, probe, turnedAway);
  }

  UnitState with(Retry changed) {
    return new UnitState(held, changed, trouble, probe, turnedAway);
  }

  UnitState withTrouble(EstAnswer.@Nullable Not changed) {
    return new UnitState(held, retry, changed, probe, turnedAway);
  }

  UnitState withProbe(long changed) {
    return new UnitState(held, retry, trouble, changed, turnedAway);
  }

  UnitState withTurnedAway(boolean changed) {
    return new UnitState(held, retry, trouble, probe, changed);
  }
}
