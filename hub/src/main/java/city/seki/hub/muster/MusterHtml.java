package city.seki.hub.muster;

import city.seki.hub.report.HtmlText;
import java.util.List;

/**
 * A muster for paper: one page or more of A4 for each office, in large letters, with boxes to tick
 * and lines for those whom the list does not have. It needs nothing from elsewhere.
 */
public final class MusterHtml {
  /** Its only style: whoever serves it allows that one alone. */
  public static final String STYLE =
      """
      @page { size: A4; margin: 14mm; }
      body { font: 13pt/1.5 "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", sans-serif;
        color: #000; background: #fff; max-width: 182mm; margin: 1em auto; padding: 0 1em; }
      h1 { font-size: 18pt; margin: 0; }
      h2 { font-size: 22pt; margin: 0; line-height: 1.25; }
      h3 { font-size: 13pt; margin: 1em 0 .2em; break-after: avoid; }
      p { margin: .2em 0; }
      .counts { font-size: 15pt; font-weight: bold; }
      .made { font-size: 11pt; }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: .1em 1em; margin: .6em 0; }
      dd { margin: 0; }
      table { border-collapse: collapse; width: 100%; margin: .3em 0 .6em; }
      th, td { border: 1px solid #444; padding: .3em .5em; text-align: left;
        overflow-wrap: anywhere; }
      thead th { font-size: 10.5pt; font-weight: normal; }
      thead { display: table-header-group; }
      tr { break-inside: avoid; }
      td.box, th.box { width: 2.2em; text-align: center; font-size: 17pt; line-height: 1; }
      th.box { font-size: 10.5pt; }
      td.name { font-size: 15pt; font-weight: bold; }
      td.n, th.n { text-align: right; }
      .silent td.box { background: repeating-linear-gradient(135deg, #fff 0 6px, #e4e4e4 6px 7px); }
      .seats { font-size: 15pt; font-weight: bold; }
      .by-hand td { height: 2.1em; }
      .news, .notes { font-size: 10.5pt; }
      section { break-before: page; border-top: 3px solid #000; padding-top: .4em;
        margin-top: 2em; }
      @media print { body { margin: 0; padding: 0; max-width: none; }
        section { border: 0; padding: 0; margin: 0; } }
      """;

  /** Empty lines at the end of each office. */
  private static final int BY_HAND = 4;

  private final MusterWords words;
  private final StringBuilder page = new StringBuilder(16_384);

  MusterHtml(MusterWords words) {
    this.words = words;
  }

  String html() {
    Muster muster = words.muster();
    page.append("<!doctype html>\n<html lang=\"").append(words.language().word());
    page.append("\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>").append(words.of(MusterWord.TITLE)).append(' ').append(words.made());
    page.append("</title>\n<style>").append(STYLE).append("</style>\n</head>\n<body>\n<main>\n");
    page.append("<h1>").append(words.of(MusterWord.TITLE)).append(' ');
    page.append(HtmlText.safe(words.language().of(muster.city()))).append("</h1>\n<dl>\n");
    for (List<String> line : words.about()) {
      page.append("<dt>").append(HtmlText.safe(line.getFirst())).append("</dt><dd>");
      page.append(HtmlText.safe(line.getLast())).append("</dd>\n");
    }
    page.append("</dl>\n");
    summary(muster);
    page.append("<ul class=\"notes\">\n");
    words
        .notes()
        .forEach(note -> page.append("<li>").append(HtmlText.safe(note)).append("</li>\n"));
    page.append("</ul>\n");
    muster.offices().forEach(this::office);
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  private void summary(Muster muster) {
    head(MusterWord.OFFICE, MusterWord.NAMED, MusterWord.NAMELESS, MusterWord.UNSEEN);
    for (InOffice office : muster.offices()) {
      row(
          false,
          cell("name", words.language().of(office.name())),
          cell("n", String.valueOf(office.people().size())),
          cell("n", String.valueOf(office.nameless())),
          cell("n", String.valueOf(office.unseen())));
    }
    page.append("</tbody>\n</table>\n");
  }

  private void office(InOffice office) {
    page.append("<section>\n<h2>").append(HtmlText.safe(words.language().of(office.name())));
    page.append("</h2>\n<p class=\"made\">").append(words.of(MusterWord.MADE)).append(' ');
    page.append(words.made()).append("</p>\n<p class=\"counts\">");
    page.append(
        "%s %d / %s %d / %s %d"
            .formatted(
                words.of(MusterWord.NAMED),
                office.people().size(),
                words.of(MusterWord.NAMELESS),
                office.nameless(),
                words.of(MusterWord.UNSEEN),
                office.unseen()));
    page.append("</p>\n");
    people(office);
    rooms(office);
    seats(MusterWord.UNCLAIMED, office.unclaimed());
    seats(MusterWord.UNKNOWN_SEATS, office.unknown());
    byHand();
    news(office);
    page.append("</section>\n");
  }

  private void people(InOffice office) {
    if (office.isEmpty()) {
      page.append("<p>").append(words.of(MusterWord.NOBODY)).append("</p>\n");
    }
    if (office.people().isEmpty()) {
      return;
    }
    head(
        MusterWord.HERE, MusterWord.NAME, MusterWord.DEPARTMENT, MusterWord.SEAT, MusterWord.SINCE);
    for (Present p : office.people()) {
      row(
          p.silent(),
          box(),
          cell("name", p.called()),
          cell("", p.department()),
          cell("", p.seat()),
          cell("", words.since(p)));
    }
    page.append("</tbody>\n</table>\n");
  }

  private void rooms(InOffice office) {
    if (office.rooms().isEmpty()) {
      return;
    }
    title(MusterWord.ROOM);
    head(MusterWord.HERE, MusterWord.ROOM, MusterWord.PEOPLE, MusterWord.SINCE);
    for (InRoom r : office.rooms()) {
      row(
          r.silent(),
          box(),
          cell("name", words.language().of(r.name())),
          cell("", words.people(r)),
          cell("", words.when(r.since())));
    }
    page.append("</tbody>\n</table>\n");
  }

  private void seats(MusterWord what, List<String> seats) {
    if (!seats.isEmpty()) {
      title(what);
      page.append("<p class=\"seats\">");
      seats.forEach(seat -> page.append("☐&nbsp;").append(HtmlText.safe(seat)).append("　"));
      page.append("</p>\n");
    }
  }

  private void byHand() {
    title(MusterWord.BY_HAND);
    page.append("<table class=\"by-hand\">\n<tbody>\n");
    for (int i = 0; i < BY_HAND; i++) {
      row(false, box(), cell("name", ""), cell("", ""), cell("", ""));
    }
    page.append("</tbody>\n</table>\n");
  }

  private void news(InOffice office) {
    if (office.news().isEmpty()) {
      return;
    }
    page.append("<p class=\"news\">").append(words.of(MusterWord.HEARD)).append(": ");
    page.append(
        String.join(
            ", ",
            office.news().stream()
                .map(n -> HtmlText.safe(n.unit()) + " " + HtmlText.safe(words.news(n)))
                .toList()));
    page.append("</p>\n");
  }

  private void title(MusterWord of) {
    page.append("<h3>").append(words.of(of)).append("</h3>\n");
  }

  private void head(MusterWord... columns) {
    page.append("<table>\n<thead>\n<tr>");
    for (MusterWord column : columns) {
      String kind =
          switch (column) {
            case HERE -> " class=\"box\"";
            case NAMED, NAMELESS, UNSEEN -> " class=\"n\"";
            default -> "";
          };
      page.append("<th scope=\"col\"").append(kind).append('>').append(words.of(column));
      page.append("</th>");
    }
    page.append("</tr>\n</thead>\n<tbody>\n");
  }

  private void row(boolean silent, String... cells) {
    page.append(silent ? "<tr class=\"silent\">" : "<tr>");
    page.append(String.join("", cells)).append("</tr>\n");
  }

  private static String box() {
    return "<td class=\"box\">☐</td>";
  }

  private static String cell(String kind, String text) {
    String begin = kind.isEmpty() ? "<td>" : "<td class=\"" + kind + "\">";
    return begin + HtmlText.safe(text) + "</td>";
  }
}
