package city.seki.hub.opendata;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A town made by a seed: who came where on which days of fiscal year 2026. */
final class SmallTown {
  static final int YEAR = 2026;
  static final YearMonth APRIL = YearMonth.of(YEAR, 4);

  private record Came(int person, String department, String office, LocalDate day) {}

  private final List<Came> came = new ArrayList<>();
  private final Random random;

  SmallTown(long seed) {
    random = new Random(seed);
    int departments = 1 + random.nextInt(12);
    int offices = 1 + random.nextInt(6);
    int begins = random.nextInt(4) == 0 ? random.nextInt(11) : 0;
    int person = 0;
    for (int d = 0; d < departments; d++) {
      int staff = random.nextBoolean() ? 1 + random.nextInt(8) : 5 + random.nextInt(40);
      double eager = random.nextDouble() * random.nextDouble() * 0.4;
      for (int i = 0; i < staff; i++) {
        comes(person++, "部署" + d, offices, eager, APRIL.plusMonths(begins));
      }
    }
  }

  private void comes(int person, String department, int offices, double eager, YearMonth begins) {
    int usual = random.nextInt(offices);
    LocalDate end = APRIL.plusMonths(12).atDay(1);
    for (LocalDate day = begins.atDay(1); day.isBefore(end); day = day.plusDays(1)) {
      if (day.getDayOfWeek().getValue() > 5 || random.nextDouble() > eager) {
        continue;
      }
      int office = random.nextInt(10) == 0 ? random.nextInt(offices) : usual;
      came.add(new Came(person, department, "office-" + office, day));
      if (random.nextInt(30) == 0) {
        came.add(new Came(person, department, "office-" + random.nextInt(offices), day));
      }
    }
  }

  /** A few rows turn out not to have been, a few others to have been: the ledger was corrected. */
  void correct() {
    for (int i = 0; i < 3 && came.size() > 1; i++) {
      Came gone = came.remove(random.nextInt(came.size()));
      Came other = came.get(random.nextInt(came.size()));
      came.add(new Came(other.person(), other.department(), gone.office(), gone.day()));
    }
  }

  YearFigures figures() {
    Set<String> departments = new HashSet<>();
    Set<String> offices = new HashSet<>();
    for (Came each : came) {
      departments.add(each.department());
      offices.add(each.office());
    }
    SortedMap<String, Group> byDepartment = new TreeMap<>();
    departments.forEach(d -> byDepartment.put(d, group(c -> c.department().equals(d))));
    SortedMap<String, Group> byOffice = new TreeMap<>();
    offices.forEach(o -> byOffice.put(o, group(c -> c.office().equals(o))));
    return new YearFigures(YEAR, group(c -> true), byDepartment, byOffice);
  }

  private Group group(Predicate<Came> of) {
    Map<YearMonth, Set<Integer>> persons = new HashMap<>();
    Map<YearMonth, Set<String>> days = new HashMap<>();
    Set<Integer> all = new HashSet<>();
    for (Came each : came) {
      if (of.test(each)) {
        YearMonth month = YearMonth.from(each.day());
        all.add(each.person());
        persons.computeIfAbsent(month, m -> new HashSet<>()).add(each.person());
        days.computeIfAbsent(month, m -> new HashSet<>()).add(each.person() + " " + each.day());
      }
    }
    SortedMap<YearMonth, Count> months = new TreeMap<>();
    persons.forEach(
        (month, who) ->
            months.put(month, new Count(who.size(), days.getOrDefault(month, Set.of()).size())));
    return new Group(months, all.size());
  }
}
