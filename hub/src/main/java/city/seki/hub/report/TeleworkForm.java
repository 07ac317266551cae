package city.seki.hub.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.hub.data.CsvEncoding;
import java.util.Locale;

/** In which form a report is given out. */
public enum TeleworkForm {
  TEXT("text/plain; charset=UTF-8"),
  CSV("text/csv; charset=UTF-8"),
  JSON("application/json"),
  HTML("text/html; charset=UTF-8");

  private final String mediaType;

  TeleworkForm(String mediaType) {
    this.mediaType = mediaType;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** With UTF-8. */
  public String mediaType() {
    return mediaType;
  }

  /**
   * @throws IllegalArgumentException if there is no such form
   */
  public static TeleworkForm of(String word) {
    for (TeleworkForm form : values()) {
      if (form.word().equals(word)) {
        return form;
      }
    }
    throw new IllegalArgumentException("expected text, csv, json or html, not '" + word + "'");
  }

  /**
   * How it is to look.
   *
   * @param table which one, for {@link #CSV}
   * @param encoding of {@link #CSV}; all others are UTF-8
   */
  public record Look(Language language, TeleworkCsv.Table table, CsvEncoding encoding) {}

  /**
   * @throws IllegalArgumentException if a letter of it is not in that encoding
   */
  public byte[] bytes(TeleworkReport report, Look look) {
    return switch (this) {
      case TEXT -> text(report, look.language()).getBytes(UTF_8);
      case CSV -> TeleworkCsv.of(report, look.table(), look.language()).bytes(look.encoding());
      case JSON -> TeleworkJson.of(report);
      case HTML -> html(report, look.language()).getBytes(UTF_8);
    };
  }

  static String text(TeleworkReport report, Language language) {
    return PageText.of(new TeleworkGrids(report, language).page());
  }

  static String html(TeleworkReport report, Language language) {
    return PageHtml.of(new TeleworkGrids(report, language).page());
  }
}
