package city.seki.hub.export;

/**
 * A column of a table that is exported.
 *
 * @param name in snake_case
 * @param mayLack whether rows may have nothing there
 */
public record Field(String name, Kind kind, boolean mayLack) {
  /** What its values are. */
  public enum Kind {
    /** {@link String}. */
    TEXT,
    /** {@link Long}. */
    WHOLE,
    /** {@link java.time.LocalDate}. */
    DATE,
    /** {@link java.time.Instant}. */
    MOMENT
  }

  static Field of(String name, Kind kind) {
    return new Field(name, kind, false);
  }

  static Field orNothing(String name, Kind kind) {
    return new Field(name, kind, true);
  }
}
