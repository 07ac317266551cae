package city.seki.hub.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The days of a time on which a city's offices work (product.md §8): Monday to Friday less {@link
 * JapanHolidays} less closures that the city adds.
 *
 * @param weekdays how many days from Monday to Friday
 * @param rests how many of those are holidays, or lie between 29 December and 3 January
 * @param closures how many of those left are closures
 * @param days what is left
 */
public record OpenDays(long weekdays, long rests, long closures, SortedSet<LocalDate> days) {
  public OpenDays {
    days = Collections.unmodifiableSortedSet(new TreeSet<>(days));
  }

  /**
   * @throws IllegalArgumentException if holidays are not known for that time, or it ends before it
   *     begins
   */
  public static OpenDays of(LocalDate first, LocalDate last, Set<LocalDate> closures) {
    Set<LocalDate> rests = JapanHolidays.between(first.getYear(), last.getYear());
    long weekdays = 0;
    long holidays = 0;
    long closed = 0;
    SortedSet<LocalDate> days = new TreeSet<>();
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      if (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
        continue;
      }
      weekdays++;
      if (rests.contains(day)) {
        holidays++;
      } else if (closures.contains(day)) {
        closed++;
      } else {
        days.add(day);
      }
    }
    return new OpenDays(weekdays, holidays, closed, days);
  }

  public long count() {
    return days.size();
  }

  public boolean contains(LocalDate day) {
    return days.contains(day);
  }
}
