package city.seki.edge.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a unit knows about its clocks when it starts.
 *
 * @param uptimes in their order; the last is the one that runs
 * @param runs where the clock of each run of the agent stands, by the name of the run
 * @param now where that of the present run stands
 */
public record Past(List<Uptime> uptimes, Map<String, Run> runs, Run now) {
  /**
   * One run of the agent.
   *
   * @param uptime the number of the uptime that it falls into
   * @param baseMs what the monotonic clock showed when the run began
   */
  public record Run(long uptime, long baseMs) {}

  public Past {
    uptimes = List.copyOf(uptimes);
    runs = Map.copyOf(runs);
  }

  /** Nothing is known: the run of that name is the first that there is. */
  public static Past none(String boot, long baseMs) {
    Run run = new Run(0, baseMs);
    return new Past(List.of(new Uptime(0, List.of(), 0, 0)), Map.of(boot, run), run);
  }

  /** The same past, with more known of the uptime that runs. */
  public Past with(Uptime last) {
    List<Uptime> more = new ArrayList<>(uptimes);
    more.set(more.size() - 1, last);
    return new Past(more, runs, now);
  }
}
