package city.seki.hub.opinion;

import java.util.Locale;

/** Why a use was not good, in few words: what somebody can see to. */
public enum Cause {
  NOISE,
  TEMPERATURE,
  LIGHT,
  DESK,
  NETWORK,
  OTHER;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if there is no such cause
   */
  public static Cause of(String word) {
    for (Cause cause : values()) {
      if (cause.word().equals(word)) {
        return cause;
      }
    }
    throw new IllegalArgumentException(
        "expected noise, temperature, light, desk, network or other");
  }
}
