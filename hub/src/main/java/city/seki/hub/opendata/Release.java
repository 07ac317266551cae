package city.seki.hub.opendata;

import java.time.YearMonth;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides what the public gets to see of a fiscal year, now that further months are due. */
public final class Release {
  /** Fewer persons than that are never shown, whatever a city chooses (product.md §8). */
  public static final int LEAST_K = 5;

  private final long k;

  /**
   * @param k no cell of fewer persons is shown
   */
  public Release(int k) {
    if (k < LEAST_K) {
      throw new IllegalArgumentException("expected k of %d or more, not %d".formatted(LEAST_K, k));
    }
    this.k = k;
  }

  /**
   * The tables with those months.
   *
   * @param live what is known today
   * @param published what was published of that year; it stays as it is
   * @param wanted months to publish, those that were published among them or not; the sums of the
   *     year come when these are all its months. A month in which nobody came has no line, and is
   *     not published before its year is: what is imported later may fill it
   */
  public YearTables with(YearFigures live, YearTables published, Collection<YearMonth> wanted) {
    SortedSet<YearMonth> fresh = new TreeSet<>(wanted);
    fresh.removeAll(published.months().keySet());
    boolean closes = published.year() == null && Set.copyOf(wanted).size() == YearTables.MONTHS;
    if (published.year() != null || (fresh.isEmpty() && !closes)) {
      return published;
    }
    Draft draft = new Draft(Settled.figures(live, published, fresh), published, k);
    SortedMap<YearMonth, Column> columns = new TreeMap<>(published.months());
    if (closes && isKnown(live)) {
      SortedMap<YearMonth, Column> whole = new TreeMap<>(columns);
      fresh.stream()
          .filter(m -> live.all().month(m).persons() == 0)
          .forEach(m -> whole.put(m, Column.EMPTY));
      Optional<YearTables> closed = draft.withYear(whole);
      if (closed.isPresent()) {
        return closed.get();
      }
    }
    return draft.withoutYear(columns);
  }

  private static boolean isKnown(YearFigures live) {
    return live.all().yearPersons() != Group.UNKNOWN
        && Stream.concat(live.departments().values().stream(), live.offices().values().stream())
            .allMatch(group -> group.yearPersons() != Group.UNKNOWN);
  }

  /** One year's two tables, on their way to be published. */
  private static final class Draft {
    private final YearFigures figures;
    private final YearTables published;
    private final long k;
    private final Suppression suppression;
    private final SortedSet<YearMonth> months;

    private Draft(YearFigures figures, YearTables published, long k) {
      this.figures = figures;
      this.published = published;
      this.k = k;
      this.suppression = new Suppression(k);
      this.months = new TreeSet<>(figures.all().months().keySet());
    }

    /** Those to be published in which anybody came. */
    SortedSet<YearMonth> fresh() {
      SortedSet<YearMonth> fresh = new TreeSet<>(months);
      fresh.removeAll(published.months().keySet());
      return fresh;
    }

    private long persons(YearMonth month) {
      return figures.all().month(month).persons();
    }

    /** Months of which even the city is hidden. */
    private Set<YearMonth> withheld() {
      Set<YearMonth> withheld = new TreeSet<>();
      for (YearMonth month : months) {
        Column settled = published.months().get(month);
        if (settled == null ? persons(month) < k : !settled.all().shown()) {
          withheld.add(month);
        }
      }
      return withheld;
    }

    Optional<YearTables> withYear(SortedMap<YearMonth, Column> columns) {
      Set<YearMonth> withheld = withheld();
      while (!withheld.isEmpty()
          && (withheld.size() < 2 || withheld.stream().allMatch(m -> persons(m) < k))) {
        Optional<YearMonth> next =
            fresh().stream()
                .filter(m -> !withheld.contains(m))
                .min(Comparator.comparingLong(this::persons));
        if (next.isEmpty()) {
          return Optional.empty();
        }
        withheld.add(next.get());
      }
      if (figures.all().yearPersons() < k) {
        return Optional.empty();
      }
      Optional<Suppression.Pattern> departments =
          suppression.withYear(table(figures.departments(), Column::departments, withheld));
      Optional<Suppression.Pattern> offices =
          suppression.withYear(table(figures.offices(), Column::offices, withheld));
      if (departments.isEmpty() || offices.isEmpty()) {
        return Optional.empty();
      }
      Column year =
          new Column(
              new Cell(figures.all().year(), true),
              year(figures.departments(), departments.get().groups()),
              year(figures.offices(), offices.get().groups()));
      return Optional.of(
          tables(columns, withheld, departments.get().cells(), offices.get().cells(), year));
    }

    YearTables withoutYear(SortedMap<YearMonth, Column> columns) {
      Set<YearMonth> withheld = withheld();
      while (true) {
        Set<YearMonth> stuck = new TreeSet<>();
        Suppression.Pattern departments =
            suppression.withoutYear(
                table(figures.departments(), Column::departments, withheld), stuck);
        Suppression.Pattern offices =
            suppression.withoutYear(table(figures.offices(), Column::offices, withheld), stuck);
        if (!withheld.addAll(stuck)) {
          return tables(columns, withheld, departments.cells(), offices.cells(), null);
        }
      }
    }

    private Suppression.Table table(
        SortedMap<String, Group> groups,
        Function<Column, SortedMap<String, Cell>> part,
        Set<YearMonth> withheld) {
      Map<YearMonth, SortedMap<String, Cell>> settled = new TreeMap<>();
      published.months().forEach((month, column) -> settled.put(month, part.apply(column)));
      return new Suppression.Table(groups, months, withheld, settled);
    }

    private static SortedMap<String, Cell> year(
        SortedMap<String, Group> groups, Set<String> hidden) {
      SortedMap<String, Cell> cells = new TreeMap<>();
      groups.forEach(
          (name, group) -> cells.put(name, new Cell(group.year(), !hidden.contains(name))));
      return cells;
    }

    private YearTables tables(
        SortedMap<YearMonth, Column> known,
        Set<YearMonth> withheld,
        Set<Place> departments,
        Set<Place> offices,
        @Nullable Column year) {
      SortedMap<YearMonth, Column> columns = new TreeMap<>(known);
      for (YearMonth month : fresh()) {
        columns.put(
            month,
            new Column(
                new Cell(figures.all().month(month), !withheld.contains(month)),
                month(figures.departments(), month, new HashSet<>(departments)),
                month(figures.offices(), month, new HashSet<>(offices))));
      }
      return new YearTables(figures.fiscalYear(), columns, year);
    }

    private static SortedMap<String, Cell> month(
        SortedMap<String, Group> groups, YearMonth month, Set<Place> hidden) {
      SortedMap<String, Cell> cells = new TreeMap<>();
      groups.forEach(
          (name, group) ->
              cells.put(
                  name, new Cell(group.month(month), !hidden.contains(new Place(name, month)))));
      return cells;
    }
  }
}
