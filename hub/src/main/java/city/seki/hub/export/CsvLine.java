package city.seki.hub.export;

import java.util.List;
import java.util.stream.Collectors;

/** Lines of CSV as RFC 4180 has them. */
public final class CsvLine {
  /** Spreadsheets know UTF-8 by it. */
  public static final String BOM = "\uFEFF";

  private CsvLine() {}

  /** A line with its end. */
  public static String of(List<String> cells) {
    return cells.stream().map(CsvLine::cell).collect(Collectors.joining(",")) + "\r\n";
  }

  private static String cell(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
