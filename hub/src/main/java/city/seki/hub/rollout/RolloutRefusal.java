package city.seki.hub.rollout;

import java.util.Locale;

/** Why something that an operator wants is not done. */
public enum RolloutRefusal {
  UNKNOWN_ROLLOUT,
  UNKNOWN_CONFIGURATION,
  /** Every unit for which it would be is that already. */
  NOTHING_CHANGES,
  /** It is not running. */
  NOT_RUNNING,
  /** It is not paused. */
  NOT_PAUSED,
  /** It is over: stopped, superseded or finished. */
  OVER,
  /** A unit of that name is not in it, or was asked already. */
  UNKNOWN_UNIT,
  /** Software goes forward only: mend it in a newer bundle. */
  SOFTWARE_GOES_FORWARD;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
