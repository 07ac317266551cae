package city.seki.hub.history;

import city.seki.config.model.Policy;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Which halves of its day a visit touched, so that half a day can be told from a whole one
 * (product.md §8): the slots {@code am} and {@code pm} of its office's policy, whatever the opening
 * hours of that day, for nobody sits outside of them. The halves of several visits are put together
 * by {@code |}.
 */
public final class Halves {
  public static final int NONE = 0;
  public static final int MORNING = 1;
  public static final int AFTERNOON = 2;
  public static final int BOTH = MORNING | AFTERNOON;

  private Halves() {}

  /**
   * Those in which the visit was for more than no time. One that lasts yet has touched those only
   * in which it began, so that the answer does not depend on when somebody looks.
   */
  public static int touched(Visit visit, Policy policy, ZoneId zone) {
    Instant morningEnds = at(visit.day(), policy.amEnds(), zone);
    Instant afternoonStarts = at(visit.day(), policy.pmStarts(), zone);
    Instant start = visit.start();
    Instant end = visit.end() == null ? start.plusNanos(1) : visit.end();
    int morning = start.isBefore(morningEnds) && start.isBefore(end) ? MORNING : NONE;
    int afternoon = end.isAfter(afternoonStarts) && start.isBefore(end) ? AFTERNOON : NONE;
    return morning | afternoon;
  }

  /** Whether whoever touched those halves was there for half a day at most. */
  public static boolean isHalfDay(int touched) {
    return touched != BOTH;
  }

  private static Instant at(LocalDate day, LocalTime time, ZoneId zone) {
    return day.atTime(time).atZone(zone).toInstant();
  }
}
