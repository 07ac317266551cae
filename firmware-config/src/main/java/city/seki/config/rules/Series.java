package city.seki.config.rules;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reservations of one seat for one slot, week after week. Each is a reservation like any other,
 * decided by the same rules when it is asked for; that they belong together is told by their names
 * alone, so that the record needs no other kind of event and a series cannot contradict what is in
 * it.
 *
 * <p>Example: of the series {@code s-1f} the third reservation is {@code s-1f.3}, whether or not
 * the second was refused.
 */
public final class Series {
  /** A year of weeks: nobody can ask for more at once. */
  public static final int MOST_WEEKS = 53;

  private static final Pattern NAME = Pattern.compile("(s-[0-9a-f]+)\\.[1-9][0-9]*");

  private Series() {}

  /** The same day of the week, the first day included. */
  public static List<LocalDate> days(LocalDate first, int weeks) {
    if (weeks < 1 || weeks > MOST_WEEKS) {
      throw new IllegalArgumentException("a series has 1 to " + MOST_WEEKS + " weeks: " + weeks);
    }
    return Stream.iterate(first, day -> day.plusWeeks(1)).limit(weeks).toList();
  }

  /**
   * The name of a reservation of that series.
   *
   * @param number from 1
   */
  public static String reservation(String series, int number) {
    return series + '.' + number;
  }

  /** The series that a reservation of that name belongs to, null for a single one. */
  public static @Nullable String of(String reservation) {
    Matcher name = NAME.matcher(reservation);
    return name.matches() ? name.group(1) : null;
  }
}
