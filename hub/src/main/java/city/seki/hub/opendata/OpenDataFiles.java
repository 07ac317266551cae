package city.seki.hub.opendata;

import city.seki.hub.calendar.JapaneseDates;
import city.seki.hub.export.CsvLine;
import java.time.YearMonth;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The tables as files: CSV with the headings that Japanese municipalities use, one line for each
 * cell, and what describes them for machines. The same tables, the same bytes.
 */
public final class OpenDataFiles {
  /** In the place of a number that is hidden, as official statistics write it. */
  public static final String HIDDEN = "X";

  public static final String MONTHS = "telework_month.csv";
  public static final String DEPARTMENTS = "telework_department_month.csv";
  public static final String OFFICES = "telework_office_month.csv";
  public static final String YEARS = "telework_year.csv";

  private static final int APRIL = 4;

  private final Collection<YearTables> years;
  private final YearMonth first;
  private final YearMonth last;
  private final Function<String, String> officeName;

  /**
   * @param years what was published, of which these files have the months from first to last
   * @param officeName by the office's id
   */
  public OpenDataFiles(
      Collection<YearTables> years,
      YearMonth first,
      YearMonth last,
      Function<String, String> officeName) {
    this.years = years;
    this.first = first;
    this.last = last;
    this.officeName = officeName;
  }

  /** The text of each file by its name. */
  public Map<String, String> csv() {
    StringBuilder months = header("年月", "年度", "和暦", "実施者数", "のべ実施人数");
    StringBuilder departments = header("年月", "年度", "和暦", "部署", "実施者数", "のべ実施人数");
    StringBuilder offices = header("年月", "年度", "和暦", "オフィスID", "オフィス名", "実施者数", "のべ実施人数");
    eachMonth(
        (month, column) -> {
          String year = Integer.toString(YearTables.fiscalYear(month));
          String era = JapaneseDates.month(month);
          add(months, month.toString(), year, era, persons(column.all()), personDays(column.all()));
          column
              .departments()
              .forEach(
                  (name, cell) ->
                      add(
                          departments,
                          month.toString(),
                          year,
                          era,
                          name,
                          persons(cell),
                          personDays(cell)));
          column
              .offices()
              .forEach(
                  (id, cell) ->
                      add(
                          offices,
                          month.toString(),
                          year,
                          era,
                          id,
                          officeName.apply(id),
                          persons(cell),
                          personDays(cell)));
        });
    Map<String, String> files = new LinkedHashMap<>();
    files.put(MONTHS, months.toString());
    files.put(DEPARTMENTS, departments.toString());
    files.put(OFFICES, offices.toString());
    files.put(YEARS, years());
    return files;
  }

  private void eachMonth(BiConsumer<YearMonth, Column> each) {
    for (YearTables year : years) {
      year.months()
          .forEach(
              (month, column) -> {
                if (!month.isBefore(first) && !month.isAfter(last) && !column.isEmpty()) {
                  each.accept(month, column);
                }
              });
    }
  }

  /** Whole years only: sums of part of a year could be taken from one another. */
  private String years() {
    StringBuilder lines = header("年度", "和暦", "区分", "ID", "名称", "実施者数", "のべ実施人数");
    for (YearTables tables : years) {
      Column year = tables.year();
      YearMonth april = YearMonth.of(tables.fiscalYear(), APRIL);
      if (year == null || april.isBefore(first) || april.plusMonths(11).isAfter(last)) {
        continue;
      }
      String number = Integer.toString(tables.fiscalYear());
      String era = JapaneseDates.fiscalYear(april.atDay(1));
      Cell all = year.all();
      add(lines, number, era, "全体", "", "全体", persons(all), personDays(all));
      year.departments()
          .forEach(
              (name, cell) ->
                  add(lines, number, era, "部署", "", name, persons(cell), personDays(cell)));
      year.offices()
          .forEach(
              (id, cell) ->
                  add(
                      lines,
                      number,
                      era,
                      "オフィス",
                      id,
                      officeName.apply(id),
                      persons(cell),
                      personDays(cell)));
    }
    return lines.toString();
  }

  private static StringBuilder header(String... names) {
    return new StringBuilder(CsvLine.BOM).append(CsvLine.of(List.of(names)));
  }

  private static void add(StringBuilder lines, String... cells) {
    lines.append(CsvLine.of(List.of(cells)));
  }

  private static String persons(Cell cell) {
    return cell.shown() ? Long.toString(cell.count().persons()) : HIDDEN;
  }

  private static String personDays(Cell cell) {
    return cell.shown() ? Long.toString(cell.count().personDays()) : HIDDEN;
  }
}
