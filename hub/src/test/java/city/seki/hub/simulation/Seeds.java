package city.seki.hub.simulation;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs as many seeds as one likes, from any on, and ends at the first that fails.
 *
 * <pre>
 *   mvn -q -Psimulation -DskipTests package -Dseki.seed=1 -Dseki.seeds=100000
 * </pre>
 */
public final class Seeds {
  private static final int LINES = 60;
  private static final long EVERY = 1_000;

  private Seeds() {}

  /**
   * @param args the first seed, and how many
   */
  public static void main(String[] args) {
    long first = Long.parseLong(args[0]);
    long count = Long.parseLong(args[1]);
    long begin = System.nanoTime();
    long taps = 0;
    for (long done = 0; done < count; done++) {
      Scenario scenario = Scenario.of(first + done);
      CityRun.Result result = CityRun.of(scenario, Planted.NOTHING, false);
      taps += result.taps();
      String failure = failure(scenario, Planted.NOTHING, result.broken());
      if (failure != null) {
        System.err.println(failure);
        System.exit(1);
      }
      if ((done + 1) % EVERY == 0 || done + 1 == count) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
            "%,d of %,d seeds, %,d taps, %.0f seeds a second%n",
            done + 1, count, taps, (done + 1) / seconds);
      }
    }
  }

  /**
   * What a person needs to see the failure again and understand it, null if there is none.
   *
   * @param broken what did not hold
   */
  static @Nullable String failure(Scenario scenario, Planted planted, @Nullable String broken) {
    if (broken == null) {
      return null;
    }
    Scenario shortest = Shrinking.of(scenario, planted, broken);
    CityRun.Result again = CityRun.of(shortest, planted, true);
    int from = Math.max(0, again.history().size() - LINES);
    return """
        seed %d: %s
        again: mvn -q -Psimulation -DskipTests package -Dseki.seed=%d -Dseki.seeds=1
        the shortest history that was found (%s):
        %s
        %s"""
        .formatted(
            scenario.seed(),
            broken,
            scenario.seed(),
            again.broken(),
            shortest,
            again.history().stream().skip(from).collect(Collectors.joining("\n")));
  }
}
