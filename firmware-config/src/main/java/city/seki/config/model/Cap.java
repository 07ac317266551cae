package city.seki.config.model;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * At most so many claims at once, in an office or one zone of it, for a period or for good.
 *
 * @param zone the zone that it holds for, null for the whole office
 * @param from first day, null for always
 * @param to last day, null for open end
 */
public record Cap(
    int seats, @Nullable String zone, @Nullable LocalDate from, @Nullable LocalDate to) {
  public Cap {
    if (seats < 0) {
      throw new IllegalArgumentException("a cap is 0 or more seats, not " + seats);
    }
    if (from != null && to != null && to.isBefore(from)) {
      throw new IllegalArgumentException("a cap from " + from + " cannot end on " + to);
    }
  }

  /** Whether it is switched on that day. */
  public boolean on(LocalDate day) {
    return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
  }
}
