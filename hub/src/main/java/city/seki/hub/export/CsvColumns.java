package city.seki.hub.export;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.hub.data.CsvEncoding;
import city.seki.hub.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which columns another system wants, how it calls them and how it writes days and times: a JSON
 * file of the city's.
 *
 * <pre>
 *   {"rows":"day","header":true,"encoding":"shift_jis","columns":[
 *     {"name":"職員番号","field":"staff_id"},
 *     {"name":"勤務日","field":"date","format":"uuuuMMdd"},
 *     {"name":"開始","field":"start","format":"HHmm"},
 *     {"name":"区分","value":"1"}]}
 * </pre>
 *
 * @param byDay one row for each person and day instead of one for each visit
 */
public record CsvColumns(
    List<Column> columns, boolean byDay, boolean header, @Nullable CsvEncoding encoding) {
  /** Far more than any system takes. */
  private static final int MOST_BYTES = 1 << 20;

  /**
   * One of them.
   *
   * @param field where its values come from; null for one that always has the same
   * @param format of days and times, null for ISO 8601
   * @param value what it always has
   */
  public record Column(
      String name, @Nullable String field, @Nullable DateTimeFormatter format, String value) {}

  public CsvColumns {
    columns = List.copyOf(columns);
  }

  /** Every field of that table under its own name. */
  static CsvColumns all(Table table) {
    return new CsvColumns(
        table.fields().stream().map(f -> new Column(f.name(), f.name(), null, "")).toList(),
        false,
        true,
        null);
  }

  /**
   * Reads such a file.
   *
   * @param known the fields that there are
   * @throws DataException with the place of what is wrong
   */
  public static CsvColumns read(Path file, Set<String> known) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new DataException(file + " is no list of columns: it has more than 1 MB");
      }
      return of(JsonFields.parse(Files.readAllBytes(file)), known);
    } catch (BadMessage | IllegalArgumentException e) {
      throw new DataException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new DataException(
          "%s cannot be read: %s; give --columns a file that is there"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static CsvColumns of(JsonFields json, Set<String> known) throws BadMessage {
    List<Column> columns = new ArrayList<>();
    for (JsonFields each : json.objects("columns")) {
      String field = each.textOrNull("field");
      if (field != null && !known.contains(field)) {
        throw new BadMessage(
            "$.columns[" + columns.size() + "].field",
            "there is no field " + field + "; there are " + sorted(known));
      }
      String value = each.textOrNull("value");
      if ((field == null) == (value == null)) {
        throw new BadMessage(
            "$.columns[" + columns.size() + "]", "expected either a field or a value");
      }
      String format = each.textOrNull("format");
      columns.add(
          new Column(
              each.text("name"),
              field,
              format == null ? null : DateTimeFormatter.ofPattern(format, Locale.JAPAN),
              value == null ? "" : value));
    }
    if (columns.isEmpty()) {
      throw new BadMessage("$.columns", "expected one at least");
    }
    String rows = json.textOrNull("rows");
    if (rows != null && !Set.of("visit", "day").contains(rows)) {
      throw new BadMessage("$.rows", "expected visit or day, not " + rows);
    }
    String encoding = json.textOrNull("encoding");
    CsvEncoding found;
    try {
      found = encoding == null ? null : CsvEncoding.of(encoding);
    } catch (IllegalArgumentException e) {
      throw new BadMessage("$.encoding", String.valueOf(e.getMessage()));
    }
    return new CsvColumns(
        columns, "day".equals(rows), !json.has("header") || json.truth("header"), found);
  }

  private static String sorted(Set<String> known) {
    return known.stream().sorted().collect(Collectors.joining(", "));
  }
}
