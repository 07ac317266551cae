package city.seki.hub.history;

/**
 * How many came.
 *
 * @param persons 実施者数, each once; -1 where days that lost their persons are among those counted and
 *     nothing was kept of just that time
 * @param personDays のべ実施人数, each person once a day
 * @param halfDays those person-days of which only one half of the day was touched, in part of
 *     {@code personDays}
 */
public record Attended(long persons, long personDays, long halfDays) {
  /** Nobody. */
  public static final Attended NONE = new Attended(0, 0, 0);

  /** In the place of a number of persons that nobody can count any more. */
  public static final long FORGOTTEN = -1;
}
