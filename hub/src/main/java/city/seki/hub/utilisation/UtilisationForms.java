package city.seki.hub.utilisation;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.hub.data.CsvEncoding;
import city.seki.hub.report.Language;
import city.seki.hub.report.PageHtml;
import city.seki.hub.report.PageText;
import city.seki.hub.report.TeleworkForm;

/** The report in the form in which it is given out. */
public final class UtilisationForms {
  /**
   * How it is to look.
   *
   * @param table which one, for CSV
   * @param encoding of CSV; all others are UTF-8
   */
  public record Look(Language language, UtilisationCsv.Table table, CsvEncoding encoding) {}

  private UtilisationForms() {}

  /**
   * @throws IllegalArgumentException if a letter of it is not in that encoding
   */
  public static byte[] bytes(TeleworkForm form, UtilisationReport report, Look look) {
    return switch (form) {
      case TEXT ->
          PageText.of(new UtilisationGrids(report, look.language()).page()).getBytes(UTF_8);
      case HTML ->
          PageHtml.of(new UtilisationGrids(report, look.language()).page()).getBytes(UTF_8);
      case JSON -> UtilisationJson.of(report);
      case CSV -> UtilisationCsv.of(report, look.table(), look.language()).bytes(look.encoding());
    };
  }
}
