package city.seki.hub.opendata;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Chooses what one table (groups by months) hides.
 *
 * <p>CONSTRAINTS: no cell of fewer than k persons is shown, not even an empty one. Of no hidden
 * cell, small or not, can fewer than k + 1 values be excluded from all that is published: the sums
 * of the columns and rows, distinct persons of the year, and that nobody comes on more days than
 * there are. An attacker is given more than is published: the exact sum of every column also where
 * people were in two offices, and every group of the other table.
 *
 * <p>GOALS: few person-days hidden; in the same rows, so that the year can be shown in the end.
 *
 * <p>A group that is hidden in the year is hidden in each month; all such groups together are one
 * row, of which everybody can compute the sum: within it people may be thought to be in any of the
 * groups, so there are two at least, with k persons at least. Months of which even the city is
 * hidden are one column in the same way.
 */
final class Suppression {
  /** More than any city has. */
  private static final long ANY = 1L << 30;

  /** So many times cheaper is a cell in a row that has a hidden one anyhow. */
  private static final long SAME_ROW = 8;

  private final long k;

  Suppression(long k) {
    this.k = k;
  }

  /**
   * A table before it is hidden.
   *
   * @param months the columns
   * @param withheld those of which not even the sum is shown
   * @param settled what was published already, by month: which groups it has and whether each is
   *     shown
   */
  record Table(
      SortedMap<String, Group> groups,
      SortedSet<YearMonth> months,
      Set<YearMonth> withheld,
      Map<YearMonth, SortedMap<String, Cell>> settled) {

    boolean isListed(Place place) {
      SortedMap<String, Cell> column = settled.get(place.month());
      return column == null || column.containsKey(place.group());
    }

    boolean isSettledAs(Place place, boolean shown) {
      SortedMap<String, Cell> column = settled.get(place.month());
      Cell cell = column == null ? null : column.get(place.group());
      return cell != null && cell.shown() == shown;
    }

    Count count(Place place) {
      Group group = groups.get(place.group());
      return group == null ? Count.NONE : group.month(place.month());
    }

    /**
     * Whether the group has a hidden cell anyhow: then another one in its row is the cheaper one.
     */
    boolean isHiddenSomewhere(String group, long k) {
      return months.stream()
          .map(m -> new Place(group, m))
          .anyMatch(
              p ->
                  isSettledAs(p, false)
                      || (!settled.containsKey(p.month()) && count(p).persons() < k));
    }

    boolean isSettledShown(String group) {
      return settled.keySet().stream().anyMatch(m -> isSettledAs(new Place(group, m), true));
    }
  }

  /**
   * What is hidden.
   *
   * @param cells of the months
   * @param groups of which the year is hidden
   */
  record Pattern(Set<Place> cells, Set<String> groups) {}

  /** With the sums of the year; nothing if these would give something away. */
  Optional<Pattern> withYear(Table table) {
    Optional<Set<String>> hiddenGroups = hiddenGroups(table);
    if (hiddenGroups.isEmpty()) {
      return Optional.empty();
    }
    Set<String> low = hiddenGroups.get();
    List<List<String>> rows = new ArrayList<>();
    table.groups().keySet().stream()
        .filter(g -> !low.contains(g))
        .forEach(g -> rows.add(List.of(g)));
    if (!low.isEmpty()) {
      rows.add(List.copyOf(low));
    }
    List<List<YearMonth>> columns = new ArrayList<>();
    table.months().stream()
        .filter(m -> !table.withheld().contains(m))
        .forEach(m -> columns.add(List.of(m)));
    if (!table.withheld().isEmpty()) {
      columns.add(List.copyOf(new TreeSet<>(table.withheld())));
    }
    Board board = new Board(table, rows.size() + columns.size());
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        board.add(row, rows.size() + column, rows.get(row), columns.get(column), true);
      }
    }
    if (!board.protect().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Pattern(all(table, low, board.hidden()), low));
  }

  /** Which groups cannot be shown in the year, with those that hide them; nothing if none can. */
  private Optional<Set<String>> hiddenGroups(Table table) {
    Set<String> low = new TreeSet<>();
    table
        .groups()
        .forEach(
            (name, group) -> {
              if (group.yearPersons() < k) {
                low.add(name);
              }
            });
    while (!low.isEmpty() && (low.size() < 2 || yearPersons(table, low) < k)) {
      Optional<String> next =
          table.groups().keySet().stream()
              .filter(g -> !low.contains(g) && !table.isSettledShown(g))
              .min(Comparator.comparingLong(g -> yearPersons(table, Set.of(g))));
      if (next.isEmpty()) {
        return Optional.empty();
      }
      low.add(next.get());
    }
    return Optional.of(low);
  }

  private static long yearPersons(Table table, Set<String> groups) {
    long sum = 0;
    for (String name : groups) {
      Group group = table.groups().get(name);
      sum += group == null ? 0 : group.yearPersons();
    }
    return sum;
  }

  /**
   * The months that were not published yet, without the sums of the year.
   *
   * @param stuck gets those that have to be withheld as a whole
   */
  Pattern withoutYear(Table table, Set<YearMonth> stuck) {
    List<YearMonth> fresh = new ArrayList<>(table.months());
    fresh.removeAll(table.settled().keySet());
    fresh.removeAll(table.withheld());
    Board board = new Board(table, 1 + fresh.size());
    for (String group : table.groups().keySet()) {
      for (int i = 0; i < fresh.size(); i++) {
        board.add(0, 1 + i, List.of(group), List.of(fresh.get(i)), false);
      }
    }
    stuck.addAll(board.protect());
    return new Pattern(all(table, Set.of(), board.hidden()), Set.of());
  }

  private static Set<Place> all(Table table, Set<String> low, Set<Place> chosen) {
    Set<Place> hidden = new HashSet<>(chosen);
    for (YearMonth month : table.months()) {
      for (String group : table.groups().keySet()) {
        Place place = new Place(group, month);
        boolean covered = table.withheld().contains(month) || low.contains(group);
        if (covered || table.isSettledAs(place, false)) {
          hidden.add(place);
        }
      }
    }
    return hidden;
  }

  /** The table as edges between its rows and columns. */
  private final class Board {
    private final Table table;
    private final Swaps swaps;

    /** Of one cell each, empty for one that is a sum of hidden cells; by edge. */
    private final List<Optional<Place>> places = new ArrayList<>();

    /** Those of which an attacker must not learn the number; by edge. */
    private final List<Boolean> secret = new ArrayList<>();

    private final List<YearMonth> months = new ArrayList<>();

    private Board(Table table, int nodes) {
      this.table = table;
      this.swaps = new Swaps(nodes);
    }

    void add(int row, int column, List<String> groups, List<YearMonth> in, boolean withYear) {
      boolean single = groups.size() == 1 && in.size() == 1;
      Place place = new Place(groups.getFirst(), in.getFirst());
      if (single && !table.isListed(place)) {
        return;
      }
      long persons = 0;
      long down = 0;
      long price = 1;
      for (YearMonth month : in) {
        long there = 0;
        long fewer = 0;
        for (String group : groups) {
          Count count = table.count(new Place(group, month));
          there += count.persons();
          fewer += fewer(count, month.lengthOfMonth());
          price += count.personDays();
        }
        persons = Math.max(persons, there);
        down = Math.max(down, fewer);
      }
      long up = withYear ? yearPersons(table, Set.copyOf(groups)) - persons : ANY;
      if (table.isHiddenSomewhere(groups.getFirst(), k)) {
        price /= SAME_ROW;
      }
      boolean hidden = !single || table.isSettledAs(place, false) || persons < k;
      if (single && table.isSettledAs(place, true)) {
        hidden = false;
        price = -1;
      }
      int _ = swaps.add(new Swaps.Edge(row, column, up, down, price), hidden);
      places.add(single ? Optional.of(place) : Optional.empty());
      secret.add(single || persons < k);
      months.add(in.getFirst());
    }

    /** How many persons may be taken away, each with one day, and the others still fit. */
    private static long fewer(Count count, long days) {
      long room = (count.persons() * days - count.personDays()) / (days - 1);
      return Math.min(count.persons(), Math.max(0, room));
    }

    /** Hides until nothing can be told; the months for which that is not possible. */
    Set<YearMonth> protect() {
      Set<YearMonth> failed = new TreeSet<>();
      boolean changed = true;
      while (changed) {
        changed = false;
        for (int edge = 0; edge < places.size(); edge++) {
          if (secret.get(edge)
              && swaps.isHidden(edge)
              && !failed.contains(months.get(edge))
              && swaps.width(edge, k) < k) {
            changed = true;
            if (!swaps.widen(edge, k)) {
              failed.add(months.get(edge));
            }
          }
        }
      }
      return failed;
    }

    Set<Place> hidden() {
      Set<Place> hidden = new HashSet<>();
      for (int edge = 0; edge < places.size(); edge++) {
        if (swaps.isHidden(edge)) {
          places.get(edge).ifPresent(hidden::add);
        }
      }
      return hidden;
    }
  }
}
