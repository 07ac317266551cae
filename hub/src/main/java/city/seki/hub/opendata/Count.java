package city.seki.hub.opendata;

/**
 * What a cell counts.
 *
 * @param persons 実施者数, distinct
 * @param personDays のべ実施人数
 */
public record Count(long persons, long personDays) {
  static final Count NONE = new Count(0, 0);

  public Count {
    if (persons < 0 || personDays < persons) {
      throw new IllegalArgumentException(
          "expected no fewer person-days than persons, not %d and %d"
              .formatted(personDays, persons));
    }
  }

  /** Both together, as if nobody were in both. */
  Count plus(Count other) {
    return new Count(persons + other.persons, personDays + other.personDays);
  }
}
