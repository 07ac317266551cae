package city.seki.hub.rollout;

import java.time.Duration;
import java.util.List;

/**
 * How a roll-out goes about it.
 *
 * @param canaries how many units are asked first, where {@code first} names none; at least one
 * @param first units that are asked before all others, for instance those of the workshop
 * @param percents shares of all units that are reached after each further step, rising, the last is
 *     100
 * @param limitPercent so many of the units asked so far may fail; one more pauses the roll-out
 * @param rest from the last answer of a wave to the next wave
 * @param confirm within which a unit has to reach the hub again after a change, else it goes back
 *     by itself; whole seconds
 * @param seed of the order of units
 */
public record Plan(
    int canaries,
    List<String> first,
    List<Integer> percents,
    int limitPercent,
    Duration rest,
    Duration confirm,
    long seed) {
  /** Shortest and longest time in which a unit has to confirm. */
  public static final Duration LEAST_CONFIRM = Duration.ofSeconds(30);

  public static final Duration MOST_CONFIRM = Duration.ofHours(6);

  private static final Duration MOST_REST = Duration.ofDays(7);

  /** One canary, then a tenth, half and all; 5 % may fail; ten minutes each. */
  public static final Plan STANDARD =
      new Plan(
          1, List.of(), List.of(10, 50, 100), 5, Duration.ofMinutes(10), Duration.ofMinutes(10), 1);

  /**
   * @throws IllegalArgumentException with what is wrong, for people
   */
  public Plan {
    first = List.copyOf(first);
    percents = List.copyOf(percents);
    require(canaries >= 1, "at least one unit is asked first");
    require(
        first.stream().distinct().count() == first.size(),
        "a unit is named twice among those that come first");
    require(
        !percents.isEmpty() && percents.getLast() == 100 && isRising(percents),
        "percents rise from 1 and end with 100, such as 10, 50, 100");
    require(limitPercent >= 0 && limitPercent <= 100, "the limit is 0 to 100 percent");
    require(
        !rest.isNegative() && rest.compareTo(MOST_REST) <= 0,
        "between waves are 0 seconds to 7 days");
    require(
        confirm.compareTo(LEAST_CONFIRM) >= 0 && confirm.compareTo(MOST_CONFIRM) <= 0,
        "a unit has 30 seconds to 6 hours to confirm");
  }

  private static boolean isRising(List<Integer> percents) {
    int before = 0;
    for (int percent : percents) {
      if (percent <= before) {
        return false;
      }
      before = percent;
    }
    return true;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * How long a unit that fetches nothing may say nothing new: it may try for the whole of {@link
   * #confirm}, go back and try to reach the hub again.
   */
  Duration patience() {
    return confirm.multipliedBy(2).plus(Duration.ofMinutes(5));
  }

  /** A reservation that starts within this time keeps a unit from being asked. */
  Duration clear() {
    return confirm.plus(Duration.ofMinutes(5));
  }

  /** How many of so many units may fail. */
  int allowed(int units) {
    return units * limitPercent / 100;
  }
}
