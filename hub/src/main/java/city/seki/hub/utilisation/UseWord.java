package city.seki.hub.utilisation;

import city.seki.hub.report.Language;

/** The words around the figures. */
enum UseWord {
  TITLE("座席・会議室の利用状況", "Utilisation of seats and rooms"),
  PERIOD("期間", "Period"),
  OFFICES("オフィス", "Offices"),
  ZONE("区分", "Zone"),
  BY_OFFICE("オフィス別", "By office"),
  BY_HOUR("曜日・時間帯別の稼働率", "Rate by weekday and hour"),
  BY_DAY("日別", "By day"),
  BY_SEAT("座席別", "By seat"),
  ROOMS("会議室", "Rooms"),
  DEVICES("機器", "Devices"),
  COMPARED("比較", "Compared"),
  OFFICE("オフィス", "Office"),
  SEAT("座席", "Seat"),
  ROOM("会議室", "Room"),
  DEVICE("機器", "Device"),
  DATE("日付", "Date"),
  HOUR("時", "Hour"),
  SEATS("座席数", "Seats"),
  OFFERED("提供（時間）", "Offered (h)"),
  CLAIMED("利用（時間）", "Used (h)"),
  RATE("稼働率", "Rate"),
  PEAK("最大同時", "Peak"),
  CLAIMS("利用回数", "Claims"),
  NO_SHOWS("予約不履行", "No-shows"),
  UNCLAIMED("タッチなしの使用", "Unclaimed"),
  CONFLICTS("競合", "Conflicts"),
  AUTO_CLOSED("自動終了", "Auto-closed"),
  OCCUPIED("在室（時間）", "Occupied (h)"),
  UNKNOWN("不明（時間）", "Unknown (h)"),
  BOOKED("予約（時間）", "Booked (h)"),
  IN_CALL("会議中（時間）", "In call (h)"),
  ON_WHILE_EMPTY("無人で稼働（時間）", "On while empty (h)"),
  FAULTS("故障回数", "Faults"),
  FAULT("故障（時間）", "Fault (h)"),
  OFFLINE("接続不可（時間）", "Offline (h)"),
  TOTAL("合計", "Total"),
  CHANGE("増減", "Change"),
  NOTES("注", "Notes");

  private final String ja;
  private final String en;

  UseWord(String ja, String en) {
    this.ja = ja;
    this.en = en;
  }

  String in(Language language) {
    return language == Language.JA ? ja : en;
  }
}
