package city.seki.hub.report;

import city.seki.config.model.Text;
import java.util.Locale;

/** Every note that a report can have, in the order in which they stand there. */
public enum NoteKind {
  NOBODY_CAME("この期間の記録はありません。", "Nothing is on record of this time."),
  OPEN_DAYS(
      "開庁日は{open_days}日：平日{weekdays}日から祝日・年末年始{holidays}日と閉庁日{closures}日を除く。",
      "Open days: {open_days}, of {weekdays} weekdays less {holidays} holidays and {closures}"
          + " closures."),
  IDLE_CLOSURES(
      "指定された閉庁日のうち{days}日は、期間外又は休日のため影響しない。",
      "Closures without effect, outside of the time or on days of rest: {days}."),
  COUNTING(
      "のべ実施人数は人と日の組の数：1日に何度利用しても1回と数える。",
      "Person-days are pairs of a person and a day, however often somebody came on it."),
  HALF_DAYS(
      "のべ実施人数のうち{half_days}は半日の利用で、0.5と数える。",
      "Person-days of half a day, counted as 0.5: {half_days}."),
  HALF_UP(
      "端数は四捨五入（小数位：1日平均{per_open_day}、一人平均{per_person}、実施割合{rate_percent}）。平均は丸める前の値から求める。",
      "Rounded half up to {per_open_day} (per open day), {per_person} (per person) and"
          + " {rate_percent} (rate) decimals; means are of values before rounding."),
  FLOOR(
      "端数は切捨て（小数位：1日平均{per_open_day}、一人平均{per_person}、実施割合{rate_percent}）。平均は丸める前の値から求める。",
      "Rounded down to {per_open_day} (per open day), {per_person} (per person) and"
          + " {rate_percent} (rate) decimals; means are of values before rounding."),
  STAFF_BASE(
      "職員数は期間中に1日でも在籍した人の数。",
      "Staff are those who belonged to the department on one day of the time at least."),
  MEAN_BASE(
      "単純平均は、実施割合では職員のいる{rate_departments}部署、一人平均では実施者のいる{per_person_departments}部署の平均。",
      "The simple mean is of {rate_departments} departments with staff for the rate, and of"
          + " {per_person_departments} with implementers for the days per person."),
  OTHER_DAYS(
      "開庁日以外の日ののべ実施人数{person_days}を含む。",
      "Person-days on days that are no open days, which are included: {person_days}."),
  STAFF_OF_SEVERAL(
      "部署別職員数の合計は合計より{more}多い：期間中に異動した人は両方の部署に数える。",
      "The departments' staff are {more} more than the total: who changed department is in each."),
  IMPLEMENTERS_OF_SEVERAL(
      "部署別実施者数の合計は合計より{more}多い：異動の前後に利用した人は両方の部署に数える。",
      "The departments' implementers are {more} more than the total: who came before and after"
          + " changing department is in each."),
  DAYS_OF_SEVERAL(
      "部署別のべ実施人数の合計は合計より{more}多い：1日のうちに部署が変わった人がいる。",
      "The departments' person-days are {more} more than the total: somebody changed department"
          + " within a day."),
  DAYS_IN_SEVERAL_OFFICES(
      "オフィス別のべ実施人数の合計は合計より{more}多い：1日に複数のオフィスを利用した人がいる。",
      "The offices' person-days are {more} more than the total: somebody was in several offices on"
          + " one day."),
  HALF_DAYS_APART(
      "半日を0.5と数えるため、部署別又はオフィス別の合計は合計と一致しないことがある：部署の差{departments_halves}、オフィスの差{offices_halves}（0.5日単位）。",
      "Half-days of several places make a day: departments differ from the total by"
          + " {departments_halves}, offices by {offices_halves} (in halves of a day)."),
  NO_DEPARTMENT(
      "所属の分からない人ののべ実施人数{person_days}は合計にのみ含む。",
      "Person-days of people whose department is not known, in the total only: {person_days}."),
  NO_STAFF(
      "{department}：期間中の職員の記録がなく、実施割合を求めない。",
      "{department}: no staff on record in this time, hence no rate."),
  MORE_THAN_STAFF(
      "{department}：実施者{implementers}人が職員数{staff}人より多い。職員名簿を確認すること。",
      "{department}: {implementers} implementers are more than the staff of {staff}; check the"
          + " roster."),
  FORGOTTEN(
      "保存期間を過ぎた日は個人の情報がなく、この期間の実施者数は求められない。",
      "Days older than the retention time have lost their persons: the implementers of just this"
          + " time cannot be counted."),
  DAYS_DO_NOT_FOOT(
      "検算不一致：日別の合計は{days}、のべ実施人数は{total}。",
      "The check failed: days add up to {days}, person-days to {total}.");

  private final String ja;
  private final String en;

  NoteKind(String ja, String en) {
    this.ja = ja;
    this.en = en;
  }

  /** The word by which programs know it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** With names of numbers in braces. */
  Text text() {
    return new Text(ja, en);
  }
}
