package city.seki.hub.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Which taps of a run never came. A unit counts its taps from 1 in each run and delivers them in
 * order, with at most {@link #WINDOW} under way: a number that is further behind than that is
 * missing, and so is every one that has not come from a unit that owes nothing. One that comes
 * after all is not missing any more.
 *
 * <p>Of a run that began before this hub did only what came since is looked at: earlier taps were
 * the business of an earlier hub. Confined to whoever holds the fleet's lock.
 */
public final class Sequences {
  /** As many taps as a unit has under way at most. */
  static final int WINDOW = 64;

  /** So many missing numbers of one run are remembered by name. */
  private static final int MOST = 1_000;

  private static final int RUNS = 16;

  private static final class Run {
    private final NavigableSet<Long> open = new TreeSet<>();
    private long newest;
    private boolean settled;

    private Run(long before) {
      newest = before;
    }
  }

  /**
   * @param missing numbers that never came, the smallest first
   */
  public record Gap(String boot, List<Long> missing) {
    public Gap {
      missing = List.copyOf(missing);
    }

    /** {@code 3, 7-9}. */
    public String words() {
      StringBuilder words = new StringBuilder();
      for (int i = 0; i < missing.size(); i++) {
        int first = i;
        while (i + 1 < missing.size() && missing.get(i + 1) == missing.get(i) + 1) {
          i++;
        }
        words.append(words.isEmpty() ? "" : ", ").append(missing.get(first));
        if (i > first) {
          words.append('-').append(missing.get(i));
        }
      }
      return words.toString();
    }
  }

  private final Map<String, Map<String, Run>> units = new HashMap<>();

  /** A run began while this hub was there: every tap from the first on has to come. */
  void began(String unit, String boot) {
    runs(unit).computeIfAbsent(boot, b -> new Run(0));
  }

  /** That tap came. */
  void came(String unit, String boot, long seq) {
    Run run = runs(unit).computeIfAbsent(boot, b -> new Run(seq - 1));
    if (seq <= run.newest) {
      run.open.remove(seq);
      return;
    }
    for (long skipped = Math.max(run.newest + 1, seq - MOST); skipped < seq; skipped++) {
      run.open.add(skipped);
    }
    while (run.open.size() > MOST) {
      run.open.pollFirst();
    }
    run.newest = seq;
    run.settled = false;
  }

  /** The unit says that it owes nothing more. */
  void settled(String unit) {
    runs(unit).values().forEach(run -> run.settled = true);
  }

  /** What is missing of that unit's runs. */
  List<Gap> gaps(String unit) {
    Map<String, Run> runs = units.get(unit);
    if (runs == null) {
      return List.of();
    }
    List<Gap> gaps = new ArrayList<>();
    runs.forEach(
        (boot, run) -> {
          NavigableSet<Long> missing =
              run.settled ? run.open : run.open.headSet(run.newest - WINDOW, true);
          if (!missing.isEmpty()) {
            gaps.add(new Gap(boot, List.copyOf(missing)));
          }
        });
    return gaps;
  }

  private Map<String, Run> runs(String unit) {
    Map<String, Run> runs = units.computeIfAbsent(unit, u -> new LinkedHashMap<>());
    if (runs.size() > RUNS) {
      runs.remove(runs.keySet().iterator().next());
    }
    return runs;
  }
}
