package city.seki.edge.journal;

import org.jspecify.annotations.Nullable;

/**
 * Where a run of the agent begins.
 *
 * @param boot names the run; never used before
 * @param machine names the start of the machine, null if nobody knows: the run's monotonic clock is
 *     then its own
 * @param baseMs what the machine's monotonic clock shows when the run begins, 0 with its own
 */
public record Origin(String boot, @Nullable String machine, long baseMs) {
  /** A run of which only the name is known. */
  public static Origin of(String boot) {
    return new Origin(boot, null, 0);
  }
}
