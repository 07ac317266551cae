package city.seki.hub.opendata;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.hub.data.AtomicFile;
import city.seki.hub.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was published, year by year, with what each table hides: files in the hub's data directory.
 * Without them a later table could give away by a difference what an earlier one hid.
 */
public final class PublishedTables {
  private final Path folder;

  /**
   * @param folder made with the first year that is published
   */
  public PublishedTables(Path folder) {
    this.folder = folder;
  }

  /**
   * What was published of that fiscal year.
   *
   * @throws DataException if that cannot be read: then nothing more may be published
   */
  public YearTables read(int fiscalYear) {
    Path file = file(fiscalYear);
    try {
      JsonFields json = JsonFields.parse(Files.readAllBytes(file));
      SortedMap<YearMonth, Column> months = new TreeMap<>();
      for (JsonFields month : json.objects("months")) {
        months.put(YearMonth.parse(month.text("month")), column(month));
      }
      JsonFields year = json.objectOrNull("year");
      return new YearTables(fiscalYear, months, year == null ? null : column(year));
    } catch (NoSuchFileException e) {
      return YearTables.none(fiscalYear);
    } catch (BadMessage | IllegalArgumentException | DateTimeParseException | IOException e) {
      throw new DataException(
          "%s cannot be read: %s; it says what open data was published, bring it back from a backup"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * Remembers it, before it is published.
   *
   * @throws DataException if it cannot be written
   */
  public void write(YearTables tables) {
    Path file = file(tables.fiscalYear());
    try {
      Files.createDirectories(folder);
      AtomicFile.write(file, new String(json(tables), UTF_8));
    } catch (IOException e) {
      throw new DataException(
          "%s cannot be written: %s; check the disk".formatted(file, e.getMessage()), e);
    }
  }

  private Path file(int fiscalYear) {
    return folder.resolve("published-" + fiscalYear + ".json");
  }

  private static byte[] json(YearTables tables) {
    Column year = tables.year();
    return JsonText.object(
        o -> {
          o.put("v", 1).put("fiscal_year", tables.fiscalYear());
          o.array(
              "months",
              tables.months().entrySet(),
              (month, each) ->
                  column(month.getValue(), each.put("month", month.getKey().toString())));
          if (year == null) {
            o.putNull("year");
          } else {
            o.object("year", each -> column(year, each));
          }
        });
  }

  private static void column(Column column, JsonText o) {
    o.object("all", each -> cell(column.all(), each));
    o.array("departments", column.departments().entrySet(), PublishedTables::named);
    o.array("offices", column.offices().entrySet(), PublishedTables::named);
  }

  private static void named(Map.Entry<String, Cell> cell, JsonText o) {
    cell(cell.getValue(), o.put("name", cell.getKey()));
  }

  private static void cell(Cell cell, JsonText o) {
    o.put("persons", cell.count().persons());
    o.put("person_days", cell.count().personDays()).put("shown", cell.shown());
  }

  private static Column column(JsonFields json) throws BadMessage {
    return new Column(
        cell(json.object("all")),
        cells(json.objects("departments")),
        cells(json.objects("offices")));
  }

  private static SortedMap<String, Cell> cells(List<JsonFields> list) throws BadMessage {
    SortedMap<String, Cell> cells = new TreeMap<>();
    for (JsonFields each : list) {
      @Nullable Cell _ = cells.put(each.text("name"), cell(each));
    }
    return cells;
  }

  private static Cell cell(JsonFields json) throws BadMessage {
    return new Cell(
        new Count(json.whole("persons", 0), json.whole("person_days", 0)), json.truth("shown"));
  }
}
