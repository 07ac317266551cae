package city.seki.edge.survey;

import city.seki.config.model.DeviceState;
import city.seki.config.model.Place;
import city.seki.edge.agent.Now;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.presence.fusion.Belief;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the rooms are that a unit looks after, for others to look at. Immutable.
 *
 * @param beliefs of the rooms that have sensors, by their names
 * @param devices of those that answered or did not, by their names; none that was never asked
 * @param at when it was so, null if nobody looked yet
 */
public record RoomsNow(
    Map<String, Belief> beliefs, Map<String, DeviceState> devices, @Nullable Now at) {
  /** Before the first look. */
  public static final RoomsNow NOTHING = new RoomsNow(Map.of(), Map.of(), null);

  public RoomsNow {
    beliefs = Map.copyOf(beliefs);
    devices = Map.copyOf(devices);
  }

  /**
   * @param at when the survey looked at its places
   */
  static RoomsNow of(Survey survey, Now at) {
    Map<String, Belief> beliefs = new LinkedHashMap<>();
    survey
        .places()
        .forEach(
            (place, sensing) -> {
              if (place instanceof Place.InRoom(String room)) {
                beliefs.put(room, sensing.state().belief());
              }
            });
    Map<String, DeviceState> devices = new LinkedHashMap<>();
    survey
        .devices()
        .forEach(
            (id, watched) -> {
              DeviceReport report = watched.report();
              if (report != null) {
                devices.put(id, report.state());
              }
            });
    return new RoomsNow(beliefs, devices, at);
  }

  /** Since when that is believed, by the clock as it is now; null before the first look. */
  public @Nullable Instant since(Belief belief) {
    return at == null
        ? null
        : at.wall()
            .toInstant()
            .minus(Duration.ofMillis(Math.max(0, at.monoMs() - belief.sinceMs())));
  }
}
