package city.seki.hub.export;

import city.seki.hub.data.CsvEncoding;
import city.seki.hub.data.DataException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table as CSV. */
public final class CsvFile {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

  private final CsvColumns columns;
  private final CsvEncoding encoding;
  private final ZoneId zone;
  private final CharsetEncoder encoder;
  private final int[] places;
  private long line;

  /**
   * @param zone of the times
   */
  private CsvFile(Table table, CsvColumns columns, CsvEncoding encoding, ZoneId zone) {
    this.columns = columns;
    this.encoding = encoding;
    this.zone = zone;
    encoder = encoding.charset().newEncoder();
    List<String> names = table.fields().stream().map(Field::name).toList();
    places = columns.columns().stream().mapToInt(c -> names.indexOf(c.field())).toArray();
  }

  /**
   * Writes that table.
   *
   * @param columns null for all
   * @throws DataException if a letter is not in the encoding
   */
  public static void write(
      Table table,
      @Nullable CsvColumns columns,
      CsvEncoding encoding,
      ZoneId zone,
      OutputStream out)
      throws IOException {
    CsvColumns wanted = columns == null ? CsvColumns.all(table) : columns;
    CsvFile file = new CsvFile(table, wanted, encoding, zone);
    if (encoding == CsvEncoding.UTF_8) {
      out.write(CsvLine.BOM.getBytes(StandardCharsets.UTF_8));
    }
    if (wanted.header()) {
      file.put(wanted.columns().stream().map(CsvColumns.Column::name).toList(), out);
    }
    table.rows(row -> file.put(file.cells(row), out));
  }

  private void put(List<String> cells, OutputStream out) throws IOException {
    line++;
    String text = CsvLine.of(cells);
    if (!encoder.canEncode(text)) {
      int bad =
          text.codePoints()
              .filter(c -> !encoder.canEncode(Character.toString(c)))
              .findFirst()
              .orElse(0);
      throw new DataException(
          "line %d: the letter U+%04X is not in %s; export as utf-8, or write it otherwise in the roster"
              .formatted(line, bad, encoding.word()));
    }
    out.write(text.getBytes(encoding.charset()));
  }

  private List<String> cells(@Nullable Object[] row) {
    List<String> cells = new ArrayList<>(places.length);
    for (int i = 0; i < places.length; i++) {
      CsvColumns.Column column = columns.columns().get(i);
      cells.add(places[i] < 0 ? column.value() : cell(row[places[i]], column.format()));
    }
    return cells;
  }

  private String cell(@Nullable Object value, @Nullable DateTimeFormatter format) {
    return switch (value) {
      case null -> "";
      case LocalDate day -> format == null ? day.toString() : format.format(day);
      case Instant at -> (format == null ? MOMENT : format).format(at.atZone(zone));
      default -> value.toString();
    };
  }
}
