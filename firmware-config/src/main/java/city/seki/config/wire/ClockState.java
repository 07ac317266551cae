package city.seki.config.wire;

import java.util.Locale;

/** Whether a unit's wall clock could be believed when it saw the card. */
public enum ClockState {
  /** Set by a time server or a battery-backed clock since boot. */
  SYNCED,
  /** Not set since boot: the wall time means nothing. */
  UNSET,
  /**
   * Not right when the card was seen; the time was worked out from monotonic time when a right one
   * was known, and may be off by the error that is told with it.
   */
  CORRECTED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if there is no such state
   */
  public static ClockState of(String word) {
    for (ClockState state : values()) {
      if (state.word().equals(word)) {
        return state;
      }
    }
    throw new IllegalArgumentException("clock '" + word + "' is none of synced, unset, corrected");
  }
}
