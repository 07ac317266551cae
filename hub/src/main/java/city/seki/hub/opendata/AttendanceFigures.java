package city.seki.hub.opendata;

import city.seki.hub.data.DataException;
import city.seki.hub.history.Attendance;
import city.seki.hub.history.Attended;
import city.seki.hub.history.Scope;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks the attendance for what the tables of a fiscal year count. */
public final class AttendanceFigures {
  private static final int APRIL = 4;

  private final Attendance attendance;

  public AttendanceFigures(Attendance attendance) {
    this.attendance = attendance;
  }

  /**
   * A fiscal year as it is known now.
   *
   * @throws DataException if of a month that is wanted nobody can count the persons any more
   */
  public YearFigures of(int fiscalYear, Iterable<YearMonth> wanted) {
    SortedMap<YearMonth, Count> all = new TreeMap<>();
    Map<String, SortedMap<YearMonth, Count>> departments = new HashMap<>();
    Map<String, SortedMap<YearMonth, Count>> offices = new HashMap<>();
    for (YearMonth month : wanted) {
      Attendance.Counted counted = attendance.count(Scope.of(month.atDay(1), month.atEndOfMonth()));
      if (counted.total().personDays() == 0) {
        continue;
      }
      all.put(month, count(month, counted.total()));
      put(departments, month, counted.departments());
      put(offices, month, counted.offices());
    }
    LocalDate first = LocalDate.of(fiscalYear, APRIL, 1);
    Attendance.Counted year = attendance.count(Scope.of(first, first.plusYears(1).minusDays(1)));
    return new YearFigures(
        fiscalYear,
        new Group(all, persons(year.total())),
        groups(departments, year.departments()),
        groups(offices, year.offices()));
  }

  private static void put(
      Map<String, SortedMap<YearMonth, Count>> groups,
      YearMonth month,
      SortedMap<String, Attended> counted) {
    counted.forEach(
        (name, attended) ->
            groups.computeIfAbsent(name, n -> new TreeMap<>()).put(month, count(month, attended)));
  }

  private static Count count(YearMonth month, Attended attended) {
    if (attended.persons() == Attended.FORGOTTEN) {
      throw new DataException(
          month
              + ": its days have lost their persons (retention), so nobody can tell how many there"
              + " were; publish months before they are that old, or begin with a later one");
    }
    return new Count(attended.persons(), attended.personDays());
  }

  private static SortedMap<String, Group> groups(
      Map<String, SortedMap<YearMonth, Count>> months, SortedMap<String, Attended> year) {
    SortedMap<String, Group> groups = new TreeMap<>();
    months.forEach(
        (name, counts) ->
            groups.put(name, new Group(counts, persons(year.getOrDefault(name, Attended.NONE)))));
    return groups;
  }

  private static long persons(Attended attended) {
    return attended.persons() == Attended.FORGOTTEN ? Group.UNKNOWN : attended.persons();
  }
}
