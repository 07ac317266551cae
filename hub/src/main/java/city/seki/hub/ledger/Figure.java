package city.seki.hub.ledger;

import java.time.LocalDate;

/**
 * How many different persons held a seat in a period whose claims have lost their persons: what can
 * not be counted again.
 *
 * @param last the last day of the period
 * @param office {@link #ALL} for all together
 * @param department {@link #ALL} for all together
 * @param persons each once
 * @param personDays each person once a day
 */
public record Figure(
    LocalDate first,
    LocalDate last,
    String office,
    String department,
    long persons,
    long personDays) {
  /** In the place of one office or department. */
  public static final String ALL = "";
}
