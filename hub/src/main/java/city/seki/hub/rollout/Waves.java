package city.seki.hub.rollout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Divides units into waves. Pure: the same units and plan, the same waves.
 *
 * <p>GOALS: canaries first, then the shares of the plan; units that are online before those that
 * are off, so that the first waves tell something. CONSTRAINT: never two units of one office in a
 * wave; a share that needs more takes several waves.
 *
 * <p>Example: 10 units in 4 offices, one canary, then 50 % and 100 %: waves of 1, 4, 4 and 1 units,
 * or smaller ones where an office has most of the units.
 */
final class Waves {
  /** A unit, and whether it is there now. */
  record Candidate(String unit, String office, boolean online) {}

  private final Map<String, Candidate> waiting = new LinkedHashMap<>();
  private final List<List<String>> waves = new ArrayList<>();
  private int placed;

  private Waves(Collection<Candidate> candidates, long seed) {
    List<Candidate> order = new ArrayList<>(candidates);
    order.sort(Comparator.comparing(Candidate::unit));
    java.util.Collections.shuffle(order, new Random(seed));
    order.sort(Comparator.comparing(candidate -> !candidate.online()));
    order.forEach(candidate -> waiting.put(candidate.unit(), candidate));
  }

  /** All of those units, each in one wave. */
  static List<List<String>> of(Collection<Candidate> candidates, Plan plan) {
    Waves waves = new Waves(candidates, plan.seed());
    int all = candidates.size();
    List<Candidate> named =
        plan.first().stream().filter(waves.waiting::containsKey).map(waves.waiting::get).toList();
    if (named.isEmpty()) {
      waves.reach(Math.min(plan.canaries(), all), waves.waiting.values());
    } else {
      waves.reach(named.size(), new ArrayList<>(named));
    }
    for (int percent : plan.percents()) {
      waves.reach(Math.ceilDiv(all * percent, 100), waves.waiting.values());
    }
    return List.copyOf(waves.waves);
  }

  /** Fills waves from those until so many units have one. */
  private void reach(int goal, Collection<Candidate> from) {
    while (placed < goal) {
      List<String> wave = new ArrayList<>();
      Set<String> offices = new HashSet<>();
      Iterator<Candidate> next = from.iterator();
      while (next.hasNext() && placed + wave.size() < goal) {
        Candidate candidate = next.next();
        if (offices.add(candidate.office())) {
          wave.add(candidate.unit());
          next.remove();
        }
      }
      wave.forEach(waiting::remove);
      placed += wave.size();
      waves.add(List.copyOf(wave));
    }
  }
}
