package city.seki.hub.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What is old.
 *
 * @param before the first day that is not
 * @param zone the city's
 */
record Age(LocalDate before, ZoneId zone) {
  LocalDate day(Instant at) {
    return at.atZone(zone).toLocalDate();
  }

  boolean isOld(Instant at) {
    return day(at).isBefore(before);
  }
}
