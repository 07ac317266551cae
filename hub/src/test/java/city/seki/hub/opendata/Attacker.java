package city.seki.hub.opendata;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads what was published and tries to find out what is not in it: by linear algebra over all
 * sums, and by what each number can be at least and at most, in whole numbers, until nothing new
 * follows. It is told more than the public is: by how much each column's groups exceed its total,
 * as persons who were in two offices make them.
 */
final class Attacker {
  private static final long PRIME = (1L << 31) - 1;
  private static final long MOST = 1_000_000;

  /** A number of a table; {@code when} is a month or a year. */
  record Name(String measure, String kind, String group, String when) {}

  /** The numbers that it thinks possible. */
  record Range(long least, long most) {
    boolean isExact() {
      return least == most;
    }

    long values() {
      return most - least + 1;
    }
  }

  /** Coefficients and what they give: exactly, or at least. */
  private record Line(Map<Name, Long> terms, long sum, boolean exact) {}

  private final Map<Name, Range> ranges = new LinkedHashMap<>();
  private final Map<Name, Boolean> hidden = new HashMap<>();
  private final List<Line> lines = new ArrayList<>();

  /**
   * @param csv the published files, by name
   * @param excess by measure, kind and when: the groups' sum less the total
   */
  Attacker(Map<String, String> csv, Map<Name, Long> excess) {
    for (String[] c : rows(csv, OpenDataFiles.MONTHS)) {
      read("all", "", c[0], c[3], c[4]);
    }
    for (String[] c : rows(csv, OpenDataFiles.DEPARTMENTS)) {
      read("department", c[3], c[0], c[4], c[5]);
    }
    for (String[] c : rows(csv, OpenDataFiles.OFFICES)) {
      read("office", c[3], c[0], c[5], c[6]);
    }
    for (String[] c : rows(csv, OpenDataFiles.YEARS)) {
      switch (c[2]) {
        case "全体" -> read("all", "", c[0], c[5], c[6]);
        case "部署" -> read("department", c[4], c[0], c[5], c[6]);
        default -> read("office", c[3], c[0], c[5], c[6]);
      }
    }
    columns(excess);
    years();
    pairs();
  }

  private static List<String[]> rows(Map<String, String> csv, String file) {
    String[] lines = csv.getOrDefault(file, "").split("\r\n");
    List<String[]> rows = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      rows.add(lines[i].split(",", -1));
    }
    return rows;
  }

  private void read(String kind, String group, String when, String persons, String days) {
    number(new Name("persons", kind, group, when), persons);
    number(new Name("days", kind, group, when), days);
  }

  private void number(Name name, String text) {
    boolean secret = text.equals(OpenDataFiles.HIDDEN);
    hidden.put(name, secret);
    long value = secret ? 0 : Long.parseLong(text);
    ranges.put(name, new Range(value, secret ? MOST : value));
  }

  private List<Name> names(String measure, String kind) {
    return ranges.keySet().stream()
        .filter(n -> n.measure().equals(measure) && n.kind().equals(kind))
        .toList();
  }

  /** Groups of a month or a year give its total. */
  private void columns(Map<Name, Long> excess) {
    for (String measure : List.of("persons", "days")) {
      for (Name total : names(measure, "all")) {
        for (String kind : List.of("department", "office")) {
          Map<Name, Long> terms = new HashMap<>();
          names(measure, kind).stream()
              .filter(n -> n.when().equals(total.when()))
              .forEach(n -> terms.put(n, 1L));
          terms.put(total, -1L);
          long more = excess.getOrDefault(new Name(measure, kind, "", total.when()), 0L);
          lines.add(new Line(terms, more, true));
        }
      }
    }
  }

  /** Person-days of the months give the year's; persons of a year are no fewer than a month's. */
  private void years() {
    for (Name year : List.copyOf(ranges.keySet())) {
      if (year.when().contains("-")) {
        continue;
      }
      Map<Name, Long> terms = new HashMap<>();
      for (Name month : names(year.measure(), year.kind())) {
        if (month.group().equals(year.group()) && month.when().contains("-")) {
          terms.put(month, 1L);
          if (year.measure().equals("persons")) {
            lines.add(new Line(Map.of(year, 1L, month, -1L), 0, false));
          }
        }
      }
      terms.put(year, -1L);
      lines.add(new Line(terms, 0, year.measure().equals("days")));
    }
  }

  /** Who came was there on one day at least, and on every day at most. */
  private void pairs() {
    for (Name days : names("days", "all")) {
      pair(days);
    }
    for (String kind : List.of("department", "office")) {
      names("days", kind).forEach(this::pair);
    }
  }

  private void pair(Name days) {
    Name persons = new Name("persons", days.kind(), days.group(), days.when());
    long most = days.when().contains("-") ? YearMonth.parse(days.when()).lengthOfMonth() : 366;
    lines.add(new Line(Map.of(days, 1L, persons, -1L), 0, false));
    lines.add(new Line(Map.of(persons, most, days, -1L), 0, false));
  }

  /** What it thinks of every number that is hidden. */
  Map<Name, Range> attack() {
    solve();
    boolean learnt = true;
    for (int round = 0; learnt && round < 200; round++) {
      learnt = false;
      for (Line line : lines) {
        learnt |= narrow(line, 1);
        if (line.exact()) {
          learnt |= narrow(line, -1);
        }
      }
    }
    Map<Name, Range> found = new HashMap<>();
    ranges.forEach(
        (name, range) -> {
          if (hidden.getOrDefault(name, false)) {
            found.put(name, range);
          }
        });
    return found;
  }

  /** sign × terms ≥ sign × sum: each term is bounded by what the others can be at most. */
  private boolean narrow(Line line, int sign) {
    boolean learnt = false;
    long all = 0;
    for (Map.Entry<Name, Long> term : line.terms().entrySet()) {
      all += most(term, sign);
    }
    for (Map.Entry<Name, Long> term : line.terms().entrySet()) {
      long least = sign * line.sum() - (all - most(term, sign));
      long factor = sign * term.getValue();
      Range now = range(term.getKey());
      Range next =
          factor > 0
              ? new Range(Math.max(now.least(), Math.ceilDiv(least, factor)), now.most())
              : new Range(now.least(), Math.min(now.most(), Math.floorDiv(least, factor)));
      if (!next.equals(now)) {
        all -= most(term, sign);
        ranges.put(term.getKey(), next);
        all += most(term, sign);
        learnt = true;
      }
    }
    return learnt;
  }

  private Range range(Name name) {
    return Objects.requireNonNull(ranges.get(name), name::toString);
  }

  private long most(Map.Entry<Name, Long> term, int sign) {
    Range range = range(term.getKey());
    long factor = sign * term.getValue();
    return factor > 0 ? factor * range.most() : factor * range.least();
  }

  /** Gauss and Jordan, modulo a prime; what stands alone in a line is known. */
  private void solve() {
    List<Name> unknown =
        new ArrayList<>(
            ranges.keySet().stream().filter(n -> hidden.getOrDefault(n, false)).toList());
    Map<Name, Integer> index = new HashMap<>();
    unknown.forEach(n -> index.put(n, index.size()));
    int width = unknown.size();
    List<long[]> rows = new ArrayList<>();
    for (Line line : lines) {
      if (line.exact()) {
        long[] row = new long[width + 1];
        row[width] = line.sum();
        line.terms()
            .forEach(
                (name, factor) -> {
                  Integer at = index.get(name);
                  if (at == null) {
                    row[width] -= factor * range(name).least();
                  } else {
                    row[at] = Math.floorMod(factor, PRIME);
                  }
                });
        row[width] = Math.floorMod(row[width], PRIME);
        rows.add(row);
      }
    }
    int pivot = 0;
    for (int column = 0; column < width && pivot < rows.size(); column++) {
      int found = pivot;
      while (found < rows.size() && rows.get(found)[column] == 0) {
        found++;
      }
      if (found == rows.size()) {
        continue;
      }
      long[] row = rows.get(found);
      rows.set(found, rows.get(pivot));
      rows.set(pivot, row);
      long inverse = power(row[column], PRIME - 2);
      for (int i = 0; i <= width; i++) {
        row[i] = row[i] * inverse % PRIME;
      }
      for (int other = 0; other < rows.size(); other++) {
        long[] each = rows.get(other);
        long factor = each[column];
        if (other != pivot && factor != 0) {
          for (int i = column; i <= width; i++) {
            each[i] = Math.floorMod(each[i] - factor * row[i], PRIME);
          }
        }
      }
      pivot++;
    }
    for (long[] row : rows) {
      int alone = -1;
      int terms = 0;
      for (int i = 0; i < width; i++) {
        if (row[i] != 0) {
          alone = i;
          terms++;
        }
      }
      if (terms == 1) {
        ranges.put(unknown.get(alone), new Range(row[width], row[width]));
      }
    }
  }

  private static long power(long base, long exponent) {
    long result = 1;
    long square = base;
    for (long e = exponent; e > 0; e >>= 1) {
      if ((e & 1) == 1) {
        result = result * square % PRIME;
      }
      square = square * square % PRIME;
    }
    return result;
  }
}
