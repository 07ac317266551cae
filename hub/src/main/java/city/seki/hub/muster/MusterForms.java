package city.seki.hub.muster;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.hub.data.CsvEncoding;
import city.seki.hub.report.Language;
import city.seki.hub.report.TeleworkForm;

/** The list in the form in which it is given out. */
public final class MusterForms {
  private MusterForms() {}

  /**
   * @param encoding of CSV; all others are UTF-8
   * @throws IllegalArgumentException if a letter is not in that encoding
   */
  public static byte[] bytes(
      TeleworkForm form, Muster muster, Language language, CsvEncoding encoding) {
    MusterWords words = new MusterWords(muster, language);
    return switch (form) {
      case TEXT -> new MusterText(words).text().getBytes(UTF_8);
      case HTML -> new MusterHtml(words).html().getBytes(UTF_8);
      case JSON -> MusterJson.of(muster);
      case CSV -> MusterCsv.of(muster, language).bytes(encoding);
    };
  }
}
