package city.seki.hub.utilisation;

import city.seki.config.model.Cap;
import city.seki.config.model.Office;
import city.seki.config.model.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What whoever reads the figures has to know.
 *
 * @param number in the text, 0 where it has none
 */
record UseNote(Kind kind, long number, Text text) {
  /** Every note that there is. */
  enum Kind {
    NOTHING_KNOWN("この期間の記録はありません。", "Nothing is on record of this time."),
    COUNTING(
        "分単位で数える：各分の始まりに利用中の座席をその1分の利用とする。",
        "Counted by minutes: whoever holds a seat at the beginning of a minute holds it for that"
            + " minute."),
    OFFERED(
        "提供は、その日の市の設定にある座席の開所時間内の分。閉所日・祝日・利用停止中は含まない。人数上限は引かない。",
        "Offered is every seat of the city's files of that day while its office is open: not on"
            + " closed days and holidays, and not while out of service. Caps take nothing away."),
    CAPPED("期間中に人数上限のあったオフィス：%d。", "Offices that had a cap in this time: %d."),
    BEGINS(
        "記録は%sから：それより前は数えない。", "Nothing is on record before %s, and nothing of that is counted."),
    OUTSIDE(
        "開所時間外又は提供されていない座席の利用%d分は、稼働率に含まない。",
        "Minutes in which a seat was held and not offered, not in the rate: %d."),
    NO_PEAK("複数のオフィスを選んだときは、最大同時利用数を求めない。", "There is no peak of some offices together."),
    ROOMS(
        "会議室の利用率は、在室の有無が分かる開所時間に対する割合。",
        "The rate of a room is of the opening hours in which it is known whether somebody was"
            + " there.");

    private final String ja;
    private final String en;

    Kind(String ja, String en) {
      this.ja = ja;
      this.en = en;
    }

    String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static UseNote note(Kind kind) {
    return new UseNote(kind, 0, new Text(kind.ja, kind.en));
  }

  private static UseNote note(Kind kind, long number) {
    return new UseNote(
        kind, number, new Text(kind.ja.formatted(number), kind.en.formatted(number)));
  }

  static List<UseNote> of(UtilisationReport report) {
    List<UseNote> notes = new ArrayList<>();
    if (report.isEmpty()) {
      notes.add(note(Kind.NOTHING_KNOWN));
    }
    notes.add(note(Kind.COUNTING));
    notes.add(note(Kind.OFFERED));
    long capped =
        report.city().offices().values().stream().filter(o -> isCapped(o, report.query())).count();
    if (capped > 0) {
      notes.add(note(Kind.CAPPED, capped));
    }
    LocalDate begins = report.begins();
    if (!report.isEmpty() && begins.isAfter(report.query().first())) {
      notes.add(
          new UseNote(
              Kind.BEGINS,
              0,
              new Text(Kind.BEGINS.ja.formatted(begins), Kind.BEGINS.en.formatted(begins))));
    }
    long outside = report.total().use().outside();
    if (outside > 0) {
      notes.add(note(Kind.OUTSIDE, outside));
    }
    if (report.total().peak() == null) {
      notes.add(note(Kind.NO_PEAK));
    }
    if (!report.rooms().isEmpty()) {
      notes.add(note(Kind.ROOMS));
    }
    return notes;
  }

  private static boolean isCapped(Office office, UtilisationQuery query) {
    return query.wanted().isOffice(office.id())
        && office.caps().stream().anyMatch(cap -> isOn(cap, query));
  }

  /** On at least one day of the time. */
  private static boolean isOn(Cap cap, UtilisationQuery query) {
    LocalDate from = cap.from();
    LocalDate to = cap.to();
    return (from == null || !from.isAfter(query.last()))
        && (to == null || !to.isBefore(query.first()));
  }
}
