package city.seki.config.model;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * On which days a seat is there that is not there always, and from when to when.
 *
 * @param hours by day; on a day that is not in it the seat is not there
 */
public record SeatDays(Map<LocalDate, OpeningHours> hours) {
  public SeatDays {
    hours = Map.copyOf(hours);
  }

  public boolean isEmpty() {
    return hours.isEmpty();
  }

  /** In their order. */
  public SortedMap<LocalDate, OpeningHours> sorted() {
    return new TreeMap<>(hours);
  }

  /** The part of those hours of that day in which the seat is there, null if there is none. */
  public @Nullable OpeningHours within(LocalDate day, OpeningHours open) {
    OpeningHours there = hours.get(day);
    return there == null ? null : both(there, open);
  }

  private static @Nullable OpeningHours both(OpeningHours one, OpeningHours other) {
    LocalTime from = one.opens().isBefore(other.opens()) ? other.opens() : one.opens();
    LocalTime to = one.closes().isBefore(other.closes()) ? one.closes() : other.closes();
    return from.isBefore(to) ? new OpeningHours(from, to) : null;
  }

  /** Those days and the other's; of a day in both, what the other says of it. */
  public SeatDays and(SeatDays other) {
    Map<LocalDate, OpeningHours> all = new TreeMap<>(hours);
    all.putAll(other.hours);
    return new SeatDays(all);
  }

  /** The same without what is before that day. */
  public SeatDays from(LocalDate first) {
    Map<LocalDate, OpeningHours> left = new TreeMap<>(hours);
    left.keySet().removeIf(day -> day.isBefore(first));
    return left.size() == hours.size() ? this : new SeatDays(left);
  }

  /** The same up to that time of that day, and nothing after it. */
  public SeatDays until(LocalDate last, LocalTime time) {
    Map<LocalDate, OpeningHours> left = new TreeMap<>();
    hours.forEach(
        (day, there) -> {
          if (day.isBefore(last) || (day.equals(last) && !there.closes().isAfter(time))) {
            left.put(day, there);
          } else if (day.equals(last) && there.opens().isBefore(time)) {
            left.put(day, new OpeningHours(there.opens(), time));
          }
        });
    return new SeatDays(left);
  }
}
