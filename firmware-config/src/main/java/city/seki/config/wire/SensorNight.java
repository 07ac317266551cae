package city.seki.config.wire;

import city.seki.config.model.Place;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How often one sensor was wrong in one day and night, as far as that can be known without a
 * witness.
 *
 * @param sensor as its unit's wiring names it
 * @param place what it looked at
 * @param night the day on whose evening that night began
 * @param falseOccupied 0 to 1, how much of the closed minutes it said "somebody"; null where there
 *     were none
 * @param closedMinutes that were looked at while nobody should have been there
 * @param falseVacant 0 to 1, how much of the taken minutes it said "nobody"; null where there were
 *     none
 * @param takenMinutes that were looked at while a tap, or another sensor, said that somebody was
 */
public record SensorNight(
    String sensor,
    Place place,
    LocalDate night,
    @Nullable Double falseOccupied,
    long closedMinutes,
    @Nullable Double falseVacant,
    long takenMinutes) {
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  public SensorNight {
    require(falseOccupied);
    require(falseVacant);
    if (closedMinutes < 0 || takenMinutes < 0) {
      throw new IllegalArgumentException("a night of less than no minutes");
    }
  }

  private static void require(@Nullable Double rate) {
    if (rate != null && !(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("a rate of " + rate + " is not within 0 to 1");
    }
  }

  /** Its fields, into an object that was begun. */
  public void write(JsonText o) {
    o.put("sensor", sensor).put("place", place.toString()).put("night", night.toString());
    o.put("false_occupied", falseOccupied).put("closed_minutes", closedMinutes);
    o.put("false_vacant", falseVacant).put("taken_minutes", takenMinutes);
  }

  /**
   * @throws BadMessage if those are not its fields
   */
  public static SensorNight read(JsonFields fields) throws BadMessage {
    return new SensorNight(
        fields.text("sensor"),
        fields.word("place", Place::parse),
        fields.word("night", SensorNight::date),
        fields.shareOrNull("false_occupied"),
        fields.whole("closed_minutes", 0),
        fields.shareOrNull("false_vacant"),
        fields.whole("taken_minutes", 0));
  }

  private static LocalDate date(String text) {
    try {
      if (DATE.matcher(text).matches()) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("expected a day that there is", e);
    }
    throw new IllegalArgumentException("expected a day such as 2026-11-21");
  }
}
