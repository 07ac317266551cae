package city.seki.config.model;

import java.time.Duration;
import java.time.LocalTime;

/** From when to when an office is open on one day; it never runs past midnight. */
public record OpeningHours(LocalTime opens, LocalTime closes) {
  public OpeningHours {
    if (!opens.isBefore(closes)) {
      throw new IllegalArgumentException("opens " + opens + " is not before closes " + closes);
    }
  }

  public Duration length() {
    return Duration.between(opens, closes);
  }
}
