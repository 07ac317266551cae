package city.seki.hub.calendar;

import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * Days and fiscal years as offices in Japan write them: 和暦 and 年度. A fiscal year runs from April to
 * March; that of 2019, in which the era changed, is 令和元年度 as a whole, as the ministries call it.
 */
public final class JapaneseDates {
  private static final LocalDate REIWA = LocalDate.of(2019, 5, 1);
  private static final int BEFORE_REIWA = 2018;
  private static final int BEFORE_HEISEI = 1988;

  private JapaneseDates() {}

  /**
   * {@code 令和4年7月1日}.
   *
   * @throws IllegalArgumentException for days before 1989-01-08, of an earlier era
   */
  public static String day(LocalDate day) {
    if (day.isBefore(LocalDate.of(1989, 1, 8))) {
      throw new IllegalArgumentException("days are written from 平成 on, not " + day);
    }
    boolean reiwa = !day.isBefore(REIWA);
    return year(reiwa, day.getYear()) + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
  }

  /** {@code 令和4年7月}, by the era of its last day. */
  public static String month(YearMonth month) {
    String last = day(month.atEndOfMonth());
    return last.substring(0, last.indexOf('月') + 1);
  }

  /** {@code 令和4年7月1日から令和4年9月22日まで}. */
  public static String period(LocalDate first, LocalDate last) {
    return day(first) + "から" + day(last) + "まで";
  }

  /** The year in which the fiscal year of that day began. */
  public static int fiscalYearNumber(LocalDate day) {
    return day.getMonthValue() >= Month.APRIL.getValue() ? day.getYear() : day.getYear() - 1;
  }

  /** {@code 令和4年度}. */
  public static String fiscalYear(LocalDate day) {
    int began = fiscalYearNumber(day);
    return year(began > BEFORE_REIWA, began) + "度";
  }

  /** The fiscal year in which all of that time lies, null if it lies in several. */
  public static @Nullable String fiscalYear(LocalDate first, LocalDate last) {
    return fiscalYearNumber(first) == fiscalYearNumber(last) ? fiscalYear(first) : null;
  }

  private static String year(boolean reiwa, int year) {
    int ofEra = year - (reiwa ? BEFORE_REIWA : BEFORE_HEISEI);
    return (reiwa ? "令和" : "平成") + (ofEra == 1 ? "元" : ofEra) + "年";
  }
}
