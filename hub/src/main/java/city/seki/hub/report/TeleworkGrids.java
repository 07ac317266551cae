package city.seki.hub.report;

import city.seki.hub.calendar.JapaneseDates;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report as tables and lines for people, in their language. */
final class TeleworkGrids {
  /** Where there is no number. */
  static final String NOTHING = "-";

  private final TeleworkReport report;
  private final Language language;
  private final Shown shown;

  TeleworkGrids(TeleworkReport report, Language language) {
    this.report = report;
    this.language = language;
    this.shown = new Shown(report.query());
  }

  /** All of it. */
  Page page() {
    return new Page(
        language,
        word(Word.TITLE),
        report.query().first() + " " + report.query().last(),
        about(),
        all(),
        report.days().isEmpty() ? null : days(),
        word(Word.NOTES),
        notes());
  }

  /** What the figures are of, each with its name. */
  List<List<String>> about() {
    TeleworkQuery query = report.query();
    List<List<String>> lines = new ArrayList<>();
    if (query.campaign() != null) {
      lines.add(List.of(word(Word.CAMPAIGN), query.campaign()));
    }
    lines.add(List.of(word(Word.PERIOD), period(report)));
    lines.add(List.of(word(Word.OPEN_DAYS), Long.toString(report.openDays().count())));
    if (!query.offices().isEmpty()) {
      String names =
          String.join(
              "、", report.offices().stream().map(office -> language.of(office.name())).toList());
      lines.add(List.of(word(Word.OFFICES), names));
    }
    if (!query.departments().isEmpty()) {
      lines.add(List.of(word(Word.DEPARTMENTS), String.join("、", query.departments())));
    }
    return lines;
  }

  private String period(TeleworkReport of) {
    LocalDate first = of.query().first();
    LocalDate last = of.query().last();
    if (language == Language.EN) {
      return first + " to " + last;
    }
    String year = JapaneseDates.fiscalYear(first, last);
    String days = JapaneseDates.period(first, last) + "（" + first + "～" + last + "）";
    return year == null ? days : year + " " + days;
  }

  /** All that there is to show, in its order. */
  List<Grid> all() {
    List<Grid> grids = new ArrayList<>();
    grids.add(departments());
    if (report.previous() != null) {
      grids.add(compared(report.previous()));
    }
    if (report.offices().size() > 1) {
      grids.add(offices());
    }
    return grids;
  }

  private Grid departments() {
    List<List<String>> rows = new ArrayList<>();
    for (Line line : report.departments()) {
      rows.add(row(name(line), line));
    }
    rows.add(row(word(Word.TOTAL), report.total()));
    rows.add(row(word(Word.SIMPLE_MEAN), report.simple()));
    rows.add(row(word(Word.WEIGHTED_MEAN), report.weighted()));
    return new Grid(word(Word.BY_DEPARTMENT), heads(Word.DEPARTMENT), 1, rows, 3);
  }

  private List<String> heads(Word first) {
    return List.of(
        word(first),
        word(Word.STAFF),
        word(Word.IMPLEMENTERS),
        word(Word.PERSON_DAYS),
        word(Word.PER_OPEN_DAY),
        word(Word.PER_PERSON),
        word(Word.RATE));
  }

  private List<String> row(String name, Line line) {
    return List.of(
        name,
        Long.toString(line.staff()),
        number(Shown.implementers(line)),
        number(shown.personDays(line)),
        number(shown.perOpenDay(line)),
        number(shown.perPerson(line)),
        percent(shown.rate(line)));
  }

  private List<String> row(String name, Means means) {
    String mean = number(shown.perPerson(means.perPerson()));
    return List.of(name, "", "", "", "", mean, percent(shown.rate(means.rate())));
  }

  private Grid compared(TeleworkReport previous) {
    Line now = report.total();
    Line then = previous.total();
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(days(report), now));
    rows.add(row(days(previous), then));
    rows.add(
        List.of(
            word(Word.CHANGE),
            signed(BigDecimal.valueOf(now.staff() - then.staff())),
            signed(minus(Shown.implementers(now), Shown.implementers(then))),
            signed(shown.personDays(now).subtract(shown.personDays(then))),
            signed(minus(shown.perOpenDay(now), shown.perOpenDay(then))),
            signed(minus(shown.perPerson(now), shown.perPerson(then))),
            signed(minus(shown.rate(now), shown.rate(then)))));
    return new Grid(word(Word.COMPARED), heads(Word.PERIOD), 1, rows, 1);
  }

  private static String days(TeleworkReport of) {
    return of.query().first() + " - " + of.query().last();
  }

  private static @Nullable BigDecimal minus(@Nullable Long a, @Nullable Long b) {
    return a == null || b == null ? null : BigDecimal.valueOf(a - b);
  }

  /** Of what is shown, so that whoever checks it by hand finds the same. */
  private static @Nullable BigDecimal minus(@Nullable BigDecimal a, @Nullable BigDecimal b) {
    return a == null || b == null ? null : a.subtract(b);
  }

  private static String signed(@Nullable BigDecimal number) {
    return number == null ? NOTHING : (number.signum() > 0 ? "+" : "") + number.toPlainString();
  }

  private Grid offices() {
    List<List<String>> rows = new ArrayList<>();
    for (TeleworkReport.OfficeLine office : report.offices()) {
      rows.add(
          List.of(
              language.of(office.name()),
              number(Shown.implementers(office.line())),
              number(shown.personDays(office.line())),
              number(shown.perOpenDay(office.line()))));
    }
    List<String> heads =
        List.of(
            word(Word.OFFICE),
            word(Word.IMPLEMENTERS),
            word(Word.PERSON_DAYS),
            word(Word.PER_OPEN_DAY));
    return new Grid(word(Word.BY_OFFICE), heads, 1, rows, 0);
  }

  /** As many rows as days. */
  Grid days() {
    List<List<String>> rows = new ArrayList<>();
    for (TeleworkReport.Day day : report.days()) {
      rows.add(
          List.of(
              day.date().toString(),
              word(day.open() ? Word.YES : Word.NO),
              Long.toString(day.persons())));
    }
    List<String> heads = List.of(word(Word.DATE), word(Word.OPEN), word(Word.PERSONS));
    return new Grid(word(Word.BY_DAY), heads, 2, rows, 0);
  }

  List<String> notes() {
    return report.notes().stream().map(note -> language.of(note.text())).toList();
  }

  String word(Word word) {
    return word.in(language);
  }

  String name(Line line) {
    return line.name().equals(TeleworkReport.UNKNOWN) ? word(Word.NO_DEPARTMENT) : line.name();
  }

  private static String number(@Nullable Long number) {
    return number == null ? NOTHING : number.toString();
  }

  private static String number(@Nullable BigDecimal number) {
    return number == null ? NOTHING : number.toPlainString();
  }

  private static String percent(@Nullable BigDecimal number) {
    return number == null ? NOTHING : number.toPlainString() + "%";
  }
}
