package city.seki.edge.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What time it was at any moment of any {@link Uptime} of a unit. Pure and immutable.
 *
 * <p>GOALS, in this order: a later moment never gets an earlier time, whatever the clocks did; the
 * true time lies within the error that is told; the error is small.
 *
 * <p>Where an uptime has marks, they tell ({@link Course}). Where it has none, it lay after the
 * last moment that is known before it and before the first that is known after it, and took at
 * least as long as was heard of it: the middle of what is left is told, and half of it as the
 * error. Marks that contradict those of a later uptime came from a clock that was wrong and count
 * for nothing.
 *
 * <p>Example: known until 09:00; then 3 h without a clock; then a start at 12:40. A tap after 1 h
 * was between 10:00 and 10:40: 10:20, ± 20 min.
 */
public final class Timeline {
  /** Crystals of such boards are good for 20 to 50 millionths; twice that for heat and age. */
  public static final long DRIFT_MILLIONTHS = 100;

  /**
   * Where an uptime without marks began, at the earliest and at the latest.
   *
   * @param slackMs how far the two may be off
   */
  private record Span(@Nullable Course course, long earliest, long latest, long slackMs) {
    Estimate at(long monoMs) {
      if (course != null) {
        return course.at(monoMs);
      }
      long half = (latest - earliest) / 2;
      long error = half + 1 + slackMs + monoMs * DRIFT_MILLIONTHS / 1_000_000;
      return new Estimate(earliest + half + monoMs, error, Estimate.Basis.BETWEEN);
    }

    boolean isKnown() {
      return course != null || latest != Latest.NEVER.wallMs();
    }
  }

  /** The latest time at which an uptime began. */
  private record Latest(long wallMs, long slackMs) {
    private static final Latest NEVER = new Latest(Long.MAX_VALUE, 0);
  }

  private final Map<Long, Span> spans = new TreeMap<>();

  /** No time in an uptime is before this: the end of the one before it. */
  private final Map<Long, Long> floors = new TreeMap<>();

  /**
   * @param floorMs no moment of these uptimes was before this time: a good time of before
   * @param uptimes in their order
   */
  public Timeline(long floorMs, List<Uptime> uptimes) {
    Map<Long, Course> courses = new TreeMap<>();
    Map<Long, Latest> latest = new TreeMap<>();
    lookBack(uptimes, courses, latest);
    long low = floorMs;
    long slack = 0;
    long told = Long.MIN_VALUE;
    for (Uptime uptime : uptimes) {
      Course course = courses.get(uptime.number());
      Latest by = latest.getOrDefault(uptime.number(), Latest.NEVER);
      // A floor above the ceiling came from a clock that was ahead.
      low = Math.min(low, by.wallMs());
      Span span = new Span(course, low, by.wallMs(), slack + by.slackMs());
      spans.put(uptime.number(), span);
      floors.put(uptime.number(), told);
      if (course == null) {
        low += uptime.lastMs();
      } else {
        Estimate end = course.at(uptime.lastMs());
        low = end.wallMs();
        slack = end.errorMs();
      }
      if (span.isKnown()) {
        told = Math.max(told, span.at(uptime.lastMs()).wallMs());
      }
    }
  }

  /**
   * From the last uptime to the first: which have a course, and when the others began at latest.
   */
  private static void lookBack(
      List<Uptime> uptimes, Map<Long, Course> courses, Map<Long, Latest> latest) {
    Latest ceiling = Latest.NEVER;
    for (Uptime uptime : new ArrayList<>(uptimes).reversed()) {
      Course course = uptime.marks().isEmpty() ? null : new Course(uptime);
      boolean fits =
          course != null
              && (ceiling.equals(Latest.NEVER)
                  || course.at(uptime.lastMs()).wallMs() <= ceiling.wallMs() + Course.SMALL_MS);
      if (course != null && fits) {
        courses.put(uptime.number(), course);
        Estimate start = course.at(0);
        ceiling = new Latest(Math.min(ceiling.wallMs(), start.wallMs()), start.errorMs());
      } else if (!ceiling.equals(Latest.NEVER)) {
        ceiling = new Latest(ceiling.wallMs() - uptime.lastMs(), ceiling.slackMs());
        latest.put(uptime.number(), ceiling);
      }
    }
  }

  /** The time at that moment of that uptime, null if nothing tells it. */
  public @Nullable Estimate at(long uptime, long monoMs) {
    Span span = spans.get(uptime);
    return span == null || !span.isKnown()
        ? null
        : span.at(monoMs).notBefore(floors.getOrDefault(uptime, Long.MIN_VALUE));
  }

  /** Before this it cannot have been then: what was known before, and what has passed since. */
  public long earliest(long uptime, long monoMs) {
    Span span = spans.get(uptime);
    return span == null ? Long.MIN_VALUE : span.earliest() + monoMs;
  }
}
