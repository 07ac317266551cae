package city.seki.config.model;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A time whose telework is reported as one, and how (product.md §8).
 *
 * @param closures days in it on which the city does not work besides days of rest
 * @param offices ids of those that count; all if empty
 * @param departments those that count, in the order in which they are shown; all, by name, if empty
 */
public record Campaign(
    String id,
    Text name,
    LocalDate first,
    LocalDate last,
    SortedSet<LocalDate> closures,
    Rounding rounding,
    DayWeight halfDays,
    Decimals decimals,
    List<String> offices,
    List<String> departments) {
  public Campaign {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException("campaign " + id + " cannot end before it begins");
    }
    closures = Collections.unmodifiableSortedSet(new TreeSet<>(closures));
    offices = List.copyOf(new LinkedHashSet<>(offices));
    departments = List.copyOf(new LinkedHashSet<>(departments));
  }

  /** Whether somebody who says that word means this one: its id, or its name in any language. */
  public boolean isCalled(String word) {
    return id.equals(word) || name.ja().equals(word) || name.en().equals(word);
  }
}
