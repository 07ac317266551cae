package city.seki.hub.report;

import city.seki.hub.calendar.JapaneseDates;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tables of the report for spreadsheets; names of columns stay as they are in any language. */
public final class TeleworkCsv {
  /** Which of its tables. */
  public enum Table {
    DEPARTMENTS,
    OFFICES,
    DAYS;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if there is no such table
     */
    public static Table of(String word) {
      for (Table table : values()) {
        if (table.word().equals(word)) {
          return table;
        }
      }
      throw new IllegalArgumentException(
          "expected departments, offices or days, not '" + word + "'");
    }
  }

  private final TeleworkReport report;
  private final TeleworkQuery query;
  private final Language language;
  private final Shown shown;
  private final String years;
  private final String era;

  private TeleworkCsv(TeleworkReport report, Language language) {
    this.report = report;
    this.query = report.query();
    this.language = language;
    this.shown = new Shown(query);
    String year = JapaneseDates.fiscalYear(query.first(), query.last());
    this.years =
        Objects.requireNonNullElseGet(
            year,
            () ->
                JapaneseDates.fiscalYear(query.first())
                    + "から"
                    + JapaneseDates.fiscalYear(query.last()));
    this.era = JapaneseDates.period(query.first(), query.last());
  }

  public static CsvFile of(TeleworkReport report, Table table, Language language) {
    TeleworkCsv csv = new TeleworkCsv(report, language);
    return switch (table) {
      case DEPARTMENTS -> csv.departments();
      case OFFICES -> csv.offices();
      case DAYS -> csv.days();
    };
  }

  private CsvFile departments() {
    CsvFile file =
        new CsvFile(
            "kind",
            "department",
            "staff",
            "implementers",
            "person_days",
            "per_open_day",
            "per_person",
            "rate_percent",
            "from",
            "to",
            "open_days",
            "年度",
            "和暦");
    TeleworkGrids words = new TeleworkGrids(report, language);
    for (Line line : report.departments()) {
      line(file, "department", words.name(line), line);
    }
    line(file, "total", words.word(Word.TOTAL), report.total());
    means(file, "simple_mean", words.word(Word.SIMPLE_MEAN), report.simple());
    means(file, "weighted_mean", words.word(Word.WEIGHTED_MEAN), report.weighted());
    return file;
  }

  private void line(CsvFile file, String kind, String name, Line line) {
    row(
        file,
        kind,
        name,
        line.staff(),
        Shown.implementers(line),
        shown.personDays(line),
        shown.perOpenDay(line),
        shown.perPerson(line),
        shown.rate(line));
  }

  private void means(CsvFile file, String kind, String name, Means means) {
    row(
        file,
        kind,
        name,
        null,
        null,
        null,
        null,
        shown.perPerson(means.perPerson()),
        shown.rate(means.rate()));
  }

  /** With the columns that say of when it is. */
  private void row(CsvFile file, @Nullable Object... cells) {
    @Nullable Object[] all = Arrays.copyOf(cells, cells.length + 5);
    all[cells.length] = query.first();
    all[cells.length + 1] = query.last();
    all[cells.length + 2] = report.openDays().count();
    all[cells.length + 3] = years;
    all[cells.length + 4] = era;
    file.add(all);
  }

  private CsvFile offices() {
    CsvFile file =
        new CsvFile(
            "office",
            "name",
            "implementers",
            "person_days",
            "per_open_day",
            "from",
            "to",
            "open_days",
            "年度",
            "和暦");
    for (TeleworkReport.OfficeLine office : report.offices()) {
      Line line = office.line();
      row(
          file,
          line.name(),
          language.of(office.name()),
          Shown.implementers(line),
          shown.personDays(line),
          shown.perOpenDay(line));
    }
    return file;
  }

  private CsvFile days() {
    CsvFile file = new CsvFile("date", "open", "persons", "年度", "和暦");
    for (TeleworkReport.Day day : report.days()) {
      file.add(
          day.date(),
          day.open() ? 1 : 0,
          day.persons(),
          JapaneseDates.fiscalYear(day.date()),
          JapaneseDates.day(day.date()));
    }
    return file;
  }
}
