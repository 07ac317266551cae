package city.seki.hub.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The days on which Japan's offices rest besides weekends: national holidays, and 29 December to 3
 * January (product.md §8).
 *
 * <p>Computed by the Act on National Holidays (国民の祝日に関する法律) as in force since 2007, with the
 * special laws for the accession of 2019 and the Olympic years 2020 and 2021. Jollyday 2.19.0 was
 * tried first: its Japan has no equinox days, no substitutes but one, no Olympic years and still
 * the Emperor's birthday of 23 December. A day that a later law adds is a closure that the city
 * adds until the next release.
 */
public final class JapanHolidays {
  /** The substitute and bridging rules are those in force from this year. */
  private static final int FIRST_YEAR = 2007;

  /** The formulas for the equinoxes hold up to this year. */
  private static final int LAST_YEAR = 2099;

  private JapanHolidays() {}

  /**
   * All of those days from 1 January of the first to 31 December of the last year.
   *
   * @throws IllegalArgumentException for years outside 2007 to 2099, or in the wrong order
   */
  public static SortedSet<LocalDate> between(int firstYear, int lastYear) {
    if (firstYear < FIRST_YEAR || lastYear > LAST_YEAR || lastYear < firstYear) {
      throw new IllegalArgumentException(
          "holidays are known from %d to %d, not from %d to %d"
              .formatted(FIRST_YEAR, LAST_YEAR, firstYear, lastYear));
    }
    SortedSet<LocalDate> days = new TreeSet<>();
    for (int year = firstYear; year <= lastYear; year++) {
      SortedSet<LocalDate> national = national(year);
      days.addAll(national);
      days.addAll(substitutes(national));
      days.addAll(bridges(national));
      for (int day = 1; day <= 3; day++) {
        days.add(LocalDate.of(year, 1, day));
        days.add(LocalDate.of(year, 12, 28 + day));
      }
    }
    return Collections.unmodifiableSortedSet(days);
  }

  /** The holidays that article 2 names, and those of special laws. */
  private static SortedSet<LocalDate> national(int year) {
    SortedSet<LocalDate> days = new TreeSet<>();
    days.add(LocalDate.of(year, 1, 1)); // 元日
    days.add(monday(year, 1, 2)); // 成人の日
    days.add(LocalDate.of(year, 2, 11)); // 建国記念の日
    days.add(LocalDate.of(year, 3, equinox(year, 20.8431))); // 春分の日
    days.add(LocalDate.of(year, 4, 29)); // 昭和の日
    days.add(LocalDate.of(year, 5, 3)); // 憲法記念日
    days.add(LocalDate.of(year, 5, 4)); // みどりの日
    days.add(LocalDate.of(year, 5, 5)); // こどもの日
    days.add(monday(year, 9, 3)); // 敬老の日
    days.add(LocalDate.of(year, 9, equinox(year, 23.2488))); // 秋分の日
    days.add(LocalDate.of(year, 11, 3)); // 文化の日
    days.add(LocalDate.of(year, 11, 23)); // 勤労感謝の日
    days.addAll(emperor(year));
    days.addAll(summer(year));
    return days;
  }

  /** The Emperor's birthday 天皇誕生日, which 2019 did not have, and the accession of that year. */
  private static Set<LocalDate> emperor(int year) {
    if (year == 2019) {
      return Set.of(LocalDate.of(year, 5, 1), LocalDate.of(year, 10, 22));
    }
    return Set.of(year < 2019 ? LocalDate.of(year, 12, 23) : LocalDate.of(year, 2, 23));
  }

  /** Marine day 海の日, mountain day 山の日 and sports day スポーツの日; moved for the Olympic games. */
  private static Set<LocalDate> summer(int year) {
    return switch (year) {
      case 2020 ->
          Set.of(LocalDate.of(2020, 7, 23), LocalDate.of(2020, 8, 10), LocalDate.of(2020, 7, 24));
      case 2021 ->
          Set.of(LocalDate.of(2021, 7, 22), LocalDate.of(2021, 8, 8), LocalDate.of(2021, 7, 23));
      default -> {
        Set<LocalDate> days = new TreeSet<>(Set.of(monday(year, 7, 3), monday(year, 10, 2)));
        if (year >= 2016) {
          days.add(LocalDate.of(year, 8, 11));
        }
        yield days;
      }
    };
  }

  /** 振替休日: for a holiday on a Sunday the next day that is none (article 3, paragraph 2). */
  private static Set<LocalDate> substitutes(SortedSet<LocalDate> national) {
    Set<LocalDate> days = new TreeSet<>();
    for (LocalDate holiday : national) {
      if (holiday.getDayOfWeek() == DayOfWeek.SUNDAY) {
        LocalDate next = holiday.plusDays(1);
        while (national.contains(next)) {
          next = next.plusDays(1);
        }
        days.add(next);
      }
    }
    return days;
  }

  /** 国民の休日: a day between two holidays (article 3, paragraph 3). */
  private static Set<LocalDate> bridges(SortedSet<LocalDate> national) {
    Set<LocalDate> days = new TreeSet<>();
    for (LocalDate holiday : national) {
      if (national.contains(holiday.plusDays(2))) {
        days.add(holiday.plusDays(1));
      }
    }
    return days;
  }

  private static LocalDate monday(int year, int month, int which) {
    return LocalDate.of(year, month, 1)
        .with(TemporalAdjusters.dayOfWeekInMonth(which, DayOfWeek.MONDAY));
  }

  /**
   * The day of the month of an equinox in Japan, by the usual approximation for 1980 to 2099; the
   * Cabinet fixes the day in February of the year before, so far always the same one.
   *
   * @param in1980 the day, with its fraction, in 1980
   */
  private static int equinox(int year, double in1980) {
    int years = year - 1980;
    int leapDays = years / 4;
    return (int) (in1980 + 0.242194 * years - leapDays);
  }
}
