package city.seki.hub.history;

import java.time.LocalDate;
import java.util.Set;

/**
 * Which visits are counted.
 *
 * @param first the first day
 * @param last the last day
 * @param offices their ids; all offices if empty
 * @param departments of the persons on the day of the visit; all departments if empty
 */
public record Scope(LocalDate first, LocalDate last, Set<String> offices, Set<String> departments) {
  public Scope {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException("a period from " + first + " cannot end " + last);
    }
    offices = Set.copyOf(offices);
    departments = Set.copyOf(departments);
  }

  /** All offices and departments. */
  public static Scope of(LocalDate first, LocalDate last) {
    return new Scope(first, last, Set.of(), Set.of());
  }
}
