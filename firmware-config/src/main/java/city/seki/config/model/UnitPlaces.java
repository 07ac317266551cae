package city.seki.config.model;

import java.util.List;
import java.util.Map;

/**
 * Which unit reads the cards at each seat, and which units stand in each office; looked up anew
 * only when the city's files changed. Safe for all threads.
 */
public final class UnitPlaces {
  private record Known(City city, Map<SeatId, String> ofSeat, Map<String, List<String>> ofOffice) {
    Known(City city) {
      this(city, city.unitOfSeat(), city.unitsOfOffice());
    }
  }

  private volatile Known known = new Known(City.EMPTY);

  private Known known(City city) {
    Known now = known;
    if (!now.city().equals(city)) {
      now = new Known(city);
      known = now;
    }
    return now;
  }

  /** As {@link City#unitOfSeat}. */
  public Map<SeatId, String> ofSeat(City city) {
    return known(city).ofSeat();
  }

  /** As {@link City#unitsOfOffice}. */
  public Map<String, List<String>> ofOffice(City city) {
    return known(city).ofOffice();
  }
}
