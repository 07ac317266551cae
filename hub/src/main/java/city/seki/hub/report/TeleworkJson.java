package city.seki.hub.report;

import city.seki.config.wire.JsonText;
import city.seki.hub.calendar.JapaneseDates;
import java.time.LocalDate;

/** The report as contract.md's JSON, and what was added to it. */
public final class TeleworkJson {
  private TeleworkJson() {}

  public static byte[] of(TeleworkReport report) {
    return JsonText.object(
        o -> {
          TeleworkQuery query = report.query();
          period(report, o);
          String year = JapaneseDates.fiscalYear(query.first(), query.last());
          if (year != null) {
            o.put("fiscal_year", year);
          }
          if (query.campaign() != null) {
            o.put("campaign", query.campaign());
          }
          o.put("rounding", query.rounding().word()).put("half_days", query.halfDays().word());
          o.put("closures", query.closures().stream().map(LocalDate::toString).toList());
          o.put("offices", query.offices());
          figures(report, o);
          Shown shown = new Shown(query);
          o.array("by_office", report.offices(), (office, e) -> office(office, shown, e));
          o.array(
              "days",
              report.days(),
              (day, e) ->
                  e.put("date", day.date().toString())
                      .put("open", day.open())
                      .put("persons", day.persons()));
          TeleworkReport previous = report.previous();
          if (previous != null) {
            o.object("previous", p -> previous(previous, p));
          }
          o.array("notes", report.notes(), TeleworkJson::note);
        });
  }

  private static void period(TeleworkReport report, JsonText o) {
    o.put("from", report.query().first().toString()).put("to", report.query().last().toString());
    o.put("open_days", report.openDays().count());
  }

  private static void previous(TeleworkReport report, JsonText o) {
    period(report, o);
    figures(report, o);
    Shown shown = new Shown(report.query());
    o.array("by_office", report.offices(), (office, e) -> office(office, shown, e));
    o.array("notes", report.notes(), TeleworkJson::note);
  }

  private static void figures(TeleworkReport report, JsonText o) {
    Shown shown = new Shown(report.query());
    o.object("total", e -> line(report.total(), shown, e));
    o.array(
        "departments",
        report.departments(),
        (line, e) -> line(line, shown, e.put("department", line.name())));
    o.object("simple_mean", e -> means(report.simple(), shown, e));
    o.object("weighted_mean", e -> means(report.weighted(), shown, e));
  }

  private static void line(Line line, Shown shown, JsonText o) {
    o.put("staff", line.staff());
    attended(line, shown, o);
    o.put("per_person", shown.perPerson(line)).put("rate_percent", shown.rate(line));
  }

  private static void attended(Line line, Shown shown, JsonText o) {
    o.put("implementers", Shown.implementers(line)).put("person_days", shown.personDays(line));
    o.put("per_open_day", shown.perOpenDay(line));
  }

  private static void means(Means means, Shown shown, JsonText o) {
    o.put("rate_percent", shown.rate(means.rate()));
    o.put("per_person", shown.perPerson(means.perPerson()));
  }

  private static void office(TeleworkReport.OfficeLine office, Shown shown, JsonText o) {
    o.put("office", office.line().name()).put("name", office.name());
    attended(office.line(), shown, o);
  }

  private static void note(Note note, JsonText o) {
    o.put("code", note.kind().code());
    note.numbers().forEach((name, number) -> o.put(name, number.longValue()));
    note.words().forEach(o::put);
    o.put("text", note.text());
  }
}
