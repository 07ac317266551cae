package city.seki.hub.opendata;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of one fiscal year (April to March), before anything is hidden.
 *
 * @param fiscalYear in which it begins
 * @param all the city; its months are the columns of both tables
 */
public record YearFigures(
    int fiscalYear,
    Group all,
    SortedMap<String, Group> departments,
    SortedMap<String, Group> offices) {
  public YearFigures {
    departments = Collections.unmodifiableSortedMap(new TreeMap<>(departments));
    offices = Collections.unmodifiableSortedMap(new TreeMap<>(offices));
  }
}
