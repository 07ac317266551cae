package city.seki.hub.history;

import city.seki.config.model.SeatId;
import city.seki.config.rules.EndReason;
import city.seki.hub.data.DataException;
import city.seki.hub.ledger.Figure;
import city.seki.hub.ledger.LedgerRewrite;
import city.seki.hub.roster.Membership;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Reads the history, also while it is written: each question is answered as of one moment. Safe for
 * all threads.
 */
public final class History implements Attendance {
  private final Path file;
  private final Path ledger;
  private final ZoneId zone;
  private final Supplier<Membership> staff;

  /**
   * @param file the history's, which is there
   * @param ledger where the figures are of times that lost their persons; need not be there
   * @param zone the city's
   * @param staff who belonged to which department when
   */
  public History(Path file, Path ledger, ZoneId zone, Supplier<Membership> staff) {
    this.file = file;
    this.ledger = ledger;
    this.zone = zone;
    this.staff = staff;
  }

  /** Something to be looked up in the tables of one moment. */
  @FunctionalInterface
  public interface Question<T> {
    T answer(Connection db) throws SQLException;
  }

  /**
   * For the tables of a {@link Projection}, which knows them alone.
   *
   * @throws DataException if there is no history yet, or it cannot be read
   */
  public <T> T asking(Question<T> question) {
    if (Files.notExists(file)) {
      throw new DataException(file + " is not there yet: start the hub, or import something");
    }
    try (Connection db = HistoryFile.FILE.openToRead(file)) {
      return question.answer(db);
    } catch (SQLException e) {
      throw HistoryFile.FILE.cannot(file, "be read", e);
    }
  }

  @Override
  public Counted count(Scope scope) {
    return asking(db -> count(db, scope));
  }

  private Counted count(Connection db, Scope scope) throws SQLException {
    Numbers numbers = new Numbers(db);
    Days days = new Days(db, numbers, zone);
    HalfDays halfDays = Days.halfDays(db, zone);
    boolean all = scope.offices().isEmpty() && scope.departments().isEmpty();
    Tallies tallies =
        new Tallies(
            new Tallies.Filter(
                among(db, "department", scope.departments()),
                among(db, "office", scope.offices())));
    int first = (int) scope.first().toEpochDay();
    int last = (int) scope.last().toEpochDay();
    if (!all) {
      days.add(first, last, halfDays, tallies);
      return counted(numbers, scope, tallies);
    }
    int from = first;
    for (Map.Entry<Integer, byte[]> month : wholeMonths(db, scope).entrySet()) {
      int begins = (int) Days.first(month.getKey()).toEpochDay();
      if (from < begins) {
        days.add(from, begins - 1, halfDays, tallies);
      }
      tallies.add(month.getValue());
      from = (int) Days.last(month.getKey()).toEpochDay() + 1;
    }
    if (from <= last) {
      days.add(from, last, halfDays, tallies);
    }
    return counted(numbers, scope, tallies);
  }

  /** Those that are counted already, in order. */
  private static SortedMap<Integer, byte[]> wholeMonths(Connection db, Scope scope)
      throws SQLException {
    SortedMap<Integer, byte[]> months = new TreeMap<>();
    try (PreparedStatement s =
        db.prepareStatement("SELECT month, tallies FROM month WHERE month BETWEEN ? AND ?")) {
      s.setInt(1, Days.month((int) scope.first().minusDays(1).toEpochDay()) + 1);
      s.setInt(2, Days.month((int) scope.last().plusDays(1).toEpochDay()) - 1);
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          months.put(r.getInt(1), r.getBytes(2));
        }
      }
    }
    return months;
  }

  private static IntPredicate among(Connection db, String table, Set<String> names)
      throws SQLException {
    if (names.isEmpty()) {
      return n -> true;
    }
    BitSet wanted = new BitSet();
    try (PreparedStatement s = db.prepareStatement("SELECT n, name FROM " + table);
        ResultSet r = s.executeQuery()) {
      while (r.next()) {
        if (names.contains(r.getString(2))) {
          wanted.set(r.getInt(1));
        }
      }
    }
    return wanted::get;
  }

  private Counted counted(Numbers numbers, Scope scope, Tallies tallies) throws SQLException {
    Kept kept = tallies.total().isNameless() ? Kept.of(ledger, scope) : Kept.NOTHING;
    String office = scope.offices().size() == 1 ? scope.offices().iterator().next() : Figure.ALL;
    String department =
        scope.departments().size() == 1 ? scope.departments().iterator().next() : Figure.ALL;
    boolean offices = scope.offices().size() <= 1;
    boolean departments = scope.departments().size() <= 1;
    Map<Integer, Tally> ofDepartments = new HashMap<>();
    tallies.departments((tally, n) -> ofDepartments.put(n, tally));
    Map<Integer, Tally> ofOffices = new HashMap<>();
    tallies.offices((tally, n) -> ofOffices.put(n, tally));
    SortedMap<String, Attended> byDepartment = new TreeMap<>();
    for (Map.Entry<Integer, Tally> each : ofDepartments.entrySet()) {
      String name = numbers.departmentName(each.getKey());
      byDepartment.put(
          name, each.getValue().attended(kept.persons(offices, office, name, each.getValue())));
    }
    SortedMap<String, Attended> byOffice = new TreeMap<>();
    for (Map.Entry<Integer, Tally> each : ofOffices.entrySet()) {
      String name = numbers.officeName(each.getKey());
      byOffice.put(
          name,
          each.getValue().attended(kept.persons(departments, name, department, each.getValue())));
    }
    SortedMap<LocalDate, Attended> days = new TreeMap<>();
    tallies.days().forEach((day, came) -> days.put(LocalDate.ofEpochDay(day), came));
    return new Counted(
        tallies
            .total()
            .attended(kept.persons(offices && departments, office, department, tallies.total())),
        byDepartment,
        byOffice,
        days);
  }

  /** How many persons there were in just that time, for what cannot be counted any more. */
  private record Kept(boolean oneDay, Map<List<String>, Long> figures) {
    static final Kept NOTHING = new Kept(false, Map.of());

    static Kept of(Path ledger, Scope scope) {
      if (scope.first().equals(scope.last())) {
        return new Kept(true, Map.of());
      }
      if (Files.notExists(ledger)) {
        return NOTHING;
      }
      Map<List<String>, Long> figures = new HashMap<>();
      for (Figure f : LedgerRewrite.figures(ledger)) {
        if (f.first().equals(scope.first()) && f.last().equals(scope.last())) {
          figures.put(List.of(f.office(), f.department()), f.persons());
        }
      }
      return new Kept(false, figures);
    }

    /**
     * @param isOne whether that office and department, or all, are just what was counted
     */
    long persons(boolean isOne, String office, String department, Tally tally) {
      if (oneDay) {
        return tally.personDays();
      }
      return isOne
          ? figures.getOrDefault(List.of(office, department), Attended.FORGOTTEN)
          : Attended.FORGOTTEN;
    }
  }

  @Override
  public Staff staff(Scope scope) {
    Map<String, Set<String>> departments = new TreeMap<>();
    Set<String> total = new HashSet<>();
    staff
        .get()
        .between(scope.first(), scope.last())
        .forEach(
            member -> {
              if (scope.departments().isEmpty()
                  || scope.departments().contains(member.department())) {
                total.add(member.person());
                departments
                    .computeIfAbsent(member.department(), d -> new HashSet<>())
                    .add(member.person());
              }
            });
    Map<String, Long> counts = new TreeMap<>();
    departments.forEach((department, persons) -> counts.put(department, (long) persons.size()));
    return new Staff(total.size(), counts);
  }

  @Override
  public void visits(Scope scope, Consumer<Visit> each) {
    asking(
        db -> {
          Numbers numbers = new Numbers(db);
          try (PreparedStatement s =
              db.prepareStatement(
                  "SELECT DISTINCT day FROM day WHERE day BETWEEN ? AND ? ORDER BY day")) {
            s.setLong(1, scope.first().toEpochDay());
            s.setLong(2, scope.last().toEpochDay());
            try (ResultSet r = s.executeQuery()) {
              while (r.next()) {
                visits(db, numbers, r.getInt(1), scope).forEach(each);
              }
            }
          }
          return true;
        });
  }

  @Override
  public List<Visit> imported(String person) {
    return asking(
        db -> {
          Numbers numbers = new Numbers(db);
          List<Visit> visits = new ArrayList<>();
          try (PreparedStatement s =
              db.prepareStatement(
                  "SELECT day, seat, start, department, ended FROM visit"
                      + " WHERE layer IN (SELECT id FROM layer WHERE complete = 1 AND id > 0)"
                      + " AND person = (SELECT n FROM person WHERE name = ?)"
                      + " GROUP BY day, seat, start, ended ORDER BY start DESC")) {
            s.setString(1, person);
            try (ResultSet r = s.executeQuery()) {
              while (r.next()) {
                visits.add(
                    new Visit(
                        LocalDate.ofEpochDay(r.getInt(1)),
                        numbers.seatName(r.getInt(2)),
                        person,
                        numbers.departmentName(r.getInt(4)),
                        Instant.ofEpochMilli(r.getLong(3)),
                        Instant.ofEpochMilli(r.getLong(5)),
                        null,
                        Visit.Origin.IMPORT));
              }
            }
          }
          return visits;
        });
  }

  /** What is told by two layers in the same words is one row. */
  private static Collection<Visit> visits(Connection db, Numbers numbers, int day, Scope scope)
      throws SQLException {
    List<Visit> visits = new ArrayList<>();
    Set<List<Object>> known = new HashSet<>();
    try (PreparedStatement s =
        db.prepareStatement(
            "SELECT layer.id, seat, start, person, department, ended, reason FROM layer"
                + " CROSS JOIN visit ON visit.layer = layer.id WHERE complete = 1 AND day = ?"
                + " ORDER BY layer.id")) {
      s.setInt(1, day);
      try (ResultSet r = s.executeQuery()) {
        while (r.next()) {
          SeatId seat = numbers.seatName(r.getInt(2));
          String department = numbers.departmentName(r.getInt(5));
          if (isAmong(scope.offices(), seat.office())
              && isAmong(scope.departments(), department)
              && known.add(List.of(seat, r.getLong(3), r.getLong(4), r.getLong(6)))) {
            long ended = r.getLong(6);
            String reason = r.getString(7);
            visits.add(
                new Visit(
                    LocalDate.ofEpochDay(day),
                    seat,
                    numbers.personName(r.getLong(4)),
                    department,
                    Instant.ofEpochMilli(r.getLong(3)),
                    ended == 0 ? null : Instant.ofEpochMilli(ended),
                    reason == null ? null : EndReason.of(reason),
                    r.getInt(1) == HistoryFile.LEDGER ? Visit.Origin.LEDGER : Visit.Origin.IMPORT));
          }
        }
      }
    }
    visits.sort(
        Comparator.comparing(Visit::seat).thenComparing(Visit::start).thenComparing(Visit::person));
    return visits;
  }

  private static boolean isAmong(Set<String> wanted, String name) {
    return wanted.isEmpty() || wanted.contains(name);
  }
}
