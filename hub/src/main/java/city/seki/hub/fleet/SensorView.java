package city.seki.hub.fleet;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Place;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Unit;
import city.seki.config.wire.JsonText;
import city.seki.config.wire.SensorNight;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How honest one sensor was in its last nights together, for those who look after it.
 *
 * <p>It is <b>doubtful</b> when it said "somebody" for more than {@link #FALSE_OCCUPIED} of the
 * quiet hours, or "nobody" for more than {@link #FALSE_VACANT} of those in which somebody was said
 * to be there; in both cases of {@link #ENOUGH_HOURS} hours at least. A tenth of a quiet night is
 * more than anybody cleans. The bound for "nobody" is high because people leave a seat that they
 * hold, and sit still before a PIR. An air sensor is never doubtful: it is late by nature, and
 * misses one person in a large room; its rates are shown all the same.
 *
 * @param kind in one word
 * @param nights that count, of the last 30
 * @param falseOccupied 0 to 1, null where no hour was fit to tell
 * @param closedHours that were looked at for it
 * @param falseVacant 0 to 1, null where no hour was fit to tell
 * @param takenHours that were looked at for it
 */
public record SensorView(
    String unit,
    String sensor,
    Place place,
    String kind,
    int nights,
    @Nullable Double falseOccupied,
    double closedHours,
    @Nullable Double falseVacant,
    double takenHours) {
  static final double FALSE_OCCUPIED = 0.1;
  static final double FALSE_VACANT = 0.8;

  /** Two to three nights; one evening with a guest makes no sensor doubtful. */
  static final double ENOUGH_HOURS = 24;

  private static final String AIR = "air";
  private static final String DOOR = "door";
  private static final String CAMERA = "camera";
  private static final double HOUR = 60;
  private static final double TENTHS = 10;
  private static final double FINEST = 10_000;

  /**
   * Every sensor of that office that can tell whether somebody is there, so no door: the doubtful
   * ones first, then as in the city's file.
   *
   * @param today in the city
   */
  public static List<SensorView> of(
      City city, Office office, SensorNights nights, LocalDate today) {
    List<SensorView> views = new ArrayList<>();
    for (Unit unit : city.units().values()) {
      if (unit.office().equals(office.id())) {
        for (SensorWiring sensor : unit.sensors()) {
          if (!sensor.kind().equals(DOOR)) {
            views.add(
                of(
                    unit.id(),
                    sensor.device(),
                    sensor.place(),
                    sensor.kind(),
                    nights.of(unit.id(), sensor.device(), sensor.place(), today)));
          }
        }
        for (RoomDevice device : unit.devices()) {
          if (device.countsPeople()) {
            Place room = new Place.InRoom(device.room());
            views.add(
                of(
                    unit.id(),
                    device.id(),
                    room,
                    CAMERA,
                    nights.of(unit.id(), device.id(), room, today)));
          }
        }
      }
    }
    views.sort(Comparator.comparing(view -> !view.isDoubtful()));
    return views;
  }

  static SensorView of(
      String unit, String sensor, Place place, String kind, List<SensorNight> nights) {
    long closed = sum(nights, SensorNight::closedMinutes);
    long taken = sum(nights, SensorNight::takenMinutes);
    return new SensorView(
        unit,
        sensor,
        place,
        kind,
        nights.size(),
        rate(nights, SensorNight::falseOccupied, SensorNight::closedMinutes, closed),
        closed / HOUR,
        rate(nights, SensorNight::falseVacant, SensorNight::takenMinutes, taken),
        taken / HOUR);
  }

  private static long sum(List<SensorNight> nights, ToLongFunction<SensorNight> minutes) {
    return nights.stream().mapToLong(minutes).sum();
  }

  private static @Nullable Double rate(
      List<SensorNight> nights,
      Function<SensorNight, @Nullable Double> rate,
      ToLongFunction<SensorNight> minutes,
      long all) {
    double wrong = 0;
    for (SensorNight night : nights) {
      Double its = rate.apply(night);
      wrong += its == null ? 0 : its * minutes.applyAsLong(night);
    }
    return all == 0 ? null : (Double) (wrong / all);
  }

  public boolean isDoubtful() {
    return !kind.equals(AIR)
        && (isAbove(FALSE_OCCUPIED, falseOccupied, closedHours)
            || isAbove(FALSE_VACANT, falseVacant, takenHours));
  }

  private static boolean isAbove(double bound, @Nullable Double rate, double hours) {
    return rate != null && rate > bound && hours >= ENOUGH_HOURS;
  }

  /** As the API tells it. */
  public void write(JsonText o) {
    o.put("unit", unit).put("sensor", sensor).put("place", place.toString()).put("kind", kind);
    o.put("nights", nights);
    o.put("false_occupied", rounded(falseOccupied)).put("closed_hours", rounded(closedHours));
    o.put("false_vacant", rounded(falseVacant)).put("taken_hours", rounded(takenHours));
    o.put("doubtful", isDoubtful());
  }

  private static @Nullable Double rounded(@Nullable Double rate) {
    return rate == null ? null : (Double) (Math.round(rate * FINEST) / FINEST);
  }

  private static double rounded(double hours) {
    return Math.round(hours * TENTHS) / TENTHS;
  }
}
