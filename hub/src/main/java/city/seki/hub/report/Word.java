package city.seki.hub.report;

/** The words around the figures, as the published tables of the reference city have them. */
enum Word {
  TITLE("テレワーク実施状況", "Telework report"),
  PERIOD("期間", "Period"),
  CAMPAIGN("実施期間名", "Campaign"),
  OPEN_DAYS("開庁日数", "Open days"),
  OFFICES("オフィス", "Offices"),
  DEPARTMENTS("部署", "Departments"),
  BY_DEPARTMENT("部署別", "By department"),
  BY_OFFICE("オフィス別", "By office"),
  BY_DAY("日別", "By day"),
  COMPARED("比較", "Compared"),
  DEPARTMENT("部署", "Department"),
  OFFICE("オフィス", "Office"),
  DATE("日付", "Date"),
  OPEN("開庁日", "Open day"),
  YES("○", "yes"),
  NO("－", "no"),
  STAFF("職員数", "Staff"),
  IMPLEMENTERS("実施者数", "Implementers"),
  PERSON_DAYS("のべ実施人数", "Person-days"),
  PER_OPEN_DAY("1日平均人数", "Per open day"),
  PER_PERSON("一人平均回数", "Per person"),
  RATE("実施割合", "Rate"),
  PERSONS("人数", "Persons"),
  TOTAL("合計", "Total"),
  SIMPLE_MEAN("単純平均", "Simple mean"),
  WEIGHTED_MEAN("加重平均", "Weighted mean"),
  NO_DEPARTMENT("所属不明", "Department not known"),
  CHANGE("増減", "Change"),
  NOTES("注", "Notes");

  private final String ja;
  private final String en;

  Word(String ja, String en) {
    this.ja = ja;
    this.en = en;
  }

  String in(Language language) {
    return language == Language.JA ? ja : en;
  }
}
