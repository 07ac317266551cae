package city.seki.config.wire;

import java.util.Locale;

/** The outcome of a tap, as one word. */
public enum Outcome {
  GRANTED,
  MOVED,
  RELEASED,
  ASSIGNED,
  /** A kit, product.md §7. */
  LENT,
  /** A kit. */
  RETURNED,
  DENIED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if there is no such outcome
   */
  public static Outcome of(String word) {
    for (Outcome outcome : values()) {
      if (outcome.word().equals(word)) {
        return outcome;
      }
    }
    throw new IllegalArgumentException("unknown outcome '" + word + "'");
  }
}
