package city.seki.hub.export;

import city.seki.hub.calendar.JapaneseDates;
import city.seki.hub.history.Attendance;
import city.seki.hub.history.Scope;
import city.seki.hub.history.Visit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Roll-ups without persons: one row for each day, office and department in which anybody came. Who
 * was in two offices on a day is in both rows; for the city's total see the telework report.
 */
public final class FiguresTable implements Table {
  private static final List<Field> FIELDS =
      List.of(
          Field.of("date", Field.Kind.DATE),
          Field.of("office", Field.Kind.TEXT),
          Field.of("department", Field.Kind.TEXT),
          Field.of("person_days", Field.Kind.WHOLE),
          Field.of("visits", Field.Kind.WHOLE),
          Field.of("minutes", Field.Kind.WHOLE),
          Field.of("fiscal_year", Field.Kind.WHOLE),
          Field.of("era", Field.Kind.TEXT));

  private record Key(String office, String department) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byOffice = office.compareTo(other.office);
      return byOffice == 0 ? department.compareTo(other.department) : byOffice;
    }
  }

  private static final class Sums {
    private final Set<String> persons = new HashSet<>();
    private long visits;
    private long minutes;
  }

  private final Attendance attendance;
  private final Scope scope;

  public FiguresTable(Attendance attendance, Scope scope) {
    this.attendance = attendance;
    this.scope = scope;
  }

  @Override
  public List<Field> fields() {
    return FIELDS;
  }

  @Override
  public void rows(Sink sink) throws IOException {
    Days days = new Days(sink);
    try {
      attendance.visits(scope, days::add);
      days.flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Visits come by day, so one day is in memory. */
  private static final class Days {
    private final Sink sink;
    private final Map<Key, Sums> sums = new TreeMap<>();
    private @Nullable LocalDate day;

    private Days(Sink sink) {
      this.sink = sink;
    }

    void add(Visit visit) {
      if (!visit.day().equals(day)) {
        flush();
        day = visit.day();
      }
      Key key = new Key(visit.seat().office(), visit.department());
      Sums each = sums.computeIfAbsent(key, k -> new Sums());
      boolean _ = each.persons.add(visit.person());
      each.visits++;
      if (visit.end() != null) {
        each.minutes += Duration.between(visit.start(), visit.end()).toMinutes();
      }
    }

    void flush() {
      LocalDate of = day;
      if (of == null) {
        return;
      }
      sums.forEach((key, each) -> put(of, key, each));
      sums.clear();
    }

    private void put(LocalDate of, Key key, Sums each) {
      @Nullable Object[] row = {
        of,
        key.office(),
        key.department(),
        (long) each.persons.size(),
        each.visits,
        each.minutes,
        (long) JapaneseDates.fiscalYearNumber(of),
        JapaneseDates.day(of)
      };
      try {
        sink.row(row);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
