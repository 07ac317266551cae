package city.seki.hub.report;

import city.seki.config.model.DayWeight;
import city.seki.config.model.Text;
import city.seki.hub.calendar.OpenDays;
import city.seki.hub.history.Attendance;
import city.seki.hub.history.Attended;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The figures of product.md §8, exact until a form shows them. The same question of the same
 * attendance makes an equal report.
 *
 * @param departments with people whose department is not known last, under an empty name
 * @param offices those asked for, else those of the city and any other that somebody came to
 * @param days open days, and others on which somebody came
 * @param previous the same of the time that it is compared with; null without one
 */
public record TeleworkReport(
    TeleworkQuery query,
    OpenDays openDays,
    Line total,
    List<Line> departments,
    Means simple,
    Means weighted,
    List<OfficeLine> offices,
    List<Day> days,
    List<Note> notes,
    @Nullable TeleworkReport previous) {
  /** Who came to one office. */
  record OfficeLine(Text name, Line line) {}

  /** How many came on a day. */
  record Day(LocalDate date, boolean open, long persons) {}

  /** People whose department nobody knows are there under this name. */
  static final String UNKNOWN = "";

  public TeleworkReport {
    departments = List.copyOf(departments);
    offices = List.copyOf(offices);
    days = List.copyOf(days);
    notes = List.copyOf(notes);
  }

  /** Whether nobody came. */
  public boolean isEmpty() {
    return total.personDays().equals(Fraction.ZERO);
  }

  /**
   * @param officeNames of the city's offices, by id, in their order
   * @throws IllegalArgumentException if holidays are not known for that time
   */
  public static TeleworkReport of(
      TeleworkQuery query, Attendance attendance, Map<String, Text> officeNames) {
    Comparison other = query.comparison();
    TeleworkReport previous =
        other == null
            ? null
            : of(query.of(other.before(query.first(), query.last())), attendance, officeNames);
    OpenDays open = OpenDays.of(query.first(), query.last(), query.closures());
    Attendance.Counted counted = attendance.count(query.scope());
    Attendance.Staff staff = attendance.staff(query.scope());
    DayWeight weight = query.halfDays();
    Line total = Line.of("", staff.total(), counted.total(), weight, open.count());
    List<Line> departments = new ArrayList<>();
    for (String name : departments(query, counted, staff)) {
      Attended attended = counted.departments().getOrDefault(name, Attended.NONE);
      long base = staff.departments().getOrDefault(name, 0L);
      departments.add(Line.of(name, base, attended, weight, open.count()));
    }
    List<OfficeLine> offices = new ArrayList<>();
    for (String id : offices(query, counted, officeNames)) {
      Attended attended = counted.offices().getOrDefault(id, Attended.NONE);
      Text name = officeNames.getOrDefault(id, new Text(id, id));
      offices.add(new OfficeLine(name, Line.of(id, Line.NO_STAFF, attended, weight, open.count())));
    }
    List<Line> known = departments.stream().filter(line -> !line.name().equals(UNKNOWN)).toList();
    return new TeleworkReport(
        query,
        open,
        total,
        departments,
        Means.simple(known),
        Means.weighted(known),
        offices,
        days(open, counted),
        new Footing(query, open, counted, staff, total, departments, offices).notes(),
        previous);
  }

  /** As asked, or by name, those whose department is not known last. */
  private static Set<String> departments(
      TeleworkQuery query, Attendance.Counted counted, Attendance.Staff staff) {
    if (!query.departments().isEmpty()) {
      return new LinkedHashSet<>(query.departments());
    }
    Set<String> names = new TreeSet<>(staff.departments().keySet());
    names.addAll(counted.departments().keySet());
    Set<String> ordered = new LinkedHashSet<>(names);
    if (ordered.remove(UNKNOWN)) {
      ordered.add(UNKNOWN);
    }
    return ordered;
  }

  private static Set<String> offices(
      TeleworkQuery query, Attendance.Counted counted, Map<String, Text> officeNames) {
    if (!query.offices().isEmpty()) {
      return new LinkedHashSet<>(query.offices());
    }
    Set<String> ids = new LinkedHashSet<>(officeNames.keySet());
    ids.addAll(counted.offices().keySet());
    return ids;
  }

  private static List<Day> days(OpenDays open, Attendance.Counted counted) {
    Set<LocalDate> dates = new TreeSet<>(open.days());
    dates.addAll(counted.days().keySet());
    return dates.stream()
        .map(
            date ->
                new Day(
                    date,
                    open.contains(date),
                    counted.days().getOrDefault(date, Attended.NONE).personDays()))
        .toList();
  }
}
