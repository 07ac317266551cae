package city.seki.hub.report;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Which other time stands beside the one that is asked for. */
public sealed interface Comparison {
  /** Of the same length, just before; whole months before whole months. */
  record Previous() implements Comparison {}

  /** The same days a year earlier. */
  record YearBefore() implements Comparison {}

  /** Those days. */
  record Days(LocalDate first, LocalDate last) implements Comparison {
    public Days {
      if (last.isBefore(first)) {
        throw new IllegalArgumentException("a period from " + first + " cannot end " + last);
      }
    }
  }

  /**
   * Reads {@code previous}, {@code year} or {@code 2021-07-01..2021-09-22}.
   *
   * @throws IllegalArgumentException if it is none of those
   */
  static Comparison of(String text) {
    int dots = text.indexOf("..");
    if (text.equals("previous")) {
      return new Previous();
    }
    if (text.equals("year")) {
      return new YearBefore();
    }
    try {
      return new Days(
          LocalDate.parse(text.substring(0, Math.max(dots, 0))),
          LocalDate.parse(text.substring(dots + 2)));
    } catch (DateTimeException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "expected previous, year or such as 2021-07-01..2021-09-22, not '" + text + "'", e);
    }
  }

  /** Which days those are for a report on these. */
  default Days before(LocalDate first, LocalDate last) {
    return switch (this) {
      case Days days -> days;
      case YearBefore _ -> new Days(first.minusYears(1), yearBefore(last));
      case Previous _ -> previous(first, last);
    };
  }

  private static Days previous(LocalDate first, LocalDate last) {
    LocalDate next = last.plusDays(1);
    if (first.getDayOfMonth() == 1 && next.getDayOfMonth() == 1) {
      return new Days(
          first.minusMonths(ChronoUnit.MONTHS.between(first, next)), first.minusDays(1));
    }
    return new Days(first.minusDays(ChronoUnit.DAYS.between(first, next)), first.minusDays(1));
  }

  /** The last of February stays the last. */
  private static LocalDate yearBefore(LocalDate last) {
    return last.plusDays(1).minusYears(1).minusDays(1);
  }
}
