package city.seki.edge.survey;

import city.seki.config.model.Place;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.SensorNight;
import city.seki.edge.agent.Now;
import city.seki.edge.presence.fusion.Belief;
import city.seki.edge.presence.fusion.Honesty;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How honest the sensors of a unit were, night by night. Immutable; no clock.
 *
 * <p>A night is a day and the night after it, from {@value #TURN} o'clock to {@value #TURN} o'clock
 * by the city's time, and bears the day's date. Only what the unit saw itself counts, for as long
 * as it saw it: while it was off, did not know what o'clock it was or knew nothing of its office,
 * no time passes here.
 *
 * <pre>
 * what the clock says            what becomes of the running night
 * the same night                 it goes on
 * the night before               it goes on: a clock that was set back a little
 * an earlier one                 it begins anew, and nights that have not been yet go: that clock was wrong
 * a later one                    it ends with what was seen of it, and that one begins
 * </pre>
 *
 * @param places what each sensor looks at
 * @param night the running one, null before the time was known
 * @param running what was counted of it
 * @param nights those that ended, the oldest first; the last {@value #NIGHTS} of each sensor
 * @param lookedMs until when time was counted, by this run's monotonic clock
 */
public record Account(
    Map<String, Place> places,
    @Nullable LocalDate night,
    Honesty running,
    List<SensorNight> nights,
    long lookedMs) {
  /** That many nights are kept of each sensor. */
  public static final int NIGHTS = 30;

  /** The hour at which a night ends: those who clean have left, those who work have not come. */
  static final int TURN = 6;

  /** How often somebody has to look. A word of a sensor that is shorter evens out over a night. */
  static final long EVERY_MS = 10_000;

  /** A longer stretch was not looked at: the machine slept, say. */
  static final long LONGEST_MS = 15 * 60_000;

  private static final double MINUTE_MS = 60_000;
  private static final double FINEST = 10_000;

  public Account {
    places = Map.copyOf(places);
    nights = newest(nights, places);
  }

  /** Of sensors of which nothing is known. */
  public static Account begun(Map<String, Place> places, long nowMs) {
    return new Account(places, null, Honesty.NONE, List.of(), nowMs);
  }

  /**
   * What that sensor looks at.
   *
   * @throws IllegalArgumentException if the unit has no such sensor
   */
  Place place(String sensor) {
    Place place = places.get(sensor);
    if (place == null) {
      throw new IllegalArgumentException("this unit has no sensor " + sensor);
    }
    return place;
  }

  private static List<SensorNight> newest(List<SensorNight> nights, Map<String, Place> places) {
    Map<String, Integer> counts = new HashMap<>();
    List<SensorNight> kept = new ArrayList<>();
    for (SensorNight each : nights.reversed()) {
      boolean known = each.place().equals(places.get(each.sensor()));
      if (known && counts.merge(each.sensor(), 1, Integer::sum) <= NIGHTS) {
        kept.add(each);
      }
    }
    return List.copyOf(kept.reversed());
  }

  /** Whether it is time to look again. */
  public boolean isDue(long nowMs) {
    return nowMs - lookedMs >= EVERY_MS;
  }

  /**
   * With the time since the last look.
   *
   * @param beliefs of all places, with the evidence of each sensor
   * @param setting null while the unit knows nothing of its office
   */
  public Account and(Map<Place, Belief> beliefs, @Nullable Setting setting, Now now) {
    if (now.clock() == ClockState.UNSET) {
      return looked(now.monoMs());
    }
    long lengthMs = now.monoMs() - lookedMs;
    Account then = turned(dayOf(now)).looked(now.monoMs());
    return setting == null || lengthMs <= 0 || lengthMs > LONGEST_MS
        ? then
        : then.counting(lengthMs, beliefs, setting);
  }

  private static LocalDate dayOf(Now now) {
    return now.wall().toLocalDateTime().minusHours(TURN).toLocalDate();
  }

  private Account looked(long nowMs) {
    return new Account(places, night, running, nights, Math.max(lookedMs, nowMs));
  }

  private Account counting(long lengthMs, Map<Place, Belief> beliefs, Setting setting) {
    Honesty counted = running;
    for (Map.Entry<Place, Belief> each : beliefs.entrySet()) {
      boolean claimed = setting.isClaimed(each.getKey());
      counted =
          counted.and(new Honesty.Interval(lengthMs, each.getValue(), claimed, !setting.quiet()));
    }
    return new Account(places, night, counted, nights, lookedMs);
  }

  private Account turned(LocalDate day) {
    if (night == null) {
      return new Account(places, day, running, nights, lookedMs);
    }
    if (day.isAfter(night)) {
      List<SensorNight> more = new ArrayList<>(nights);
      running.tallies().forEach((sensor, tally) -> end(night, sensor, tally, more));
      return new Account(places, day, Honesty.NONE, more, lookedMs);
    }
    if (day.isBefore(night.minusDays(1))) {
      List<SensorNight> been = nights.stream().filter(n -> n.night().isBefore(day)).toList();
      return new Account(places, day, Honesty.NONE, been, lookedMs);
    }
    return this;
  }

  /** A night in which a sensor was looked at for less than a minute is none. */
  private void end(LocalDate ended, String sensor, Honesty.Tally tally, List<SensorNight> nights) {
    long closed = Math.round(tally.closedMs() / MINUTE_MS);
    long taken = Math.round(tally.takenMs() / MINUTE_MS);
    if (closed + taken > 0) {
      nights.add(
          new SensorNight(
              sensor,
              place(sensor),
              ended,
              closed == 0 ? null : share(tally.falseOccupiedMs(), tally.closedMs()),
              closed,
              taken == 0 ? null : share(tally.falseVacantMs(), tally.takenMs()),
              taken));
    }
  }

  private static Double share(long part, long whole) {
    return Math.round(FINEST * part / whole) / FINEST;
  }
}
