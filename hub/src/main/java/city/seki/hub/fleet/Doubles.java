package city.seki.hub.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Notices two devices with one identity, as a copied SD card makes them.
 *
 * <p>Goals, the first before the second: one device alone is never taken for two, however often it
 * starts or loses its link; two are found soon.
 *
 * <p>How: every run of an agent has a name made by chance (its boot) and tells with each health how
 * long it has lasted. A device that started again never goes on with a run that it left. So a run
 * that speaks once more, with a longer time than before, after another run of the same unit spoke,
 * belongs to a second device. A message that a broker delivers again has the same time and proves
 * nothing; taps, which keep the run in which they were made, and last wills are not looked at.
 *
 * <pre>
 *   state   event                                            next
 *   one     health of the current run, or of a new one       one
 *   one     an earlier run speaks on                         held: runs a and b
 *   held    an earlier run speaks on                         held, the quiet begins anew
 *   held    half an hour of quiet                            one: the other device is gone
 *   held    an operator says that it is gone                 one, nothing is remembered
 * </pre>
 *
 * <p>Confined to whoever holds the fleet's lock.
 */
public final class Doubles {
  /** Longer than a unit that was pushed off the broker again and again waits before it tries. */
  static final Duration QUIET = Duration.ofMinutes(30);

  private static final int RUNS = 8;

  /**
   * The runs of one unit, with the longest time that each told; the one that spoke last is last.
   */
  private static final class Runs {
    private final Map<String, Long> uptimes = new LinkedHashMap<>();
    private String current = "";
    private @Nullable Held held;
    private long proofAt;
  }

  /**
   * Two devices speak as one unit.
   *
   * @param boots their runs, as far as they are known
   * @param since when that was noticed
   */
  public record Held(List<String> boots, Instant since) {
    public Held {
      boots = List.copyOf(boots);
    }
  }

  private final Map<String, Runs> units = new LinkedHashMap<>();

  /** That run spoke, and has lasted so long. */
  void spoke(String unit, String boot, long uptimeMs, Instant at, long nanos) {
    Runs runs = units.computeIfAbsent(unit, u -> new Runs());
    Long before = runs.uptimes.remove(boot);
    boolean another = !boot.equals(runs.current);
    if (another && before != null && uptimeMs > before) {
      runs.held = held(runs, boot, at);
      runs.proofAt = nanos;
    }
    runs.uptimes.put(boot, before == null ? uptimeMs : Math.max(before, uptimeMs));
    // What a broker delivers again of a run that is over does not bring it back.
    if (before == null || uptimeMs > before) {
      runs.current = boot;
    }
    if (runs.uptimes.size() > RUNS) {
      runs.uptimes.remove(runs.uptimes.keySet().iterator().next());
    }
  }

  private static Held held(Runs runs, String boot, Instant at) {
    TreeSet<String> boots = new TreeSet<>(List.of(boot, runs.current));
    Held before = runs.held;
    return new Held(new ArrayList<>(boots), before == null ? at : before.since());
  }

  /** Whether that unit is held back, null if it is not. */
  @Nullable Held held(String unit, long nanos) {
    Runs runs = units.get(unit);
    if (runs == null || runs.held == null) {
      return null;
    }
    if (nanos - runs.proofAt > QUIET.toNanos()) {
      units.remove(unit);
      return null;
    }
    return runs.held;
  }

  /** Forgets what is known of that unit's runs; false if it was not held back. */
  boolean release(String unit, long nanos) {
    boolean held = held(unit, nanos) != null;
    if (held) {
      units.remove(unit);
    }
    return held;
  }
}
