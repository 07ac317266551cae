package city.seki.hub.http;

import city.seki.config.model.City;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;

/** Moments as people and pages write them: with an offset, or by the clock on the city's wall. */
record CityTimes(City city) {
  /**
   * @throws IllegalArgumentException if it is no moment
   */
  Instant moment(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException noOffset) {
      try {
        return LocalDateTime.parse(text).atZone(city.timeZone()).toInstant();
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "expected a moment such as 2026-11-24T10:32, by the city's clock, or"
                + " 2026-11-24T10:32:00+09:00",
            e);
      }
    }
  }

  /**
   * The same in a query.
   *
   * @throws Problem 400 if it is no moment
   */
  Instant asked(String name, String text) {
    try {
      return moment(text);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(name + ": " + e.getMessage() + " (+ as %2B)");
    }
  }
}
