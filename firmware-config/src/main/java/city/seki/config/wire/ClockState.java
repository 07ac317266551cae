package city.seki.config.wire;

import java.util.Locale;

/** Whether a unit's wall clock could be believed when it saw the card. */
public enum ClockState {
  /** Set by a time server or a battery-backed clock since boot. */
  SYNCED,
  /** Not set since boot: the wall time means nothing. */
  UNSET;

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
    throw new IllegalArgumentException("clock '" + word + "' is neither synced nor unset");
  }
}
