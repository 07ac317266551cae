package city.seki.hub.simulation;

import city.seki.hub.simulation.Scenario.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The shortest history that still shows a failure, as far as leaving things out finds one: the end
 * of time, faults, visits, units, people. What is left out may turn one failure into another, so
 * that only the same kind of failure counts.
 */
final class Shrinking {
  private static final int MOST_RUNS = 2_000;

  private final Planted planted;
  private final String kind;
  private Scenario shortest;
  private int runs;

  private Shrinking(Scenario scenario, Planted planted, String broken) {
    this.shortest = scenario;
    this.planted = planted;
    this.kind = kind(broken);
  }

  /** The shortest scenario that breaks in the same way. */
  static Scenario of(Scenario scenario, Planted planted, String broken) {
    Shrinking shrinking = new Shrinking(scenario, planted, broken);
    Scenario before;
    do {
      before = shrinking.shortest;
      shrinking.once();
    } while (!shrinking.shortest.equals(before) && shrinking.runs < MOST_RUNS);
    return shrinking.shortest;
  }

  /** What broke, without the moment, names and numbers: its first words. */
  private static String kind(String broken) {
    String what = broken.substring(broken.indexOf(": ") + 2);
    return what.substring(0, Math.min(12, what.length()));
  }

  private void once() {
    for (int eighths = 1; eighths < 8; eighths++) {
      keepIfBroken(shortest.until(shortest.chaosMs() * eighths / 8));
    }
    withFewer(shortest.faults(), Scenario::withFaults);
    withFewer(shortest.visits(), Scenario::withVisits);
    Shape shape = shortest.shape();
    keepIfBroken(
        shortest.withShape(
            new Shape(
                1,
                1,
                shape.seats(),
                shape.people(),
                shape.caps(),
                shape.external(),
                shape.remembers(),
                shape.start())));
    keepIfBroken(
        shortest.withShape(
            new Shape(
                shortest.shape().offices(),
                shortest.shape().units(),
                1,
                shape.people(),
                false,
                shape.external(),
                shape.remembers(),
                shape.start())));
  }

  /** Drops items, many at once first, while it still breaks. */
  private <T> void withFewer(List<T> items, BiFunction<Scenario, List<T>, Scenario> with) {
    List<T> left = items;
    for (int chunk = Math.max(1, items.size() / 2); chunk >= 1; chunk /= 2) {
      for (int from = 0; from < left.size(); ) {
        List<T> fewer = new ArrayList<>(left.subList(0, from));
        fewer.addAll(left.subList(Math.min(left.size(), from + chunk), left.size()));
        if (keepIfBroken(with.apply(shortest, fewer))) {
          left = fewer;
        } else {
          from += chunk;
        }
      }
    }
  }

  private boolean keepIfBroken(Scenario shorter) {
    if (shorter.equals(shortest) || ++runs > MOST_RUNS) {
      return false;
    }
    String broken = CityRun.of(shorter, planted, false).broken();
    if (broken == null || !kind(broken).equals(kind)) {
      return false;
    }
    shortest = shorter;
    return true;
  }
}
