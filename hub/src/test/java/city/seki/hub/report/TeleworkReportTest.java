package city.seki.hub.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DayWeight;
import city.seki.config.model.Decimals;
import city.seki.config.model.Rounding;
import city.seki.hub.history.Attendance;
import city.seki.hub.history.Attended;
import city.seki.hub.history.Scope;
import city.seki.hub.history.Visit;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TeleworkReportTest {
  private static final LocalDate MONDAY = LocalDate.of(2022, 7, 4);
  private static final TeleworkQuery WEEK = TeleworkQuery.of(MONDAY, MONDAY.plusDays(6));

  /** 総務部: two of four came on 3 days; 財政部: one of one on 1 day; on Saturday somebody, too. */
  private static Town town() {
    Town town = new Town();
    for (String person : List.of("1", "2", "3", "4")) {
      town.belongs(person, "総務部", MONDAY.minusYears(1), null);
    }
    town.belongs("5", "財政部", MONDAY.minusYears(1), null);
    town.came("1", "総務部", MONDAY, "east", "09:00", "12:00");
    town.came("1", "総務部", MONDAY, "west", "13:00", "17:00");
    town.came("1", "総務部", MONDAY.plusDays(1), "east", "09:00", "10:00");
    town.came("2", "総務部", MONDAY, "east", "09:00", "17:00");
    town.came("5", "財政部", MONDAY.plusDays(5), "west", "09:00", "17:00");
    return town;
  }

  private static Line department(TeleworkReport report, String name) {
    return report.departments().stream().filter(l -> l.name().equals(name)).findFirst().get();
  }

  private static Set<NoteKind> kinds(TeleworkReport report) {
    Set<NoteKind> kinds = new TreeSet<>();
    report.notes().forEach(note -> kinds.add(note.kind()));
    return kinds;
  }

  private static long number(TeleworkReport report, NoteKind kind, String name) {
    return report.notes().stream()
        .filter(note -> note.kind() == kind)
        .map(note -> note.numbers().getOrDefault(name, -1L))
        .findFirst()
        .orElse(0L);
  }

  @Test
  void the_five_measures_in_total_and_by_department() {
    TeleworkReport report = town().report(WEEK);
    Shown shown = new Shown(report.query());
    assertEquals(5, report.openDays().count());
    Line total = report.total();
    assertEquals(5, total.staff());
    assertEquals(3, total.implementers());
    assertEquals(new BigDecimal("4"), shown.personDays(total));
    assertEquals(new BigDecimal("0.80"), shown.perOpenDay(total));
    assertEquals(new BigDecimal("1.33"), shown.perPerson(total));
    assertEquals(new BigDecimal("60"), shown.rate(total));
    assertEquals(new BigDecimal("50"), shown.rate(department(report, "総務部")));
    assertEquals(new BigDecimal("1.50"), shown.perPerson(department(report, "総務部")));
    assertEquals(new BigDecimal("75"), shown.rate(report.simple().rate()));
    assertEquals(new BigDecimal("60"), shown.rate(report.weighted().rate()));
    assertEquals(new BigDecimal("1.25"), shown.perPerson(report.simple().perPerson()));
    assertEquals(new BigDecimal("1.33"), shown.perPerson(report.weighted().perPerson()));
  }

  @Test
  void what_does_not_foot_is_told_by_number() {
    TeleworkReport report = town().report(WEEK);
    assertEquals(1, number(report, NoteKind.OTHER_DAYS, "person_days"));
    assertEquals(1, number(report, NoteKind.DAYS_IN_SEVERAL_OFFICES, "more"));
    assertEquals(
        Set.of(
            NoteKind.OPEN_DAYS,
            NoteKind.COUNTING,
            NoteKind.HALF_UP,
            NoteKind.STAFF_BASE,
            NoteKind.MEAN_BASE,
            NoteKind.OTHER_DAYS,
            NoteKind.DAYS_IN_SEVERAL_OFFICES),
        kinds(report));
  }

  @Test
  void half_days_count_half_where_that_is_asked() {
    TeleworkQuery half = WEEK.with(Rounding.HALF_UP, Decimals.USUAL, DayWeight.HALF);
    TeleworkReport report = town().report(half);
    Shown shown = new Shown(half);
    assertEquals(new BigDecimal("3.5"), shown.personDays(report.total()));
    assertEquals(new BigDecimal("0.70"), shown.perOpenDay(report.total()));
    assertEquals(3, report.total().implementers());
    assertEquals(new BigDecimal("2.0"), shown.personDays(report.offices().getFirst().line()));
    assertEquals(1, number(report, NoteKind.HALF_DAYS, "half_days"));
    assertEquals(0, number(report, NoteKind.HALF_DAYS_APART, "offices_halves"));
  }

  @Test
  void closures_are_no_open_days_and_those_without_effect_are_told() {
    TeleworkQuery closed =
        WEEK.withClosures(Set.of(MONDAY, MONDAY.plusDays(5), MONDAY.plusYears(1)));
    TeleworkReport report = town().report(closed);
    assertEquals(4, report.openDays().count());
    assertEquals(2, number(report, NoteKind.IDLE_CLOSURES, "days"));
    assertEquals(3, number(report, NoteKind.OTHER_DAYS, "person_days"));
    TeleworkReport none =
        town().report(TeleworkQuery.of(MONDAY, MONDAY).withClosures(Set.of(MONDAY)));
    assertNull(none.total().perOpenDay());
    assertEquals(2, none.total().implementers());
  }

  @Test
  void holidays_and_the_turn_of_the_year_are_no_open_days() {
    Town town = new Town();
    LocalDate first = LocalDate.of(2022, 12, 28);
    assertEquals(
        2, town.report(TeleworkQuery.of(first, LocalDate.of(2023, 1, 4))).openDays().count());
    assertEquals(
        57,
        town.report(TeleworkQuery.of(LocalDate.of(2022, 7, 1), LocalDate.of(2022, 9, 22)))
            .openDays()
            .count());
    LocalDate summer = LocalDate.of(2023, 7, 20);
    assertEquals(
        50, town.report(TeleworkQuery.of(summer, LocalDate.of(2023, 9, 30))).openDays().count());
  }

  @Test
  void who_moves_is_in_both_departments_and_the_difference_is_told() {
    Town town = new Town();
    town.belongs("1", "総務部", MONDAY.minusYears(1), MONDAY.plusDays(1));
    town.belongs("1", "財政部", MONDAY.plusDays(2), null);
    town.came("1", "総務部", MONDAY, "east", "09:00", "17:00");
    town.came("1", "財政部", MONDAY.plusDays(3), "east", "09:00", "17:00");
    TeleworkReport report = town.report(WEEK);
    assertEquals(1, report.total().staff());
    assertEquals(1, number(report, NoteKind.STAFF_OF_SEVERAL, "more"));
    assertEquals(1, number(report, NoteKind.IMPLEMENTERS_OF_SEVERAL, "more"));
    assertEquals(0, number(report, NoteKind.DAYS_OF_SEVERAL, "more"));
  }

  @Test
  void departments_are_shown_in_the_order_asked_for_also_those_without_anybody() {
    TeleworkReport report = town().report(WEEK.only(List.of(), List.of("財政部", "総務部", "交通部")));
    assertEquals(
        List.of("財政部", "総務部", "交通部"), report.departments().stream().map(Line::name).toList());
    assertTrue(kinds(report).contains(NoteKind.NO_STAFF));
    assertNull(department(report, "交通部").rate());
    TeleworkReport east = town().report(WEEK.only(List.of("east"), List.of()));
    assertEquals(2, east.total().implementers());
    assertEquals(5, east.total().staff());
    assertEquals(1, east.offices().size());
  }

  @Test
  void what_a_roster_cannot_know_is_told_and_in_no_mean() {
    Town town = town();
    town.came("9", "", MONDAY, "east", "09:00", "17:00");
    town.came("8", "財政部", MONDAY, "east", "09:00", "17:00");
    TeleworkReport report = town.report(WEEK);
    assertEquals(TeleworkReport.UNKNOWN, report.departments().getLast().name());
    assertEquals(1, number(report, NoteKind.NO_DEPARTMENT, "person_days"));
    assertEquals(2, number(report, NoteKind.MORE_THAN_STAFF, "implementers"));
    assertEquals(2, number(report, NoteKind.MEAN_BASE, "per_person_departments"));
  }

  @Test
  void the_period_before_stands_beside_it() {
    Town town = town();
    town.came("3", "総務部", MONDAY.minusDays(7), "east", "09:00", "17:00");
    TeleworkReport previous = town.report(WEEK.comparedWith(Comparison.of("previous"))).previous();
    assertNotNull(previous);
    assertEquals(MONDAY.minusDays(7), previous.query().first());
    assertEquals(1, previous.total().implementers());
    LocalDate april = LocalDate.of(2024, 4, 1);
    assertEquals(
        new Comparison.Days(LocalDate.of(2023, 4, 1), LocalDate.of(2024, 3, 31)),
        new Comparison.Previous().before(april, LocalDate.of(2025, 3, 31)));
    assertEquals(
        new Comparison.Days(LocalDate.of(2024, 3, 1), LocalDate.of(2024, 3, 31)),
        new Comparison.Previous().before(april, LocalDate.of(2024, 4, 30)));
    assertEquals(
        new Comparison.Days(LocalDate.of(2023, 2, 1), LocalDate.of(2023, 2, 28)),
        new Comparison.YearBefore().before(LocalDate.of(2024, 2, 1), LocalDate.of(2024, 2, 29)));
  }

  /** Attendance whose persons of some days were forgotten. */
  private record Forgotten(Attendance kept) implements Attendance {
    @Override
    public Counted count(Scope scope) {
      Counted counted = kept.count(scope);
      TreeMap<String, Attended> departments = new TreeMap<>();
      counted.departments().forEach((name, a) -> departments.put(name, without(a)));
      return new Counted(without(counted.total()), departments, counted.offices(), counted.days());
    }

    private static Attended without(Attended a) {
      return new Attended(Attended.FORGOTTEN, a.personDays(), a.halfDays());
    }

    @Override
    public Staff staff(Scope scope) {
      return kept.staff(scope);
    }

    @Override
    public void visits(Scope scope, Consumer<Visit> each) {
      kept.visits(scope, each);
    }

    @Override
    public List<Visit> imported(String person) {
      return kept.imported(person);
    }
  }

  @Test
  void persons_that_were_forgotten_are_not_guessed() {
    Town town = town();
    TeleworkReport report = TeleworkReport.of(WEEK, new Forgotten(town.attendance()), town.offices);
    assertNull(report.total().rate());
    assertNull(report.total().perPerson());
    assertEquals(new BigDecimal("4"), new Shown(WEEK).personDays(report.total()));
    assertEquals(new Means(null, null), report.simple());
    assertEquals(new Means(null, null), report.weighted());
    assertTrue(kinds(report).contains(NoteKind.FORGOTTEN));
    assertTrue(TeleworkForm.text(report, Language.EN).contains("retention time"));
  }

  @Test
  void of_a_time_in_which_nobody_came_that_is_told() {
    TeleworkReport report = new Town().report(WEEK);
    assertTrue(report.isEmpty());
    assertEquals(NoteKind.NOBODY_CAME, report.notes().getFirst().kind());
    assertEquals(new Means(null, null), report.simple());
  }

  @Test
  void every_figure_is_that_of_its_rows_for_any_attendance() {
    for (long seed = 1; seed <= 300; seed++) {
      Town town = Town.madeUp(seed);
      Random random = new Random(-seed);
      DayWeight weight = random.nextBoolean() ? DayWeight.WHOLE : DayWeight.HALF;
      TeleworkQuery query =
          TeleworkQuery.of(
                  town.first.plusDays(random.nextInt(10)), town.last.minusDays(random.nextInt(10)))
              .with(Rounding.HALF_UP, Decimals.USUAL, weight);
      if (random.nextInt(3) == 0) {
        query = query.only(List.of("east"), List.of());
      }
      String told = "seed " + seed;
      TeleworkReport report = town.report(query);
      recount(told, town, report);
      foot(told, report);
      sameBytes(told, town, report);
    }
  }

  /** By sets of words over the rows that a drill-down shows. */
  private static void recount(String told, Town town, TeleworkReport report) {
    TeleworkQuery query = report.query();
    Set<String> persons = new HashSet<>();
    Set<String> days = new HashSet<>();
    Map<String, Set<String>> personsOf = new TreeMap<>();
    Map<String, Set<String>> daysOf = new TreeMap<>();
    town.attendance()
        .visits(
            query.scope(),
            v -> {
              persons.add(v.person());
              days.add(v.person() + v.day());
              personsOf.computeIfAbsent(v.department(), d -> new HashSet<>()).add(v.person());
              daysOf
                  .computeIfAbsent(v.department(), d -> new HashSet<>())
                  .add(v.person() + v.day());
            });
    assertEquals(persons.size(), report.total().implementers(), told);
    for (Line line : report.departments()) {
      Set<String> came = personsOf.getOrDefault(line.name(), Set.of());
      assertEquals(came.size(), line.implementers(), told);
      if (query.halfDays() == DayWeight.WHOLE) {
        int dayCount = daysOf.getOrDefault(line.name(), Set.of()).size();
        assertEquals(Fraction.of(dayCount, 1), line.personDays(), told);
      }
    }
    if (query.halfDays() == DayWeight.WHOLE) {
      assertEquals(Fraction.of(days.size(), 1), report.total().personDays(), told);
    }
    long open =
        query
            .first()
            .datesUntil(query.last().plusDays(1))
            .filter(d -> d.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0)
            .count();
    assertEquals(open, report.openDays().weekdays(), told);
    assertEquals(open - report.openDays().rests(), report.openDays().count(), told);
  }

  private static void foot(String told, TeleworkReport report) {
    long implementers = report.departments().stream().mapToLong(Line::implementers).sum();
    assertEquals(
        report.total().implementers() + number(report, NoteKind.IMPLEMENTERS_OF_SEVERAL, "more"),
        implementers,
        told);
    long staff = report.departments().stream().mapToLong(Line::staff).sum();
    assertEquals(
        report.total().staff() + number(report, NoteKind.STAFF_OF_SEVERAL, "more"), staff, told);
    boolean halves = report.query().halfDays() == DayWeight.HALF;
    Fraction byDepartment =
        report.departments().stream().map(Line::personDays).reduce(Fraction.ZERO, Fraction::plus);
    long more =
        halves
            ? number(report, NoteKind.HALF_DAYS_APART, "departments_halves")
            : 2 * number(report, NoteKind.DAYS_OF_SEVERAL, "more");
    assertEquals(report.total().personDays().plus(Fraction.of(more, 2)), byDepartment, told);
    Fraction byOffice =
        report.offices().stream()
            .map(o -> o.line().personDays())
            .reduce(Fraction.ZERO, Fraction::plus);
    long moreOffices =
        halves
            ? number(report, NoteKind.HALF_DAYS_APART, "offices_halves")
            : 2 * number(report, NoteKind.DAYS_IN_SEVERAL_OFFICES, "more");
    assertEquals(report.total().personDays().plus(Fraction.of(moreOffices, 2)), byOffice, told);
    assertTrue(
        report
                .total()
                .personDays()
                .minus(Fraction.of(report.total().implementers(), 2))
                .above()
                .signum()
            >= 0,
        told);
  }

  /** Whatever the order in which things became known. */
  private static void sameBytes(String told, Town town, TeleworkReport report) {
    Town shuffled = new Town();
    shuffled.visits.addAll(town.visits);
    shuffled.members.addAll(town.members);
    Collections.shuffle(shuffled.visits, new Random(town.visits.size()));
    Collections.shuffle(shuffled.members, new Random(1));
    TeleworkReport again = shuffled.report(report.query());
    assertEquals(report, again, told);
    assertArrayEquals(TeleworkJson.of(report), TeleworkJson.of(again), told);
    for (Language language : Language.values()) {
      assertEquals(TeleworkForm.text(report, language), TeleworkForm.text(again, language), told);
      assertEquals(TeleworkForm.html(report, language), TeleworkForm.html(again, language), told);
    }
  }
}
