package city.seki.hub.opendata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Somebody with a computer and all that was ever published looks for small groups. */
final class OpenDataAttackTest {
  private static final int SEEDS = Integer.getInteger("seki.towns", 60);
  private static final int K = 5;

  private static final List<YearMonth> YEAR =
      IntStream.range(0, 12).mapToObj(SmallTown.APRIL::plusMonths).toList();

  @Test
  void nothing_that_is_hidden_can_be_computed_nor_narrowed_to_fewer_than_k_values() {
    long hidden = 0;
    long shown = 0;
    long small = 0;
    long years = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      YearTables tables = inParts(seed);
      hidden += cells(tables, false);
      shown += cells(tables, true);
      Map<Attacker.Name, Attacker.Range> found = attack(tables);
      years += tables.year() == null ? 0 : 1;
      small += all(tables).stream().filter(c -> c.count().persons() < K).count();
      String town = "seed " + seed;
      found.forEach(
          (name, range) -> assertTrue(range.values() > K, () -> town + ": " + name + " " + range));
      assertEquals(0, small(tables), town);
    }
    System.out.printf(
        "%d towns, %d with the year: %d cells shown, %d hidden, %d of them small%n",
        SEEDS, years, shown, hidden, small);
    assertTrue(shown > hidden);
    assertTrue(years > SEEDS / 4);
  }

  @Test
  void if_only_small_groups_were_hidden_the_same_attack_would_find_them() {
    int towns = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      YearTables tables = smallGroupsOnly(new SmallTown(seed).figures());
      Map<Attacker.Name, Attacker.Range> found = attack(tables);
      if (found.values().stream().anyMatch(Attacker.Range::isExact)) {
        towns++;
      }
    }
    System.out.printf("without further hidden cells: found some in %d of %d towns%n", towns, SEEDS);
    assertTrue(towns > SEEDS / 4);
  }

  /** Published month by month or in larger parts, while the past is corrected in between. */
  private static YearTables inParts(long seed) {
    SmallTown town = new SmallTown(seed);
    Random random = new Random(~seed);
    YearTables published = YearTables.none(SmallTown.YEAR);
    int done = 0;
    while (done < YEAR.size()) {
      int next =
          random.nextInt(3) == 0 ? YEAR.size() : done + 1 + random.nextInt(YEAR.size() - done);
      YearTables before = published;
      published = new Release(K).with(town.figures(), before, YEAR.subList(0, next));
      assertTrue(
          published.months().entrySet().containsAll(before.months().entrySet()), "seed " + seed);
      if (random.nextBoolean()) {
        town.correct();
      }
      done = next;
    }
    return published;
  }

  private static Map<Attacker.Name, Attacker.Range> attack(YearTables tables) {
    Map<String, String> csv =
        new OpenDataFiles(List.of(tables), YEAR.getFirst(), YEAR.getLast(), id -> id).csv();
    Map<Attacker.Name, Long> excess = new HashMap<>();
    tables.months().forEach((month, column) -> excess(month.toString(), column, excess));
    Column year = tables.year();
    if (year != null) {
      excess(Integer.toString(SmallTown.YEAR), year, excess);
    }
    return new Attacker(csv, excess).attack();
  }

  private static void excess(String when, Column column, Map<Attacker.Name, Long> excess) {
    excess(when, "department", column.departments(), column.all(), excess);
    excess(when, "office", column.offices(), column.all(), excess);
  }

  private static void excess(
      String when,
      String kind,
      SortedMap<String, Cell> groups,
      Cell all,
      Map<Attacker.Name, Long> excess) {
    long persons = groups.values().stream().mapToLong(c -> c.count().persons()).sum();
    long days = groups.values().stream().mapToLong(c -> c.count().personDays()).sum();
    excess.put(new Attacker.Name("persons", kind, "", when), persons - all.count().persons());
    excess.put(new Attacker.Name("days", kind, "", when), days - all.count().personDays());
  }

  private static List<Cell> all(YearTables tables) {
    List<Column> columns = new ArrayList<>(tables.months().values());
    Column year = tables.year();
    if (year != null) {
      columns.add(year);
    }
    List<Cell> cells = new ArrayList<>();
    for (Column column : columns) {
      if (!column.isEmpty()) {
        cells.add(column.all());
        cells.addAll(column.departments().values());
        cells.addAll(column.offices().values());
      }
    }
    return cells;
  }

  private static long cells(YearTables tables, boolean shown) {
    return all(tables).stream().filter(c -> c.shown() == shown).count();
  }

  private static long small(YearTables tables) {
    return all(tables).stream().filter(c -> c.shown() && c.count().persons() < K).count();
  }

  /** As if nobody knew of differences. */
  private static YearTables smallGroupsOnly(YearFigures figures) {
    SortedMap<YearMonth, Column> months = new TreeMap<>();
    for (YearMonth month : figures.all().months().keySet()) {
      months.put(
          month,
          new Column(
              cell(figures.all().month(month)),
              cells(figures.departments(), month),
              cells(figures.offices(), month)));
    }
    SortedMap<String, Cell> departments = new TreeMap<>();
    figures.departments().forEach((name, group) -> departments.put(name, cell(group.year())));
    SortedMap<String, Cell> offices = new TreeMap<>();
    figures.offices().forEach((name, group) -> offices.put(name, cell(group.year())));
    return new YearTables(
        SmallTown.YEAR, months, new Column(cell(figures.all().year()), departments, offices));
  }

  private static SortedMap<String, Cell> cells(SortedMap<String, Group> groups, YearMonth month) {
    SortedMap<String, Cell> cells = new TreeMap<>();
    groups.forEach((name, group) -> cells.put(name, cell(group.month(month))));
    return cells;
  }

  private static Cell cell(Count count) {
    return new Cell(count, count.persons() >= K);
  }
}
