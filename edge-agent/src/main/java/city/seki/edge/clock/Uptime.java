package city.seki.edge.clock;

import java.util.List;

/**
 * One count of the monotonic clock, from a start of the machine to its end; several runs of the
 * agent may fall into it.
 *
 * @param number grows from start to start
 * @param marks in the order of their {@code monoMs}; none if no right time was ever known
 * @param goodMs the last moment at which the time by the last mark was found right, 0 for never
 * @param lastMs the last moment of which anything is known
 */
public record Uptime(long number, List<Mark> marks, long goodMs, long lastMs) {
  /** So near to the truth the time was when it was found right. */
  public static final long GOOD_MS = 500;

  public Uptime {
    marks = List.copyOf(marks);
  }
}
