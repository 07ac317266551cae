package city.seki.hub.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How the letters of a CSV file are written. */
public enum CsvEncoding {
  /** With a byte order mark, by which spreadsheets know it. */
  UTF_8("utf-8", StandardCharsets.UTF_8),
  /** What Windows calls so (code page 932): with ① and 髙, which names need. */
  SHIFT_JIS("shift_jis", Charset.forName("windows-31j"));

  private final String word;
  private final Charset charset;

  CsvEncoding(String word, Charset charset) {
    this.word = word;
    this.charset = charset;
  }

  /** As it is called on the web. */
  public String word() {
    return word;
  }

  public Charset charset() {
    return charset;
  }

  /**
   * The one of that name.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static CsvEncoding of(String word) {
    return switch (word.toLowerCase(Locale.ROOT).replace('-', '_')) {
      case "utf_8", "utf8" -> UTF_8;
      case "shift_jis", "sjis" -> SHIFT_JIS;
      default ->
          throw new IllegalArgumentException("expected utf-8 or shift_jis, not '" + word + "'");
    };
  }
}
