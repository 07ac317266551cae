package city.seki.hub.opendata;

import java.time.YearMonth;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Figures of which the months that were published are as they were then: what was corrected since
 * would otherwise be the difference between the year and its months.
 */
final class Settled {
  private Settled() {}

  static YearFigures figures(YearFigures live, YearTables published, Set<YearMonth> fresh) {
    SortedMap<YearMonth, Cell> all = new TreeMap<>();
    published.months().forEach((month, column) -> all.put(month, column.all()));
    return new YearFigures(
        live.fiscalYear(),
        group(live.all(), all, fresh),
        groups(live.departments(), published, Column::departments, fresh),
        groups(live.offices(), published, Column::offices, fresh));
  }

  private static SortedMap<String, Group> groups(
      SortedMap<String, Group> live,
      YearTables published,
      Function<Column, SortedMap<String, Cell>> part,
      Set<YearMonth> fresh) {
    Map<String, SortedMap<YearMonth, Cell>> settled = new TreeMap<>();
    published
        .months()
        .forEach(
            (month, column) ->
                part.apply(column)
                    .forEach(
                        (name, cell) ->
                            settled.computeIfAbsent(name, n -> new TreeMap<>()).put(month, cell)));
    Set<String> names = new TreeSet<>(live.keySet());
    names.addAll(settled.keySet());
    SortedMap<String, Group> groups = new TreeMap<>();
    for (String name : names) {
      Group now = live.getOrDefault(name, new Group(new TreeMap<>(), 0));
      Group group = group(now, settled.getOrDefault(name, new TreeMap<>()), fresh);
      if (!group.months().isEmpty()) {
        groups.put(name, group);
      }
    }
    return groups;
  }

  private static Group group(Group live, SortedMap<YearMonth, Cell> settled, Set<YearMonth> fresh) {
    SortedMap<YearMonth, Count> months = new TreeMap<>();
    for (YearMonth month : fresh) {
      Count count = live.month(month);
      if (count.persons() > 0) {
        months.put(month, count);
      }
    }
    settled.forEach(
        (month, cell) -> {
          if (cell.count().persons() > 0) {
            months.put(month, cell.count());
          }
        });
    long most = months.values().stream().mapToLong(Count::persons).max().orElse(0);
    return new Group(months, Math.max(most, live.yearPersons()));
  }
}
