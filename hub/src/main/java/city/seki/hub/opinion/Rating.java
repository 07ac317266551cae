package city.seki.hub.opinion;

import java.util.Locale;

/** How a use was. */
public enum Rating {
  GOOD,
  FAIR,
  POOR;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if there is no such rating
   */
  public static Rating of(String word) {
    for (Rating rating : values()) {
      if (rating.word().equals(word)) {
        return rating;
      }
    }
    throw new IllegalArgumentException("expected good, fair or poor");
  }
}
