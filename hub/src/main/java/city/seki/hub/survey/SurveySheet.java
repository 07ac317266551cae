package city.seki.hub.survey;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.model.Text;
import city.seki.config.wire.JsonText;
import city.seki.hub.calendar.JapaneseDates;
import city.seki.hub.export.CsvLine;
import java.time.LocalDate;
import java.util.List;

/** The answers as a sheet to read, to copy from, or for machines. */
public final class SurveySheet {
  private static final String UNKNOWN = "不明";
  private static final String TITLE = "地方公共団体におけるテレワークに関する取組状況の調査 回答案";

  private final Text city;
  private final LocalDate day;
  private final List<Answer> answers;

  public SurveySheet(Text city, LocalDate day, List<Answer> answers) {
    this.city = city;
    this.day = day;
    this.answers = List.copyOf(answers);
  }

  private static String value(Answer answer) {
    Text value = answer.value();
    return value == null ? UNKNOWN : value.ja();
  }

  /** For a terminal. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(TITLE).append('\n').append(city.ja()).append(' ');
    text.append(JapaneseDates.day(day)).append("現在\n\n");
    for (Answer each : answers) {
      text.append(each.number()).append(' ').append(each.question().ja()).append('\n');
      text.append("    回答: ").append(value(each)).append('\n');
      text.append(each.isKnown() ? "    備考: " : "    理由: ");
      text.append(each.note().ja()).append('\n');
      if (!each.query().isEmpty()) {
        text.append("    根拠: ").append(each.query()).append('\n');
      }
    }
    return text.toString();
  }

  /** For a spreadsheet. */
  public String csv() {
    StringBuilder lines = new StringBuilder(CsvLine.BOM);
    lines.append(CsvLine.of(List.of("番号", "質問", "回答", "備考・理由", "根拠")));
    for (Answer each : answers) {
      lines.append(
          CsvLine.of(
              List.of(
                  each.number(),
                  each.question().ja(),
                  value(each),
                  each.note().ja(),
                  each.query())));
    }
    return lines.toString();
  }

  /** For machines. */
  public String json() {
    byte[] json =
        JsonText.object(
            o -> {
              o.put("date", day.toString()).put("city", city);
              o.array("answers", answers, SurveySheet::json);
            });
    return new String(json, UTF_8) + "\n";
  }

  private static void json(Answer answer, JsonText o) {
    o.put("number", answer.number()).put("question", answer.question());
    Text value = answer.value();
    if (value == null) {
      o.putNull("answer");
    } else {
      o.put("answer", value);
    }
    o.put("query", answer.query().isEmpty() ? null : answer.query()).put("note", answer.note());
  }

  /** A page of its own, to print. */
  public String html() {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"ja\"><meta charset=\"utf-8\"><title>");
    page.append(TITLE).append("</title>\n<style>");
    page.append("body{font-family:sans-serif;margin:2em}table{border-collapse:collapse}");
    page.append(
        "td,th{border:1px solid #888;padding:.3em .6em;text-align:left;vertical-align:top}");
    page.append("</style>\n<h1>").append(TITLE).append("</h1>\n<p>");
    page.append(escaped(city.ja())).append(' ').append(JapaneseDates.day(day)).append("現在</p>\n");
    page.append("<table><tr><th>番号<th>質問<th>回答<th>備考・理由<th>根拠</tr>\n");
    for (Answer each : answers) {
      page.append("<tr><td>").append(escaped(each.number()));
      page.append("<td>").append(escaped(each.question().ja()));
      page.append("<td>").append(escaped(value(each)));
      page.append("<td>").append(escaped(each.note().ja()));
      page.append("<td><code>").append(escaped(each.query())).append("</code></tr>\n");
    }
    return page.append("</table>\n</html>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
