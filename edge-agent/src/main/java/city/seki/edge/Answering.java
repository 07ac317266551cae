package city.seki.edge;

import city.seki.config.model.SensorWiring;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which of the things that are wired to a unit answer. They are named in words, with the wire, so
 * that the same thing at the same wire is known again under another configuration. Sensors of the
 * network and devices are left out: they come and go by themselves. Thread-safe.
 */
final class Answering {
  private final Set<String> wired = new TreeSet<>();
  private final Map<String, Boolean> said = new ConcurrentHashMap<>();

  Answering(Unit unit) {
    for (Wiring wiring : unit.readers()) {
      wired.add(reader(wiring));
      wired.add(light(wiring));
    }
    unit.sensors().stream()
        .filter(sensor -> !sensor.device().startsWith(SurveyRuntime.NETWORK))
        .forEach(sensor -> wired.add(sensor(sensor)));
  }

  static String reader(Wiring wiring) {
    return "reader " + wiring.name() + " at " + wiring.device();
  }

  static String light(Wiring wiring) {
    return "light of " + wiring.name();
  }

  static String sensor(SensorWiring wiring) {
    return "sensor " + wiring.device();
  }

  void answers(String thing) {
    said.put(thing, true);
  }

  void fails(String thing) {
    said.put(thing, false);
  }

  /** Whether of each it is known whether it answers. */
  boolean isKnown() {
    return said.keySet().containsAll(wired);
  }

  /** Those that are known not to answer. */
  Set<String> failing() {
    return those(thing -> Boolean.FALSE.equals(said.get(thing)));
  }

  /** Those that are not known to answer. */
  Set<String> silent() {
    return those(thing -> !Boolean.TRUE.equals(said.get(thing)));
  }

  private Set<String> those(Predicate<String> which) {
    return wired.stream().filter(which).collect(Collectors.toUnmodifiableSet());
  }
}
