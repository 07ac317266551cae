package city.seki.hub.http;

import city.seki.config.model.City;
import city.seki.config.rules.Directory;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.AccessRegister;
import city.seki.hub.access.AccessRegister.Purpose;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import city.seki.hub.data.CsvEncoding;
import city.seki.hub.data.DataException;
import city.seki.hub.history.Scope;
import city.seki.hub.history.Visit;
import city.seki.hub.report.CsvFile;
import city.seki.hub.report.TeleworkForm;
import city.seki.hub.roster.RosterStore;
import city.seki.hub.workday.Confirmations;
import city.seki.hub.workday.Confirmations.Confirmed;
import city.seki.hub.workday.WorkDay;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who of a department worked where on one day: a supervisor sees and confirms the own department's,
 * HR sees all. Each look is noted before it is answered.
 */
final class AttendanceRoutes {
  private static final String PATH = "/api/v1/attendance";
  private static final int USUAL_LIMIT_HOURS = 10;

  private final HubParts hub;
  private final AccessRegister register;
  private final Confirmations confirmations;

  AttendanceRoutes(HubParts hub, AccessRegister register) {
    this.hub = hub;
    this.register = register;
    this.confirmations = new Confirmations(hub.audit());
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", PATH, Operation.SEE_OWN_ATTENDANCE, this::day),
        new Route("POST", PATH + "/confirmations", Operation.CONFIRM_ATTENDANCE, this::confirm));
  }

  private City city() {
    return hub.allocation().state().city();
  }

  /**
   * What is told of a day.
   *
   * @param department null for all
   */
  private record Told(
      LocalDate date,
      @Nullable String department,
      Duration limit,
      Instant now,
      ZoneId zone,
      List<WorkDay> days,
      Map<String, Confirmed> confirmed) {}

  private Reply day(Call call) {
    TeleworkForm form = ReportRoutes.form(call, TeleworkForm.JSON, TeleworkForm.CSV);
    CsvEncoding encoding = ReportRoutes.encoding(call);
    LocalDate date = date(call.query("day"));
    String department = department(call.principal(), call.query("department"));
    Told told =
        new Told(
            date,
            department,
            limit(call.query("limit_hours")),
            hub.cityClock().get(),
            city().timeZone(),
            WorkDay.of(visits(date, department)),
            confirmations.of(date));
    register.looks(
        call.principal(), Purpose.ATTENDANCE, told.days().stream().map(WorkDay::person).toList());
    if (form == TeleworkForm.JSON) {
      return Reply.json(json(told));
    }
    try {
      return ReportRoutes.reply(form, csv(told).bytes(encoding), encoding, "attendance-" + date);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("encoding: " + e.getMessage());
    }
  }

  private Reply confirm(Call call) throws BadMessage {
    JsonFields body = call.json();
    LocalDate date = date(body.text("day"));
    String person = body.text("person");
    Instant start = body.moment("start").toInstant();
    Instant end = body.moment("end").toInstant();
    String department = department(call.principal(), null);
    if (person.equals(call.principal().person())) {
      throw Problem.refused("own-day");
    }
    WorkDay work =
        WorkDay.of(visits(date, department)).stream()
            .filter(day -> day.person().equals(person))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("nobody of that name was there on that day"));
    if (work.end() == null) {
      throw Problem.refused("still-there");
    }
    if (!work.start().equals(start) || !work.end().equals(end)) {
      throw Problem.refused("day-changed"); // it is not what the supervisor saw
    }
    confirmations.confirm(hub.clock().instant(), call.principal().who(), date, work);
    return Reply.done();
  }

  private List<Visit> visits(LocalDate date, @Nullable String department) {
    List<Visit> visits = new ArrayList<>();
    Set<String> departments = department == null ? Set.of() : Set.of(department);
    try {
      hub.attendance().visits(new Scope(date, date, Set.of(), departments), visits::add);
    } catch (DataException e) {
      throw Problem.unavailable(String.valueOf(e.getMessage()));
    }
    return visits;
  }

  /** Whose day it is: the own department's, or what somebody who may see all asks for. */
  private @Nullable String department(Principal principal, @Nullable String asked) {
    if (principal.may(Operation.SEE_ATTENDANCE)) {
      return asked;
    }
    Directory.Person self =
        principal.person() == null
            ? null
            : hub.allocation().state().directory().person(principal.person());
    if (self == null) {
      throw Problem.forbidden("you are nobody of the roster: no department is yours");
    }
    if (asked != null && !asked.equals(self.department())) {
      throw Problem.forbidden("a supervisor sees the own department only");
    }
    return self.department();
  }

  private LocalDate date(@Nullable String text) {
    if (text == null) {
      return city().day(hub.cityClock().get());
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw Problem.badRequest("day: expected a day such as 2026-11-28, not '" + text + "'");
    }
  }

  private static Duration limit(@Nullable String text) {
    try {
      int hours = text == null ? USUAL_LIMIT_HOURS : Integer.parseInt(text);
      if (hours >= 1 && hours <= 24) {
        return Duration.ofHours(hours);
      }
    } catch (NumberFormatException e) {
      // Said below together with the range.
    }
    throw Problem.badRequest("limit_hours: expected 1 to 24, not '" + text + "'");
  }

  private byte[] json(Told told) {
    return JsonText.object(
        o -> {
          o.put("day", told.date().toString()).put("department", told.department());
          o.put("limit_hours", told.limit().toHours());
          o.array("people", told.days(), (day, p) -> person(day, told, p));
        });
  }

  private void person(WorkDay day, Told told, JsonText o) {
    RosterStore.Member member = hub.roster().member(day.person());
    o.put("person", day.person()).put("staff_id", member == null ? null : member.staffId());
    o.put("name", member == null ? null : member.name()).put("department", day.department());
    o.put("start", day.start(), told.zone()).put("end", day.end(), told.zone());
    o.put("minutes", day.length(told.now()).toMinutes()).put("over_limit", isLong(day, told));
    o.array(
        "visits",
        day.visits(),
        (v, f) ->
            f.put("office", v.seat().office())
                .put("seat", v.seat().seat())
                .put("from", v.start(), told.zone())
                .put("to", v.end(), told.zone()));
    Confirmed confirmed = told.confirmed().get(day.person());
    if (confirmed == null) {
      o.putNull("confirmed");
    } else {
      o.object(
          "confirmed",
          c -> c.put("at", confirmed.at(), told.zone()).put("changed", !confirmed.isOf(day)));
    }
  }

  private static boolean isLong(WorkDay day, Told told) {
    return day.length(told.now()).compareTo(told.limit()) > 0;
  }

  private CsvFile csv(Told told) {
    CsvFile file =
        new CsvFile(
            "day",
            "department",
            "staff_id",
            "name",
            "offices",
            "start",
            "end",
            "minutes",
            "over_limit",
            "confirmed");
    for (WorkDay day : told.days()) {
      RosterStore.Member member = hub.roster().member(day.person());
      Confirmed confirmed = told.confirmed().get(day.person());
      file.add(
          told.date(),
          day.department(),
          member == null ? null : member.staffId(),
          member == null ? null : member.name(),
          String.join(" ", day.visits().stream().map(v -> v.seat().office()).distinct().toList()),
          at(day.start(), told.zone()),
          at(day.end(), told.zone()),
          day.length(told.now()).toMinutes(),
          isLong(day, told),
          confirmed != null && confirmed.isOf(day) ? at(confirmed.at(), told.zone()) : null);
    }
    return file;
  }

  private static @Nullable String at(@Nullable Instant moment, ZoneId zone) {
    return moment == null ? null : JsonText.MOMENT.format(moment.atZone(zone));
  }
}
