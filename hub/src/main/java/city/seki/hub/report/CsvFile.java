package city.seki.hub.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.hub.data.CsvEncoding;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as a file for spreadsheets (RFC 4180). A word that a spreadsheet would take for a formula
 * has an apostrophe before it.
 */
public final class CsvFile {
  private static final String BOM = "\uFEFF";
  private static final String FORMULA = "=+-@\t\r";

  private final StringBuilder lines = new StringBuilder();
  private final int columns;

  public CsvFile(String... heads) {
    columns = heads.length;
    row(Arrays.asList(heads));
  }

  /**
   * Adds a row of words (quoted, if they need it), numbers (as they are written) and nothing.
   *
   * @param cells null where there is nothing
   */
  public CsvFile add(@Nullable Object... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(cells.length + " cells under " + columns + " heads");
    }
    row(Arrays.asList(cells));
    return this;
  }

  private void row(List<? extends @Nullable Object> cells) {
    List<String> written = new ArrayList<>();
    for (Object cell : cells) {
      written.add(
          switch (cell) {
            case null -> "";
            case Number number -> number.toString();
            default -> word(cell.toString());
          });
    }
    lines.append(String.join(",", written)).append("\r\n");
  }

  private static String word(String text) {
    String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean quote = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  /** All of it, without a byte order mark. */
  public String text() {
    return lines.toString();
  }

  /**
   * @throws IllegalArgumentException if a letter is not in that encoding: a wrong letter in a name
   *     would be worse than no file
   */
  public byte[] bytes(CsvEncoding encoding) {
    return switch (encoding) {
      case UTF_8 -> (BOM + lines).getBytes(UTF_8);
      case SHIFT_JIS -> shiftJis();
    };
  }

  private byte[] shiftJis() {
    CharsetEncoder encoder =
        CsvEncoding.SHIFT_JIS
            .charset()
            .newEncoder()
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try {
      ByteBuffer bytes = encoder.encode(CharBuffer.wrap(lines));
      byte[] result = new byte[bytes.remaining()];
      bytes.get(result);
      return result;
    } catch (CharacterCodingException e) {
      String missing =
          lines
              .codePoints()
              .mapToObj(Character::toString)
              .filter(letter -> !CsvEncoding.SHIFT_JIS.charset().newEncoder().canEncode(letter))
              .findFirst()
              .orElse("");
      throw new IllegalArgumentException(
          "'" + missing + "' cannot be written in Shift_JIS; take the file in UTF-8", e);
    }
  }
}
