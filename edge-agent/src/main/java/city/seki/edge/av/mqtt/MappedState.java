package city.seki.edge.av.mqtt;

import city.seki.config.model.DeviceMapping;
import city.seki.config.model.DeviceMapping.Availability;
import city.seki.config.model.DeviceMapping.Source;
import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a device said in one connection to its broker, and what that means by its mapping. The first
 * line that fits is the report:
 *
 * <pre>
 *   an availability says offline                       offline   unavailable
 *   an availability was not heard                      unknown   unheard
 *   an availability says neither, or is not readable   unknown   unfamiliar
 *   the state was not heard                            unknown   unheard
 *   nothing on its topic for longer than the silence   unknown   silent
 *   no value of the mapping fits, or not readable      unknown   unfamiliar
 *   a value fits                                       its state
 * </pre>
 *
 * <p>A retained message counts, and its age is unknown: of silence it is the beginning. An empty
 * payload clears a topic: what was said there is not known any more.
 *
 * <p>Immutable; no clock. Times are nanoseconds of the monotonic clock.
 */
record MappedState(DeviceMapping mapping, Map<Source, Heard> heard) {
  static final String SOURCE = "mqtt";
  static final String UNAVAILABLE = "unavailable";
  static final String UNHEARD = "unheard";
  static final String SILENT = "silent";
  static final String UNFAMILIAR = "unfamiliar";

  /** The detail that is the state's word as the device said it. */
  static final String SAID = "said";

  /** The detail that is the age of that word in seconds; it is missing where nobody knows it. */
  static final String AGE = "age_s";

  /** What may change from look to look without being news. */
  static final Set<String> FLEETING = Set.of(SAID, AGE);

  /**
   * @param retained whether the broker had kept it
   * @param at when it came
   */
  record Heard(Said said, boolean retained, long at) {}

  MappedState {
    heard = Map.copyOf(heard);
  }

  /** At the beginning of a connection: nothing heard. */
  static MappedState initial(DeviceMapping mapping) {
    return new MappedState(mapping, Map.of());
  }

  /** The state after a message. */
  MappedState after(BrokerLine.Message message) {
    byte[] payload = message.payload();
    Map<Source, Heard> next = new HashMap<>(heard);
    for (Source source : mapping.sources()) {
      if (source.topic().equals(message.topic())) {
        if (payload != null && payload.length == 0) {
          next.remove(source);
        } else {
          take(next, source, Said.of(payload, source.member()), message);
        }
      }
    }
    return new MappedState(mapping, next);
  }

  /** A report of something else takes nothing back. */
  private static void take(
      Map<Source, Heard> heard, Source source, Said said, BrokerLine.Message message) {
    Heard now = new Heard(said, message.retained(), message.at());
    if (said instanceof Said.Nothing) {
      heard.putIfAbsent(source, now);
    } else {
      heard.put(source, now);
    }
  }

  /**
   * @param name of the device, for hints
   * @param now in nanoseconds of the monotonic clock
   */
  DeviceReport report(String name, long now) {
    for (Availability each : mapping.availability()) {
      if (says(each.source(), each.offline())) {
        String hint = " says '" + each.offline() + "': is the device without power or network?";
        return without(DeviceState.OFFLINE, UNAVAILABLE, name, each.source() + hint);
      }
    }
    for (Availability each : mapping.availability()) {
      if (!says(each.source(), each.online())) {
        return unknown(name, each.source(), "'" + each.online() + "' or '" + each.offline() + "'");
      }
    }
    return ofState(name, now);
  }

  private DeviceReport ofState(String name, long now) {
    DeviceMapping.State state = mapping.state();
    Heard last = heard.get(state.source());
    Duration silence = state.silence();
    if (last != null && silence != null && now - last.at() > silence.toNanos()) {
      return without(
          DeviceState.UNKNOWN,
          SILENT,
          name,
          "nothing came on "
              + state.source().topic()
              + " for "
              + Duration.ofNanos(now - last.at()).toMinutes()
              + " min: does the device still publish?");
    }
    String word = word(last);
    DeviceState meant = word == null ? null : state.values().state(word);
    if (last == null || word == null || meant == null) {
      return unknown(name, state.source(), "one of the mapping's values");
    }
    SortedMap<String, String> details = new TreeMap<>();
    details.put(SAID, Said.shown(word));
    if (!last.retained()) {
      details.put(AGE, Long.toString(Duration.ofNanos(now - last.at()).toSeconds()));
    }
    return new DeviceReport(
        meant,
        SOURCE,
        meant == DeviceState.OFFLINE ? UNAVAILABLE : null,
        shown(mapping.model()),
        shown(mapping.firmware()),
        List.of(),
        List.of(),
        null,
        details);
  }

  private DeviceReport unknown(String name, Source source, String expected) {
    Heard last = heard.get(source);
    if (last == null) {
      return without(
          DeviceState.UNKNOWN,
          UNHEARD,
          name,
          "nothing was heard on "
              + source.topic()
              + " yet: check the topic; a device that speaks only at changes should have its"
              + " messages retained (Tasmota: PowerRetain 1)");
    }
    String found =
        switch (last.said()) {
          case Said.Word(String word) -> "says '" + Said.shown(word) + "'";
          case Said.Nothing() -> "came without that member";
          case Said.Unreadable(String why) -> "could not be read (" + why + ")";
        };
    return without(
        DeviceState.UNKNOWN,
        UNFAMILIAR,
        name,
        source + " " + found + ", expected " + expected + ": correct the mapping");
  }

  private static DeviceReport without(DeviceState state, String cause, String name, String hint) {
    return DeviceReport.without(state, SOURCE, cause, name + ": " + hint);
  }

  private boolean says(Source source, String word) {
    return word.equals(word(heard.get(source)));
  }

  private @Nullable String shown(@Nullable Source source) {
    String word = source == null ? null : word(heard.get(source));
    return word == null ? null : Said.shown(word);
  }

  private static @Nullable String word(@Nullable Heard last) {
    return last != null && last.said() instanceof Said.Word(String text) ? text : null;
  }
}
