package city.seki.hub.history;

import city.seki.config.model.Policy;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What {@link Halves} were in each office on each day, for a city may change its slots. An office
 * that is not known has those of {@link Policy#STANDARD}.
 */
final class HalfDays {
  /** What an office's slots are. */
  record Slots(LocalTime amEnds, LocalTime pmStarts) {
    static final Slots STANDARD = of(Policy.STANDARD);

    static Slots of(Policy policy) {
      return new Slots(policy.amEnds(), policy.pmStarts());
    }
  }

  /** The slots of one office on one day, as moments: asked of every visit. */
  record Bounds(long noon, long afternoon) {
    /**
     * The same as {@link Halves#touched}.
     *
     * @param end 0 while it lasts
     */
    int touched(long start, long end) {
      boolean isLate = end == 0 ? start >= afternoon : end > afternoon;
      return (start < noon ? Halves.MORNING : Halves.NONE)
          | (isLate ? Halves.AFTERNOON : Halves.NONE);
    }
  }

  private final ZoneId zone;
  private final Map<String, NavigableMap<LocalDate, Slots>> offices = new HashMap<>();

  /**
   * @param offices their slots by the day from which on they are so
   */
  HalfDays(ZoneId zone, Map<String, NavigableMap<LocalDate, Slots>> offices) {
    this.zone = zone;
    offices.forEach((office, slots) -> this.offices.put(office, new TreeMap<>(slots)));
  }

  Bounds bounds(String office, LocalDate day) {
    Slots slots = slots(office, day);
    return new Bounds(millis(day, slots.amEnds()), millis(day, slots.pmStarts()));
  }

  private long millis(LocalDate day, LocalTime time) {
    return day.atTime(time).atZone(zone).toInstant().toEpochMilli();
  }

  boolean knows(String office) {
    return offices.containsKey(office);
  }

  Slots slots(String office, LocalDate day) {
    NavigableMap<LocalDate, Slots> known = offices.get(office);
    if (known == null) {
      return Slots.STANDARD;
    }
    Map.Entry<LocalDate, Slots> at = known.floorEntry(day);
    return at == null ? Slots.STANDARD : at.getValue();
  }
}
