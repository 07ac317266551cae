package city.seki.hub.http;

import city.seki.config.rules.Directory;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AccessRegister;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import city.seki.hub.calendar.JapaneseDates;
import city.seki.hub.history.Scope;
import city.seki.hub.history.Visit;
import city.seki.hub.report.CsvFile;
import city.seki.hub.report.TeleworkQuery;
import city.seki.hub.roster.RosterStore;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a figure counts. Who came is shown to those who need it: to HR of everybody, to a
 * supervisor of the own department, whose other rows are not shown at all; facilities see rows
 * without persons. Every look at persons is noted before it is answered.
 */
final class ReportRows {
  private static final int USUAL = 200;
  private static final int MOST = 100_000;

  private final HubParts hub;
  private final AccessRegister register;

  ReportRows(HubParts hub, AccessRegister register) {
    this.hub = hub;
    this.register = register;
  }

  /**
   * A row as it may be shown.
   *
   * @param member null where persons are not shown, or of somebody who left the roster
   * @param person pseudonym, null where persons are not shown
   */
  private record Row(Visit visit, @Nullable String person, RosterStore.@Nullable Member member) {}

  /**
   * @param after where the next page begins, null if this is the last
   */
  record Page(List<Row> rows, @Nullable String after) {
    byte[] json(ZoneId zone) {
      return JsonText.object(
          o -> {
            o.array("rows", rows, (row, r) -> write(row, r, zone));
            if (after != null) {
              o.put("after", after);
            }
          });
    }

    private static void write(Row row, JsonText o, ZoneId zone) {
      Visit visit = row.visit();
      o.put("date", visit.day().toString()).put("department", visit.department());
      if (row.person() != null) {
        RosterStore.Member member = row.member();
        o.put("person", row.person());
        o.put("staff_id", member == null ? null : member.staffId());
        o.put("name", member == null ? null : member.name());
      }
      o.put("office", visit.seat().office()).put("seat", visit.seat().seat());
      o.put("from", visit.start(), zone).put("to", visit.end(), zone);
      o.put("reason", visit.reason() == null ? null : visit.reason().word());
      o.put("origin", origin(visit));
    }

    CsvFile csv(ZoneId zone) {
      CsvFile file =
          new CsvFile(
              "date",
              "department",
              "person",
              "staff_id",
              "name",
              "office",
              "seat",
              "from",
              "to",
              "reason",
              "origin",
              "年度",
              "和暦");
      for (Row row : rows) {
        Visit visit = row.visit();
        RosterStore.Member member = row.member();
        file.add(
            visit.day(),
            visit.department(),
            row.person(),
            member == null ? null : member.staffId(),
            member == null ? null : member.name(),
            visit.seat().office(),
            visit.seat().seat(),
            at(visit.start(), zone),
            at(visit.end(), zone),
            visit.reason() == null ? null : visit.reason().word(),
            origin(visit),
            JapaneseDates.fiscalYear(visit.day()),
            JapaneseDates.day(visit.day()));
      }
      return file;
    }

    private static String origin(Visit visit) {
      return visit.origin() == Visit.Origin.LEDGER ? "tap" : "import";
    }

    private static @Nullable String at(@Nullable Instant moment, ZoneId zone) {
      return moment == null ? null : JsonText.MOMENT.format(moment.atZone(zone));
    }
  }

  /** Whose persons somebody may see. */
  private record Sight(boolean all, boolean everybody, @Nullable String ownDepartment) {
    boolean sees(Visit visit) {
      return everybody || visit.department().equals(ownDepartment);
    }

    /** To what may be seen of it. */
    Scope narrow(Scope scope) {
      if (all) {
        return scope;
      }
      if (ownDepartment == null
          || !(scope.departments().isEmpty() || scope.departments().contains(ownDepartment))) {
        throw Problem.forbidden("a supervisor sees the rows of the own department only");
      }
      return new Scope(scope.first(), scope.last(), scope.offices(), Set.of(ownDepartment));
    }
  }

  private Sight sight(Principal principal) {
    Directory.Person self =
        principal.person() == null
            ? null
            : hub.allocation().state().directory().person(principal.person());
    String own =
        principal.may(Operation.SEE_OWN_ATTENDANCE) && self != null ? self.department() : null;
    return new Sight(
        principal.may(Operation.SEE_ROWS), principal.may(Operation.SEE_ATTENDANCE), own);
  }

  /** One page of them, by day, office, seat and start. */
  Page page(Call call, TeleworkQuery query) {
    Sight sight = sight(call.principal());
    int limit = limit(call.query("limit"));
    Scope wanted = sight.narrow(wanted(call, query));
    Place from = Place.of(call.query("after"), wanted.first());
    List<Visit> visits = new ArrayList<>();
    for (LocalDate day : hub.attendance().count(wanted).days().tailMap(from.day()).keySet()) {
      List<Visit> ofDay = new ArrayList<>();
      Scope then = new Scope(day, day, wanted.offices(), wanted.departments());
      hub.attendance().visits(then, ofDay::add);
      int skipped = day.equals(from.day()) ? Math.min(from.rows(), ofDay.size()) : 0;
      int taken = Math.min(ofDay.size() - skipped, limit - visits.size());
      visits.addAll(ofDay.subList(skipped, skipped + taken));
      if (skipped + taken < ofDay.size()) {
        return shown(call, sight, visits, new Place(day, skipped + taken).toString());
      }
    }
    return shown(call, sight, visits, null);
  }

  private Page shown(Call call, Sight sight, List<Visit> visits, @Nullable String after) {
    Set<String> looked = new HashSet<>();
    List<Row> rows = new ArrayList<>();
    for (Visit visit : visits) {
      if (sight.sees(visit)) {
        looked.add(visit.person());
        rows.add(new Row(visit, visit.person(), hub.roster().member(visit.person())));
      } else {
        rows.add(new Row(visit, null, null));
      }
    }
    if (!looked.isEmpty()) {
      register.looks(call.principal(), AccessRegister.Purpose.ATTENDANCE, looked);
    }
    return new Page(rows, after);
  }

  /** Those of the query, narrowed to one department, office or day. */
  private static Scope wanted(Call call, TeleworkQuery query) {
    Scope scope = query.scope();
    String date = call.query("date");
    LocalDate first = date == null ? scope.first() : day(date);
    LocalDate last = date == null ? scope.last() : first;
    return new Scope(
        first,
        last,
        narrowed("office", call.query("office"), scope.offices()),
        narrowed("department", call.query("department"), scope.departments()));
  }

  private static LocalDate day(String date) {
    try {
      return LocalDate.parse(date);
    } catch (DateTimeException e) {
      throw Problem.badRequest("date: expected a day such as 2022-07-01, not '" + date + "'");
    }
  }

  private static Set<String> narrowed(String what, @Nullable String one, Set<String> some) {
    if (one == null) {
      return some;
    }
    if (!some.isEmpty() && !some.contains(one)) {
      throw Problem.badRequest(what + ": '" + one + "' is not among those that were asked for");
    }
    return Set.of(one);
  }

  private static int limit(@Nullable String asked) {
    if (asked == null) {
      return USUAL;
    }
    try {
      int limit = Integer.parseInt(asked);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Said below together with the range.
    }
    throw Problem.badRequest("limit: expected 1 to " + MOST + ", not '" + asked + "'");
  }

  /** Where a page begins: on that day, after so many rows of it. */
  private record Place(LocalDate day, int rows) {
    static Place of(@Nullable String after, LocalDate first) {
      if (after == null) {
        return new Place(first, 0);
      }
      int slash = after.indexOf('/');
      try {
        LocalDate day = LocalDate.parse(after.substring(0, Math.max(slash, 0)));
        int rows = Integer.parseInt(after.substring(slash + 1));
        if (rows >= 0 && !day.isBefore(first)) {
          return new Place(day, rows);
        }
      } catch (DateTimeException | NumberFormatException e) {
        // Said below.
      }
      throw Problem.badRequest("after: expected what an answer had under 'after'");
    }

    @Override
    public String toString() {
      return day + "/" + rows;
    }
  }
}
