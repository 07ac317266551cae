package city.seki.config.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How an audio-visual device is, whatever its brand (product.md §7). */
public enum DeviceState {
  /** It cannot be reached. */
  OFFLINE,
  /** It can be reached and is starting or warming up. */
  BOOTING,
  /** It sleeps: on, and its screen dark. */
  STANDBY,
  /** It is awake and nobody uses it. */
  IDLE,
  /** A conference runs. */
  IN_CALL,
  /** It shows somebody's screen in the room, without a conference. */
  PRESENTING,
  /** It takes in new firmware. */
  UPDATING,
  /** It works, and something of it does not. */
  DEGRADED,
  /** It does not work. */
  FAULT,
  /** It was reached and does not say, or refuses to be asked. */
  UNKNOWN;

  /** As messages and pages write it, for instance {@code in-call}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The state of that word, null if there is none. */
  public static @Nullable DeviceState ofWord(String word) {
    for (DeviceState state : values()) {
      if (state.word().equals(word)) {
        return state;
      }
    }
    return null;
  }
}
