package city.seki.config.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What all sensors of a place together are believed to say (product.md §7). */
public enum Occupancy {
  VACANT,
  OCCUPIED,
  /** Nothing that could tell does: never to be taken for vacant. */
  UNKNOWN;

  /** As messages and pages write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that word, null if there is none. */
  public static @Nullable Occupancy ofWord(String word) {
    for (Occupancy occupancy : values()) {
      if (occupancy.word().equals(word)) {
        return occupancy;
      }
    }
    return null;
  }
}
