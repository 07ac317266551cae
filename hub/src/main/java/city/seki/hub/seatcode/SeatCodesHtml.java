package city.seki.hub.seatcode;

import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.hub.report.HtmlText;
import city.seki.hub.report.Language;
import io.nayuki.qrcodegen.QrCode;
import java.net.URI;

/**
 * The codes of an office's seats for paper, to be cut out and stuck on: a QR code (ISO/IEC 18004)
 * that leads to the seat's own page, with the seat's name below. It needs nothing from elsewhere.
 */
public final class SeatCodesHtml {
  /** Its only style: whoever serves it allows that one alone. */
  public static final String STYLE =
      """
      @page { size: A4; margin: 12mm; }
      body { font: 11pt/1.4 "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", sans-serif;
        color: #000; background: #fff; max-width: 186mm; margin: 1em auto; padding: 0 1em; }
      h1 { font-size: 16pt; margin: 0 0 .3em; }
      p { margin: .2em 0; }
      ul { list-style: none; margin: 1em 0 0; padding: 0; display: grid;
        grid-template-columns: repeat(auto-fill, minmax(56mm, 1fr)); gap: 0; }
      li { border: 1px dashed #888; padding: 5mm; text-align: center; break-inside: avoid; }
      svg { width: 36mm; height: 36mm; display: block; margin: 0 auto 2mm; }
      b { display: block; font-size: 17pt; line-height: 1.2; }
      small { display: block; font-size: 9pt; }
      @media print { body { margin: 0; padding: 0; max-width: none; } .how { display: none; } }
      """;

  /** Modules of white around a code (ISO/IEC 18004, 6.3.8). */
  private static final int QUIET_ZONE = 4;

  private SeatCodesHtml() {}

  /** Where the code of that seat leads. */
  public static String target(URI page, Office office, Seat seat) {
    return "%s/#seat/%s/%s".formatted(page, office.id(), seat.id());
  }

  /**
   * @param page where browsers reach the hub, without a slash at its end
   */
  public static String of(Office office, URI page, Language language) {
    boolean english = language == Language.EN;
    String name = HtmlText.safe(language.of(office.name()));
    String title = (english ? "Seat codes: " : "席コード: ") + name;
    StringBuilder html = new StringBuilder(64_000);
    html.append("<!doctype html>\n<html lang=\"").append(language.word());
    html.append("\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append("<title>").append(title).append("</title>\n<style>").append(STYLE);
    html.append("</style>\n</head>\n<body>\n<main>\n<h1>").append(title).append("</h1>\n");
    html.append("<p class=\"how\">");
    html.append(
        english
            ? "Print this page, cut the codes out and stick each on its seat. A phone that scans one opens that seat's page."
            : "このページを印刷し、コードを切り取って各席に貼ってください。スマートフォンで読み取ると、その席のページが開きます。");
    html.append("</p>\n<ul>\n");
    for (Seat seat : office.seats().values()) {
      QrCode code = QrCode.encodeText(target(page, office, seat), QrCode.Ecc.MEDIUM);
      String label = HtmlText.safe(seat.id());
      html.append("<li>");
      svg(code, label, html);
      html.append("<b>").append(label).append("</b>").append(name).append("<small>");
      html.append(english ? "Scan to take or reserve this seat" : "読み取ると、この席の利用・予約ができます");
      html.append("</small></li>\n");
    }
    return html.append("</ul>\n</main>\n</body>\n</html>\n").toString();
  }

  private static void svg(QrCode code, String label, StringBuilder html) {
    int size = code.size + 2 * QUIET_ZONE;
    html.append("<svg role=\"img\" aria-label=\"").append(label).append("\" viewBox=\"0 0 ");
    html.append(size).append(' ').append(size).append("\"><path d=\"");
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          html.append('M').append(x + QUIET_ZONE).append(' ').append(y + QUIET_ZONE);
          html.append("h1v1h-1z");
        }
      }
    }
    html.append("\"/></svg>");
  }
}
