package city.seki.edge.av;

import city.seki.config.model.DeviceState;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a device is at one moment, in words that do not depend on its brand.
 *
 * @param source the protocol that told it: {@code pjlink}, {@code xapi}, {@code snmp}, …
 * @param cause one word why it is {@code offline} or {@code unknown}, as {@code refused}, {@code
 *     timeout}, {@code password}; null otherwise
 * @param name what the device calls itself, null if it does not say
 * @param firmware its version of it, null if it does not say
 * @param problems what is wrong with it, one word each, as {@code lamp}; empty if nothing is
 * @param missing peripherals that were there and are not, as {@code camera}
 * @param people how many it counts in its room, null if it counts none
 * @param details what else it says, for the installer: key and value in its own terms
 */
public record DeviceReport(
    DeviceState state,
    String source,
    @Nullable String cause,
    @Nullable String name,
    @Nullable String firmware,
    List<String> problems,
    List<String> missing,
    @Nullable Integer people,
    SortedMap<String, String> details) {
  /** The detail that is a sentence for a person: what is wrong, with the remedy. */
  public static final String HINT = "hint";

  public DeviceReport {
    problems = List.copyOf(problems);
    missing = List.copyOf(missing);
    details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
  }

  /** A device of which nothing is known but that it is so, and why. */
  public static DeviceReport without(DeviceState state, String source, String cause) {
    return new DeviceReport(
        state, source, cause, null, null, List.of(), List.of(), null, new TreeMap<>(Map.of()));
  }

  /**
   * The same, with a word for a person.
   *
   * @param hint which device, what was found, and the remedy where there is one; no password
   */
  public static DeviceReport without(DeviceState state, String source, String cause, String hint) {
    return new DeviceReport(
        state,
        source,
        cause,
        null,
        null,
        List.of(),
        List.of(),
        null,
        new TreeMap<>(Map.of(HINT, hint)));
  }
}
