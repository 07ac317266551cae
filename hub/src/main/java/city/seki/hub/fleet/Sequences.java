package city.seki.hub.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which taps of a run never came. A unit counts its taps from 1 in each run and delivers them in
 * order, with at most {@link #WINDOW} under way: a number that is further behind than that is
 * missing, and so is every one that has not come from a unit that owes nothing. One that comes
 * after all is not missing any more.
 *
 * <p>Of a run that began before this hub did only what came after its last tap in the ledger is
 * looked at: earlier ones were the business of an earlier hub. So a restored backup shows which
 * taps it lost. Confined to whoever holds the fleet's lock.
 */
public final class Sequences {
  /** As many taps as a unit has under way at most. */
  static final int WINDOW = 64;

  /** So many gaps of one run are remembered; the oldest goes. */
  private static final int MOST = 100;

  private static final int RUNS = 16;

  private static final class Run {
    /** First and last number of each gap: it costs the same however wide it is. */
    private final NavigableMap<Long, Long> open = new TreeMap<>();

    private long newest;
    private boolean settled;

    private Run(long before) {
      newest = before;
    }

    private void came(long seq) {
      if (seq <= newest) {
        fill(seq);
        return;
      }
      if (seq > newest + 1) {
        open.put(newest + 1, seq - 1);
        if (open.size() > MOST) {
          open.pollFirstEntry();
        }
      }
      newest = seq;
      settled = false;
    }

    private void fill(long seq) {
      Map.Entry<Long, Long> gap = open.floorEntry(seq);
      if (gap == null || gap.getValue() < seq) {
        return; // it came before
      }
      open.remove(gap.getKey());
      if (gap.getKey() < seq) {
        open.put(gap.getKey(), seq - 1);
      }
      if (seq < gap.getValue()) {
        open.put(seq + 1, gap.getValue());
      }
    }

    private List<Missing> missing() {
      long last = settled ? newest : newest - WINDOW;
      return open.headMap(last, true).entrySet().stream()
          .map(gap -> new Missing(gap.getKey(), Math.min(gap.getValue(), last)))
          .toList();
    }
  }

  /** Numbers in a row that never came, the first and the last of them. */
  public record Missing(long first, long last) {
    @Override
    public String toString() {
      return first == last ? String.valueOf(first) : first + "-" + last;
    }
  }

  /**
   * @param missing numbers that never came, the smallest first
   */
  public record Gap(String boot, List<Missing> missing) {
    public Gap {
      missing = List.copyOf(missing);
    }

    /** {@code 3, 7-9}. */
    public String words() {
      return missing.stream().map(Missing::toString).collect(Collectors.joining(", "));
    }
  }

  private final Map<String, Map<String, Run>> units = new HashMap<>();

  /** A run began while this hub was there: every tap from the first on has to come. */
  void began(String unit, String boot) {
    runs(unit).computeIfAbsent(boot, b -> new Run(0));
  }

  /** That tap came to an earlier hub. */
  void past(String unit, String boot, long seq) {
    Run run = runs(unit).computeIfAbsent(boot, b -> new Run(seq));
    run.newest = Math.max(run.newest, seq);
  }

  /** That tap came. */
  void came(String unit, String boot, long seq) {
    runs(unit).computeIfAbsent(boot, b -> new Run(seq - 1)).came(seq);
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
          List<Missing> missing = run.missing();
          if (!missing.isEmpty()) {
            gaps.add(new Gap(boot, missing));
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
