package city.seki.hub.fleet;

import city.seki.config.model.Place;
import city.seki.config.wire.SensorNight;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How honest each sensor was in its last nights, as its unit told. In memory only: units keep their
 * nights and tell them again. Safe for all threads.
 */
public final class SensorNights {
  /** That many nights of a sensor are kept. */
  public static final int NIGHTS = 30;

  /** Names that one unit may use; the one that came first goes. */
  private static final int MOST_SENSORS = 256;

  // guarded by this; by unit, sensor and night
  private final Map<String, Map<String, NavigableMap<LocalDate, SensorNight>>> units =
      new HashMap<>();

  /**
   * A unit told of nights. One that is told again replaces what was told before; one that has not
   * been yet, or is too old, is left out: the unit's clock was wrong.
   *
   * @param at when that came, by the city's clock
   */
  synchronized void told(String unit, Instant at, List<SensorNight> nights) {
    LocalDate today = at.atOffset(ZoneOffset.UTC).toLocalDate();
    for (SensorNight each : nights) {
      boolean been = !each.night().isAfter(today.plusDays(1)); // the city may be ahead of UTC
      if (been && each.night().isAfter(today.minusDays(NIGHTS + 1))) {
        keep(units.computeIfAbsent(unit, u -> new LinkedHashMap<>()), each);
      }
    }
  }

  private static void keep(
      Map<String, NavigableMap<LocalDate, SensorNight>> sensors, SensorNight night) {
    NavigableMap<LocalDate, SensorNight> its =
        sensors.computeIfAbsent(night.sensor(), sensor -> new TreeMap<>());
    its.put(night.night(), night);
    if (its.size() > NIGHTS) {
      its.pollFirstEntry();
    }
    if (sensors.size() > MOST_SENSORS) {
      sensors.remove(sensors.keySet().iterator().next());
    }
  }

  /**
   * The last nights of that sensor, the oldest first; none in which it looked at something else.
   *
   * @param today in the city; what is older than {@value #NIGHTS} days counts no more
   */
  public synchronized List<SensorNight> of(
      String unit, String sensor, Place place, LocalDate today) {
    return units
        .getOrDefault(unit, Map.of())
        .getOrDefault(sensor, Collections.emptyNavigableMap())
        .tailMap(today.minusDays(NIGHTS), true)
        .values()
        .stream()
        .filter(night -> night.place().equals(place))
        .toList();
  }
}
