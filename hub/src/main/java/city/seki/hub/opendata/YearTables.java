package city.seki.hub.opendata;

import java.time.YearMonth;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is published of a fiscal year. A month is published once and stays as it was; the year
 * follows when all its months are published.
 *
 * @param year null while months are missing, and where the sums of the year would give away what
 *     the months hide
 */
public record YearTables(
    int fiscalYear, SortedMap<YearMonth, Column> months, @Nullable Column year) {
  /** Months of a fiscal year. */
  public static final int MONTHS = 12;

  public YearTables {
    months = Collections.unmodifiableSortedMap(new TreeMap<>(months));
  }

  /** Nothing of that year was published yet. */
  public static YearTables none(int fiscalYear) {
    return new YearTables(fiscalYear, new TreeMap<>(), null);
  }

  /** The fiscal year in which that month is. */
  public static int fiscalYear(YearMonth month) {
    return month.getMonthValue() < 4 ? month.getYear() - 1 : month.getYear();
  }
}
