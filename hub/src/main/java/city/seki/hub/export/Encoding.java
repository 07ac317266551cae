package city.seki.hub.export;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the letters of a CSV file are written. */
public enum Encoding {
  /** With BOM, which spreadsheets want. */
  UTF_8("utf-8", StandardCharsets.UTF_8),
  /** As Windows writes it (code page 932), with ① and 髙. */
  SHIFT_JIS("shift_jis", Charset.forName("windows-31j"));

  private final String word;
  private final Charset charset;

  Encoding(String word, Charset charset) {
    this.word = word;
    this.charset = charset;
  }

  public String word() {
    return word;
  }

  public Charset charset() {
    return charset;
  }

  /** The one of that name, null if there is none. */
  public static @Nullable Encoding of(String word) {
    for (Encoding each : values()) {
      if (each.word.equals(word.toLowerCase(Locale.ROOT))) {
        return each;
      }
    }
    return null;
  }
}
