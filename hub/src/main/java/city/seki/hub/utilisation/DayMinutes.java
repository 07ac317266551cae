package city.seki.hub.utilisation;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Seat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The minutes of one day in the city's time, numbered from 0. A minute belongs to whatever was so
 * at its beginning: so minutes are whole, and the parts of a day sum up to the day.
 *
 * <p>Example: a seat held from 9:00:30 to 9:02:00 was held for one minute, that of 9:01.
 *
 * @param count 1,440; another number where the clocks were put forward or back
 * @param hours those that show the same hour on the clock
 */
record DayMinutes(LocalDate day, ZoneId zone, Instant start, int count, List<OneHour> hours) {
  static final int HOURS = 24;

  private static final long MILLIS = 60_000;

  /** Those minutes that show one hour on the clock. */
  record OneHour(int hour, int from, int to) {}

  DayMinutes {
    hours = List.copyOf(hours);
  }

  static DayMinutes of(LocalDate day, ZoneId zone) {
    Instant start = day.atStartOfDay(zone).toInstant();
    Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
    int count = (int) Duration.between(start, end).toMinutes();
    List<OneHour> hours = new ArrayList<>();
    for (int from = 0; from < count; from += 60) {
      int hour = start.plusSeconds(60L * from).atZone(zone).getHour();
      hours.add(new OneHour(hour, from, Math.min(from + 60, count)));
    }
    return new DayMinutes(day, zone, start, count, hours);
  }

  Instant end() {
    return at(count);
  }

  /** When that minute begins. */
  Instant at(int minute) {
    return start.plusSeconds(60L * minute);
  }

  /** The first minute that begins at that moment or later; before the day that is less than 0. */
  int mark(Instant at) {
    long millis = Duration.between(start, at).toMillis();
    long mark = Math.ceilDiv(millis, MILLIS);
    return Math.clamp(mark, Integer.MIN_VALUE / 2, Integer.MAX_VALUE / 2);
  }

  int mark(LocalTime time) {
    return mark(day.atTime(time).atZone(zone).toInstant());
  }

  /**
   * Puts in the minutes of that time which are on this day.
   *
   * @param to null while it lasts
   * @param until minutes from here on are not yet
   */
  void add(BitSet minutes, Instant from, @Nullable Instant to, int until) {
    int first = Math.max(0, mark(from));
    int end = to == null ? until : Math.min(until, mark(to));
    if (first < end) {
      minutes.set(first, end);
    }
  }

  /** Those in which that office is open. */
  BitSet open(City city, Office office, int until) {
    return open(city.hours(office, day), until);
  }

  /** Those in which that seat of that office is there, for one that is not there always. */
  BitSet open(City city, Office office, Seat seat, int until) {
    return open(city.hours(office, seat, day), until);
  }

  private BitSet open(@Nullable OpeningHours hours, int until) {
    BitSet open = new BitSet();
    if (hours != null) {
      int opens = mark(hours.opens());
      open.set(opens, Math.max(opens, Math.min(until, mark(hours.closes()))));
    }
    return open;
  }

  /** Adds how many of those minutes there are in each hour of the clock. */
  void addHours(BitSet minutes, int[] sums) {
    if (minutes.isEmpty()) {
      return;
    }
    for (OneHour hour : hours) {
      sums[hour.hour()] += minutes.get(hour.from(), hour.to()).cardinality();
    }
  }
}
