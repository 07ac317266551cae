package city.seki.config.model;

import java.math.RoundingMode;

/** How figures become numbers of so many decimals; published tables use both. */
public enum Rounding {
  HALF_UP("half-up", RoundingMode.HALF_UP),
  FLOOR("floor", RoundingMode.FLOOR);

  private final String word;
  private final RoundingMode mode;

  Rounding(String word, RoundingMode mode) {
    this.word = word;
    this.mode = mode;
  }

  public String word() {
    return word;
  }

  public RoundingMode mode() {
    return mode;
  }

  /**
   * @throws IllegalArgumentException if it is neither
   */
  public static Rounding of(String word) {
    for (Rounding rounding : values()) {
      if (rounding.word.equals(word)) {
        return rounding;
      }
    }
    throw new IllegalArgumentException("expected half-up or floor, not '" + word + "'");
  }
}
