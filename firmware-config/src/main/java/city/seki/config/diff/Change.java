package city.seki.config.diff;

/**
 * One thing that is different afterwards.
 *
 * @param name of the office or unit; empty for the city
 * @param words what is different, as the end of a sentence that begins with it: {@code seat A-05 is
 *     new}
 */
public record Change(About about, String name, String words) {
  /** Whom it is about, in the order in which it is told. */
  public enum About {
    CITY,
    OFFICE,
    UNIT
  }

  @Override
  public String toString() {
    return switch (about) {
      case CITY -> "the city: " + words;
      case OFFICE -> "office " + name + ": " + words;
      case UNIT -> "unit " + name + ": " + words;
    };
  }
}
