package city.seki.hub.opendata;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is published of a month, or of a year: the city, its departments, its offices. */
public record Column(
    Cell all, SortedMap<String, Cell> departments, SortedMap<String, Cell> offices) {
  /** Of a month in which nobody came: there is no line of it. */
  static final Column EMPTY =
      new Column(new Cell(Count.NONE, false), new TreeMap<>(), new TreeMap<>());

  public Column {
    departments = Collections.unmodifiableSortedMap(new TreeMap<>(departments));
    offices = Collections.unmodifiableSortedMap(new TreeMap<>(offices));
  }

  public boolean isEmpty() {
    return all.count().persons() == 0;
  }
}
