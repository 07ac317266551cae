package city.seki.config.model;

import java.util.Locale;

/** What half a day counts. */
public enum DayWeight {
  /** As much as a day. */
  WHOLE,
  /** 0.5. */
  HALF;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if it is neither
   */
  public static DayWeight of(String word) {
    for (DayWeight weight : values()) {
      if (weight.word().equals(word)) {
        return weight;
      }
    }
    throw new IllegalArgumentException("expected whole or half, not '" + word + "'");
  }
}
