package city.seki.edge.muster;

import city.seki.config.model.Text;
import city.seki.config.wire.JsonText;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The list in a form in which it is given out, in one language. */
public enum MusterForm {
  TEXT,
  CSV,
  HTML;

  private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");

  /** Empty lines for those whom the list does not have. */
  private static final int BY_HAND = 6;

  private static final Text TITLE = new Text("在席リスト（装置）", "Seats taken, from the unit");

  /** The form of that word. */
  public static MusterForm of(String word) {
    for (MusterForm form : values()) {
      if (form.name().toLowerCase(Locale.ROOT).equals(word)) {
        return form;
      }
    }
    throw new IllegalArgumentException("expected text, csv or html, not '" + word + "'");
  }

  public String write(UnitMuster muster, boolean japanese) {
    Function<Text, String> words = japanese ? Text::ja : Text::en;
    return switch (this) {
      case TEXT -> text(muster, words);
      case CSV -> csv(muster);
      case HTML -> html(muster, words, japanese ? "ja" : "en");
    };
  }

  private static String full(Instant at, UnitMuster muster) {
    return FULL.format(at.atZone(muster.zone()));
  }

  private static String hour(Instant at, UnitMuster muster) {
    return HOUR.format(at.atZone(muster.zone()));
  }

  /** What the list is, and what it cannot know. */
  private static List<Text> about(UnitMuster muster) {
    String made = full(muster.at(), muster);
    String told = full(muster.told(), muster);
    List<Text> about = new ArrayList<>();
    about.add(new Text("作成 " + made, "Made " + made));
    about.add(
        new Text(
            "センターからの情報 %s 現在、その後のこの装置のタッチ %d 件を含みます".formatted(told, muster.ownTaps()),
            "As the hub told at %s, with %d taps of this unit that it has not answered"
                .formatted(told, muster.ownTaps())));
    about.add(
        new Text(
            "ほかの装置でのその後のタッチと、部屋にいる人は含みません。見て回ってください",
            "Later taps at other units and people in rooms are not in it: please look"));
    about.add(new Text("氏名はセンターにのみあります", "Names are at the hub only"));
    if (muster.clockBehind()) {
      about.add(
          new Text(
              "この装置の時計は遅れています。時刻で終わる利用は残したままです",
              "The clock of this unit is behind: nothing has ended by time"));
    }
    return about;
  }

  private static String text(UnitMuster muster, Function<Text, String> words) {
    StringBuilder out = new StringBuilder();
    out.append(words.apply(TITLE)).append("  ").append(muster.office()).append('\n');
    about(muster).forEach(line -> out.append(words.apply(line)).append('\n'));
    out.append('\n').append(words.apply(count(muster))).append('\n');
    muster
        .taken()
        .forEach(
            seat ->
                out.append(
                    "[ ] %s  %s%n"
                        .formatted(seat.seat(), words.apply(since(hour(seat.since(), muster))))));
    if (!muster.unclaimed().isEmpty()) {
      out.append('\n').append(words.apply(unclaimed(muster))).append('\n');
      muster.unclaimed().forEach(seat -> out.append("[ ] ").append(seat).append('\n'));
    }
    return out.toString();
  }

  private static Text count(UnitMuster muster) {
    int taken = muster.taken().size();
    return new Text("使用中の席 %d".formatted(taken), "Seats taken: %d".formatted(taken));
  }

  private static Text unclaimed(UnitMuster muster) {
    int seats = muster.unclaimed().size();
    return new Text(
        "タッチなしで人がいる席 %d".formatted(seats),
        "Seats with somebody who has not tapped: %d".formatted(seats));
  }

  private static Text since(String hour) {
    return new Text(hour + " から", "since " + hour);
  }

  private static String csv(UnitMuster muster) {
    StringBuilder out = new StringBuilder("\uFEFFmade,as_of,office,seat,state,since\r\n");
    String head = moment(muster.at(), muster) + ',' + moment(muster.told(), muster) + ',';
    muster
        .taken()
        .forEach(
            seat ->
                out.append(head)
                    .append("%s,%s,claimed,".formatted(muster.office(), seat.seat()))
                    .append(moment(seat.since(), muster))
                    .append("\r\n"));
    muster
        .unclaimed()
        .forEach(
            seat ->
                out.append(head)
                    .append("%s,%s,unclaimed-use,\r\n".formatted(muster.office(), seat)));
    return out.toString();
  }

  private static String moment(Instant at, UnitMuster muster) {
    return JsonText.MOMENT.format(at.atZone(muster.zone()));
  }

  /** For paper: boxes to tick, and lines for those whom it does not have. Names need no escape. */
  private static String html(UnitMuster muster, Function<Text, String> words, String language) {
    StringBuilder page = new StringBuilder(4_096);
    page.append("<!doctype html>\n<html lang=\"").append(language);
    page.append("\">\n<head>\n<meta charset=\"utf-8\">\n<title>").append(words.apply(TITLE));
    page.append(' ').append(full(muster.at(), muster)).append("</title>\n<style>\n");
    page.append(STYLE).append("</style>\n</head>\n<body>\n<main>\n<h1>");
    page.append(words.apply(TITLE)).append("</h1>\n<h2>").append(muster.office());
    page.append("</h2>\n<ul>\n");
    about(muster).forEach(line -> page.append("<li>").append(words.apply(line)).append("</li>\n"));
    page.append("</ul>\n<h3>").append(words.apply(count(muster))).append("</h3>\n<table>\n");
    muster
        .taken()
        .forEach(seat -> row(page, seat.seat(), words.apply(since(hour(seat.since(), muster)))));
    page.append("</table>\n");
    if (!muster.unclaimed().isEmpty()) {
      page.append("<h3>").append(words.apply(unclaimed(muster))).append("</h3>\n<table>\n");
      muster.unclaimed().forEach(seat -> row(page, seat, ""));
      page.append("</table>\n");
    }
    page.append("<h3>").append(words.apply(new Text("手書き", "By hand"))).append("</h3>\n<table>\n");
    for (int i = 0; i < BY_HAND; i++) {
      row(page, "", "");
    }
    return page.append("</table>\n</main>\n</body>\n</html>\n").toString();
  }

  private static void row(StringBuilder page, String seat, String since) {
    page.append("<tr><td class=\"box\">☐</td><td class=\"seat\">").append(seat);
    page.append("</td><td>").append(since).append("</td><td class=\"name\"></td></tr>\n");
  }

  private static final String STYLE =
      """
      @page { size: A4; margin: 14mm; }
      body { font: 13pt/1.5 "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", sans-serif;
        color: #000; background: #fff; max-width: 182mm; margin: 1em auto; padding: 0 1em; }
      h1 { font-size: 18pt; margin: 0; }
      h2 { font-size: 22pt; margin: 0; }
      h3 { font-size: 13pt; margin: 1em 0 .2em; break-after: avoid; }
      ul { padding-left: 1.2em; margin: .4em 0; font-size: 11pt; }
      table { border-collapse: collapse; width: 100%; }
      td { border: 1px solid #444; padding: .3em .5em; height: 2.1em; }
      tr { break-inside: avoid; }
      .box { width: 2.2em; text-align: center; font-size: 17pt; line-height: 1; }
      .seat { width: 6em; font-size: 15pt; font-weight: bold; }
      .name { width: 50%; }
      @media print { body { margin: 0; padding: 0; max-width: none; } }
      """;
}
