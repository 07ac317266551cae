package city.seki.hub.survey;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Text;
import city.seki.hub.history.Attendance;
import city.seki.hub.history.Attended;
import city.seki.hub.history.Scope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer sheet for 総務省「地方公共団体におけるテレワークに関する取組状況の調査」, as of 1 October. Its questions and choices
 * are those of the survey as of 1 October of Reiwa 3 and 4 as far as they were published; the
 * ministry's own form of a year may have others. Seki knows satellite offices: what was done at
 * home or on the way it cannot know, and says so.
 */
public final class Survey {
  private static final Text ELSEWHERE =
      new Text(
          "Sekiはサテライトオフィスの利用のみを把握する。人事担当課で回答する",
          "Seki knows satellite offices only; the personnel department answers");

  private static final Text NO_RECORD =
      new Text("過去1年に利用の記録がない", "there is no record of the last year");

  private final City city;
  private final Attendance attendance;
  private final LocalDate day;
  private final LocalDate first;

  /**
   * @param day as of which it is answered; figures are of the year that ends with it
   */
  public Survey(City city, Attendance attendance, LocalDate day) {
    this.city = city;
    this.attendance = attendance;
    this.day = day;
    first = day.minusYears(1).plusDays(1);
  }

  /** The sheet's lines, in order. */
  public List<Answer> answers() {
    Attended year = attendance.count(Scope.of(first, day)).total();
    long staff = attendance.staff(Scope.of(day, day)).total();
    List<Answer> sheet = new ArrayList<>();
    sheet.add(
        unknown(
            "0",
            "一般行政職員数(4月1日時点)",
            "General administrative staff on 1 April",
            new Text(
                "名簿にはSekiを使う職員だけがある(基準日 %d人)。人事担当課で回答する".formatted(staff),
                "the roster has those who use Seki only (%d that day); the personnel department"
                        .formatted(staff)
                    + " answers")));
    sheet.add(introduced(year));
    sheet.add(kinds(year));
    sheet.add(offices());
    sheet.add(seats());
    sheet.add(rate(year, staff));
    sheet.add(
        counted(
            "4-2",
            new Text("実施者数(過去1年)", "Persons who did, in the last year"),
            year.personDays() == 0 ? null : number(year.persons()),
            year.personDays() == 0
                ? NO_RECORD
                : year.persons() == Attended.FORGOTTEN
                    ? new Text(
                        "不明:保存期間を過ぎた日の人数は数えられない",
                        "unknown: days that lost their persons cannot be counted (retention)")
                    : new Text("サテライトオフィスの実施者のみ", "in satellite offices only")));
    sheet.add(
        counted(
            "4-3",
            new Text("のべ実施人数(過去1年)", "Person-days in the last year"),
            year.personDays() == 0 ? null : number(year.personDays()),
            year.personDays() == 0 ? NO_RECORD : new Text("1人1日1回", "each person once a day")));
    sheet.add(
        unknown(
            "5",
            "テレワーク導入の効果",
            "What telework brought",
            new Text(
                "効果は記録からは分からない。職員アンケート等で回答する",
                "no record tells; a questionnaire among staff does")));
    sheet.add(
        unknown(
            "6",
            "導入・推進に当たっての課題",
            "What stands in the way",
            new Text("記録からは分からない。DX推進担当課で回答する", "no record tells; the DX department answers")));
    sheet.add(
        unknown(
            "7",
            "今後の方針(新型コロナウイルス感染症の収束後)",
            "What is planned",
            new Text("方針は市が決める。人事担当課で回答する", "the city decides; the personnel department answers")));
    return List.copyOf(sheet);
  }

  private Answer introduced(Attended year) {
    Text question = new Text("テレワークの導入状況", "Whether telework was introduced");
    if (year.personDays() > 0) {
      return answer(
          "1",
          question,
          new Text("導入している", "introduced"),
          new Text(
              "過去1年に%d人日の利用がある。正式か試験的かは要綱により人事担当課が選ぶ".formatted(year.personDays()),
              "%d person-days in the last year; whether formally or on trial the city's rules say"
                  .formatted(year.personDays())));
    }
    return unknown("1", question.ja(), question.en(), NO_RECORD);
  }

  private Answer kinds(Attended year) {
    Text question =
        new Text(
            "導入している形態(在宅勤務・モバイルワーク・サテライトオフィス・その他)",
            "Which kinds: at home, on the way, satellite office, other");
    if (year.personDays() > 0) {
      return answer(
          "2",
          question,
          new Text("サテライトオフィス", "satellite office"),
          new Text(
              "在宅勤務とモバイルワークはSekiでは分からない", "of work at home and on the way Seki knows nothing"));
    }
    return unknown("2", question.ja(), question.en(), ELSEWHERE);
  }

  private Answer offices() {
    return new Answer(
        "3-1",
        new Text("サテライトオフィスの箇所数", "Satellite offices"),
        count(city.offices().size()),
        "GET /api/v1/offices",
        new Text("登録されているオフィス", "the offices on record"));
  }

  private Answer seats() {
    int seats = city.offices().values().stream().map(Office::seats).mapToInt(s -> s.size()).sum();
    return new Answer(
        "3-2",
        new Text("サテライトオフィスの席数", "Their seats"),
        count(seats),
        "GET /api/v1/offices",
        new Text("登録されている席", "the seats on record"));
  }

  private Answer rate(Attended year, long staff) {
    Text question =
        new Text(
            "テレワークの利用率(0%以上30%未満・30%以上50%未満・50%以上80%未満・80%以上・不明)",
            "Share of staff who did: below 30 %, below 50 %, below 80 %, 80 % and more, unknown");
    if (year.personDays() == 0) {
      return unknown("4-1", question.ja(), question.en(), NO_RECORD);
    }
    if (year.persons() == Attended.FORGOTTEN || staff == 0) {
      return new Answer(
          "4-1",
          question,
          null,
          "",
          new Text(
              "不明:実施者数または職員数が分からない(保存期間の経過、または名簿がない)",
              "unknown: persons or staff cannot be counted (retention, or no roster)"));
    }
    return answer(
        "4-1",
        question,
        band(year.persons() * 100, staff),
        new Text(
            "実施者%d人÷名簿の職員%d人。在宅勤務のみの職員は含まない".formatted(year.persons(), staff),
            "%d persons of %d in the roster; who worked at home only is not among them"
                .formatted(year.persons(), staff)));
  }

  private static Text band(long hundredfold, long staff) {
    if (hundredfold < 30 * staff) {
      return new Text("0%以上30%未満", "below 30 %");
    }
    if (hundredfold < 50 * staff) {
      return new Text("30%以上50%未満", "30 % and more, below 50 %");
    }
    if (hundredfold < 80 * staff) {
      return new Text("50%以上80%未満", "50 % and more, below 80 %");
    }
    return new Text("80%以上", "80 % and more");
  }

  private static @Nullable Text number(long value) {
    return value == Attended.FORGOTTEN ? null : count(value);
  }

  private static Text count(long value) {
    return new Text(Long.toString(value), Long.toString(value));
  }

  private Answer answer(String number, Text question, Text value, Text note) {
    return new Answer(
        number,
        question,
        value,
        "seki-hub report telework --from %s --to %s --format json".formatted(first, day),
        note);
  }

  private Answer counted(String number, Text question, @Nullable Text value, Text note) {
    if (value == null) {
      return unknown(number, question.ja(), question.en(), note);
    }
    return answer(number, question, value, note);
  }

  private static Answer unknown(String number, String ja, String en, Text why) {
    return new Answer(number, new Text(ja, en), null, "", why);
  }
}
