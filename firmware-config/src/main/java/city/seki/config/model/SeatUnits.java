package city.seki.config.model;

import java.util.Map;

/**
 * Which unit reads the cards at each seat, looked up anew only when the city's files changed. Safe
 * for all threads.
 */
public final class SeatUnits {
  private record Known(City city, Map<SeatId, String> units) {}

  private volatile Known known = new Known(City.EMPTY, Map.of());

  /** As {@link City#unitOfSeat}. */
  public Map<SeatId, String> of(City city) {
    Known now = known;
    if (!now.city().equals(city)) {
      now = new Known(city, city.unitOfSeat());
      known = now;
    }
    return now.units();
  }
}
