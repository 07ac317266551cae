package city.seki.hub.report;

import java.util.List;

/** A report as one page without anything from elsewhere, to be printed on A4 and kept. */
public final class PageHtml {
  /** Its only style: whoever serves it allows that one alone. */
  public static final String STYLE =
      """
      @page { size: A4; margin: 15mm; }
      body { font: 10pt/1.5 "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", sans-serif;
        color: #111; background: #fff; max-width: 180mm; margin: 1em auto; padding: 0 1em; }
      h1 { font-size: 15pt; margin: 0 0 .4em; }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: .1em 1em; margin: 0 0 1em; }
      dt { color: #444; }
      dd { margin: 0; }
      table { border-collapse: collapse; width: 100%; margin: 0 0 1.2em; }
      caption { text-align: left; font-weight: bold; padding: .3em 0; }
      th, td { border-bottom: 1px solid #999; padding: .2em .5em; text-align: right;
        font-variant-numeric: tabular-nums; }
      th { font-weight: normal; }
      thead th { border-bottom: 2px solid #111; vertical-align: bottom; white-space: nowrap; }
      .name { text-align: left; }
      tfoot tr:first-child > * { border-top: 2px solid #111; }
      tr { break-inside: avoid; }
      thead { display: table-header-group; }
      .days { columns: 3; column-gap: 8mm; margin: 0 0 1.2em; }
      .days table { font-size: 8.5pt; margin: 0; }
      .days caption, .days thead { break-after: avoid; }
      h2 { font-size: 11pt; margin: 0 0 .3em; }
      ol { margin: 0; padding-left: 1.6em; font-size: 9pt; }
      @media print { body { margin: 0; padding: 0; max-width: none; } }
      """;

  /** More stand in columns beside each other. */
  private static final int FEW_DAYS = 12;

  private PageHtml() {}

  public static String of(Page of) {
    StringBuilder page = new StringBuilder(8_192);
    page.append("<!doctype html>\n<html lang=\"").append(of.language().word());
    page.append("\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>").append(HtmlText.safe(of.title())).append(' ').append(of.time());
    page.append("</title>\n<style>").append(STYLE).append("</style>\n</head>\n<body>\n<main>\n");
    page.append("<h1>").append(HtmlText.safe(of.title())).append("</h1>\n<dl>\n");
    for (List<String> line : of.about()) {
      page.append("<dt>").append(HtmlText.safe(line.getFirst())).append("</dt><dd>");
      page.append(HtmlText.safe(line.getLast())).append("</dd>\n");
    }
    page.append("</dl>\n");
    of.grids().forEach(grid -> table(grid, page));
    Grid days = of.days();
    if (days != null) {
      page.append(days.rows().size() > FEW_DAYS ? "<div class=\"days\">\n" : "<div>\n");
      table(days, page);
      page.append("</div>\n");
    }
    page.append("<h2>").append(HtmlText.safe(of.notesTitle())).append("</h2>\n<ol>\n");
    of.notes().forEach(note -> page.append("<li>").append(HtmlText.safe(note)).append("</li>\n"));
    return page.append("</ol>\n</main>\n</body>\n</html>\n").toString();
  }

  private static void table(Grid grid, StringBuilder page) {
    page.append("<table>\n<caption>")
        .append(HtmlText.safe(grid.caption()))
        .append("</caption>\n<thead>\n");
    page.append("<tr>");
    for (int column = 0; column < grid.heads().size(); column++) {
      page.append("<th scope=\"col\"").append(column < grid.names() ? " class=\"name\">" : ">");
      page.append(HtmlText.safe(grid.heads().get(column))).append("</th>");
    }
    page.append("</tr>\n</thead>\n<tbody>\n");
    for (int row = 0; row < grid.rows().size(); row++) {
      if (grid.feet() > 0 && row == grid.rows().size() - grid.feet()) {
        page.append("</tbody>\n<tfoot>\n");
      }
      row(grid, grid.rows().get(row), page);
    }
    page.append(grid.feet() > 0 ? "</tfoot>\n</table>\n" : "</tbody>\n</table>\n");
  }

  private static void row(Grid grid, List<String> cells, StringBuilder page) {
    page.append("<tr><th scope=\"row\" class=\"name\">").append(HtmlText.safe(cells.getFirst()));
    page.append("</th>");
    for (int column = 1; column < cells.size(); column++) {
      page.append(column < grid.names() ? "<td class=\"name\">" : "<td>");
      page.append(HtmlText.safe(cells.get(column))).append("</td>");
    }
    page.append("</tr>\n");
  }
}
