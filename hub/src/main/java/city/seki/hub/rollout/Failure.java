package city.seki.hub.rollout;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a unit did not become what it was to be.
 *
 * @param part which part of its wish, null where it said nothing
 * @param reason the unit's own word, null where it gave none
 * @param detail the unit's own words for people, null where it gave none
 */
public record Failure(
    Kind kind, @Nullable Part part, @Nullable String reason, @Nullable String detail) {
  /** How it failed. */
  public enum Kind {
    /** The unit would not even try it. */
    REFUSED,
    /** The unit tried, and went back to what it had. */
    RETURNED,
    /** The unit was not heard again within its time. */
    NOT_BACK,
    /** The unit is there, and did not say within its time that it is through. */
    LATE;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Of which part of a wish it speaks. */
  public enum Part {
    CONFIGURATION,
    SOFTWARE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** In one line of English. */
  public String words() {
    StringBuilder words = new StringBuilder(kind.word());
    if (part != null) {
      words.append(' ').append(part.word());
    }
    if (reason != null) {
      words.append(": ").append(reason);
    }
    if (detail != null) {
      words.append(" (").append(detail).append(')');
    }
    return words.toString();
  }
}
