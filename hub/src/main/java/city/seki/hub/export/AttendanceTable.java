package city.seki.hub.export;

import city.seki.config.rules.EndReason;
import city.seki.hub.calendar.JapaneseDates;
import city.seki.hub.history.Attendance;
import city.seki.hub.history.Scope;
import city.seki.hub.history.Visit;
import city.seki.hub.roster.RosterStore.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Who was where when: the visits of a time with staff numbers and names, or a row for each day. */
public final class AttendanceTable implements Table {
  private static final List<Field> FIELDS =
      List.of(
          Field.of("date", Field.Kind.DATE),
          Field.orNothing("staff_id", Field.Kind.TEXT),
          Field.orNothing("name", Field.Kind.TEXT),
          Field.of("department", Field.Kind.TEXT),
          Field.of("office", Field.Kind.TEXT),
          Field.of("office_name", Field.Kind.TEXT),
          Field.of("seat", Field.Kind.TEXT),
          Field.of("start", Field.Kind.MOMENT),
          Field.orNothing("end", Field.Kind.MOMENT),
          Field.orNothing("minutes", Field.Kind.WHOLE),
          Field.orNothing("reason", Field.Kind.TEXT),
          Field.of("origin", Field.Kind.TEXT),
          Field.of("fiscal_year", Field.Kind.WHOLE),
          Field.of("era", Field.Kind.TEXT));

  /** A row while its day is put together. */
  private record Stay(
      Visit first, Instant start, @Nullable Instant end, long minutes, @Nullable EndReason reason) {
    Stay with(Visit more) {
      boolean earlier = more.start().isBefore(start);
      Instant ended = end == null || more.end() == null ? null : later(end, more.end());
      return new Stay(
          earlier ? more : first,
          earlier ? more.start() : start,
          ended,
          minutes + length(more),
          ended == null ? null : ended.equals(more.end()) ? more.reason() : reason);
    }

    private static Instant later(Instant a, Instant b) {
      return a.isAfter(b) ? a : b;
    }
  }

  private final Attendance attendance;
  private final Scope scope;
  private final boolean byDay;
  private final Function<String, @Nullable Member> who;
  private final UnaryOperator<String> officeName;
  private final Map<String, @Nullable Member> known = new TreeMap<>();

  /**
   * @param byDay one row for each person and day: from the first to the last, at the first seat
   * @param who by pseudonym; null for those who are not in the roster any more, or were forgotten
   */
  public AttendanceTable(
      Attendance attendance,
      Scope scope,
      boolean byDay,
      Function<String, @Nullable Member> who,
      UnaryOperator<String> officeName) {
    this.attendance = attendance;
    this.scope = scope;
    this.byDay = byDay;
    this.who = who;
    this.officeName = officeName;
  }

  /** Names of the fields, for those who choose among them. */
  public static List<String> names() {
    return FIELDS.stream().map(Field::name).toList();
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
  private final class Days {
    private final Sink sink;
    private final Map<String, Stay> stays = new TreeMap<>();
    private @Nullable LocalDate day;

    private Days(Sink sink) {
      this.sink = sink;
    }

    void add(Visit visit) {
      Stay stay = new Stay(visit, visit.start(), visit.end(), length(visit), visit.reason());
      if (!byDay) {
        put(stay);
        return;
      }
      if (!visit.day().equals(day)) {
        flush();
        day = visit.day();
      }
      stays.merge(visit.person(), stay, (was, more) -> was.with(visit));
    }

    void flush() {
      stays.values().forEach(this::put);
      stays.clear();
    }

    private void put(Stay stay) {
      Visit visit = stay.first();
      Member member = known.computeIfAbsent(visit.person(), who);
      String office = visit.seat().office();
      EndReason reason = stay.reason();
      @Nullable Object[] row = {
        visit.day(),
        member == null ? null : member.staffId(),
        member == null ? null : member.name(),
        visit.department(),
        office,
        officeName.apply(office),
        visit.seat().seat(),
        stay.start(),
        stay.end(),
        stay.end() == null ? null : (Long) stay.minutes(),
        reason == null ? null : reason.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        visit.origin().name().toLowerCase(Locale.ROOT),
        (long) JapaneseDates.fiscalYearNumber(visit.day()),
        JapaneseDates.day(visit.day())
      };
      try {
        sink.row(row);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static long length(Visit visit) {
    return visit.end() == null ? 0 : Duration.between(visit.start(), visit.end()).toMinutes();
  }
}
