package city.seki.hub.muster;

import city.seki.hub.report.Language;

/** The words around the names. */
enum MusterWord {
  TITLE("在館者名簿（安否確認）", "Muster list"),
  MADE("作成", "Made"),
  KNOWN("記録の最後", "On record until"),
  SOURCE("もと", "From"),
  LIVE("稼働中のハブ", "the hub at work"),
  DISK("ハブの記録（端末の今の状態は不明）", "the hub's disk; how units are now is not known"),
  TOTAL("合計", "Total"),
  OFFICE("オフィス", "Office"),
  NAMED("氏名のわかる人", "By name"),
  NAMELESS("氏名のわからない人（少なくとも）", "Without a name, at least"),
  UNSEEN("確認できない場所", "Places to look at"),
  HERE("確認", "Found"),
  NAME("氏名", "Name"),
  DEPARTMENT("部署", "Department"),
  SEAT("席", "Seat"),
  SINCE("いつから", "Since"),
  ROOM("会議室", "Room"),
  PEOPLE("人数", "People"),
  SOMEBODY("人数不明", "somebody"),
  NOT_KNOWN("不明", "not known"),
  LAST("最後の知らせ: ", "last known: "),
  OCCUPIED("在室", "occupied"),
  VACANT("空室", "empty"),
  UNCLAIMED("タッチなしで人のいる席", "Seats in use without a tap"),
  UNKNOWN_SEATS("様子のわからない席（端末が応答なし）", "Seats nobody can say anything of (unit silent)"),
  UNIT("端末", "Unit"),
  HEARD("最後の知らせ", "Last heard"),
  SILENT("応答なし", "silent"),
  NEVER("なし", "never"),
  OWES("未送信のタッチ", "taps not delivered yet"),
  BY_HAND("手書き", "Added by hand"),
  NOBODY("だれもいません。", "Nobody is known to be here."),
  NOTES("注", "Notes"),
  NOTE_CLAIMS(
      "席をとった人だけに氏名があります。席は閉所時刻に自動で終わるので、その後も残っている人は載りません。",
      "Only who holds a seat has a name here. Seats end at closing time: who stayed longer is not on"
          + " the list."),
  NOTE_SILENT(
      "「応答なし」の端末の席と会議室は、最後の知らせのままです。その後に来た人・帰った人はわかりません。",
      "Seats and rooms of a silent unit are as they were told last: who came or left since is not"
          + " known."),
  NOTE_PAPER("氏名が載っています。使い終わったら回収し、裁断してください。", "It has names: collect and shred it afterwards.");

  private final String ja;
  private final String en;

  MusterWord(String ja, String en) {
    this.ja = ja;
    this.en = en;
  }

  String in(Language language) {
    return language == Language.JA ? ja : en;
  }
}
