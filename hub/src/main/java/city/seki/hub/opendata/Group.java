package city.seki.hub.opendata;

import java.time.YearMonth;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A row of a table: a department or an office in the months of one fiscal year.
 *
 * @param months those in which anybody came
 * @param yearPersons distinct persons in the whole year; {@link #UNKNOWN} where days lost their
 *     persons
 */
public record Group(SortedMap<YearMonth, Count> months, long yearPersons) {
  /** Nobody can count the persons of the year any more. */
  public static final long UNKNOWN = -1;

  public Group {
    months = Collections.unmodifiableSortedMap(new TreeMap<>(months));
    for (Count month : months.values()) {
      if (yearPersons != UNKNOWN && month.persons() > yearPersons) {
        throw new IllegalArgumentException("a month cannot have more persons than its year");
      }
    }
  }

  Count month(YearMonth month) {
    return months.getOrDefault(month, Count.NONE);
  }

  Count year() {
    return new Count(yearPersons, months.values().stream().mapToLong(Count::personDays).sum());
  }
}
