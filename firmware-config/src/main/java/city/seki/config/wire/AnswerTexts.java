package city.seki.config.wire;

import city.seki.config.model.Text;
import city.seki.config.rules.Answer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What a person is told, in the fewest words that also say what to do next. */
final class AnswerTexts {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("M/d HH:mm");

  private AnswerTexts() {}

  static Text of(Answer answer, ZoneId zone) {
    return switch (answer) {
      case Answer.Granted a ->
          both(
              "席 %s をどうぞ（%s まで）".formatted(a.seat().seat(), time(a.until(), zone)),
              "Seat %s is yours until %s".formatted(a.seat().seat(), time(a.until(), zone)));
      case Answer.Moved a ->
          both(
              "席 %s に移りました（%s まで）".formatted(a.seat().seat(), time(a.until(), zone)),
              "Moved to seat %s, until %s".formatted(a.seat().seat(), time(a.until(), zone)));
      case Answer.Assigned a ->
          both(
              "席 %s をお使いください（%s まで）".formatted(a.seat().seat(), time(a.until(), zone)),
              "Please take seat %s, until %s".formatted(a.seat().seat(), time(a.until(), zone)));
      case Answer.Released a ->
          both(
              "席 %s を空けました".formatted(a.seat().seat()),
              "Seat %s is free again".formatted(a.seat().seat()));
      case Answer.Lent a ->
          both(
              "機材 %s を貸し出しました（返却 %s まで）".formatted(a.kit().kit(), dayAndTime(a.due(), zone)),
              "Kit %s is lent to you until %s".formatted(a.kit().kit(), dayAndTime(a.due(), zone)));
      case Answer.Returned a ->
          both(
              "機材 %s が返却されました。中身をご確認ください".formatted(a.kit().kit()),
              "Kit %s is back: please check its parts".formatted(a.kit().kit()));
      case Answer.Denied a -> denied(a, zone);
    };
  }

  private static Text denied(Answer.Denied denied, ZoneId zone) {
    return switch (denied.reason()) {
      case BAD_REQUEST -> badRequest("unknown office, reader or seat");
      case RANDOM_ID ->
          both(
              "このカードは使えません。職員証をかざしてください",
              "This card cannot be used here: please use your staff card");
      case UNKNOWN_CARD -> unknown(denied.linkCode());
      case CARD_BLOCKED ->
          both("このカードは停止されています。担当へご連絡ください", "This card is blocked: please ask facilities");
      case SEAT_TAKEN -> both("この席は使用中です", "This seat is taken");
      case RESERVED ->
          both(
              "%s から予約されています".formatted(time(denied.reservedFrom(), zone)),
              "Reserved from %s".formatted(time(denied.reservedFrom(), zone)));
      case NOT_ELIGIBLE -> both("この席のネットワークは利用できません", "You may not use this seat's network");
      case OFFICE_CLOSED -> both("開所時間外です", "The office is closed");
      case CAPACITY -> both("定員に達しています", "The office is full");
      case OUT_OF_SERVICE -> both("この席は使用停止中です", "This seat is out of service");
      case KIOSK_ONLY -> both("機材の貸出・返却は入口の端末へどうぞ", "Kits are lent and returned at the kiosk");
      case CARD_FIRST ->
          both("先に職員証、次に機材のタグをかざしてください", "First your staff card, then the kit's tag");
    };
  }

  /** A phone has no card, and so no code: there it is the person whom the roster does not know. */
  private static Text unknown(@Nullable String linkCode) {
    return linkCode == null
        ? both("名簿に登録がありません。担当へご連絡ください", "You are not in the roster: please ask facilities")
        : both(
            "未登録のカードです。登録コード %s を担当へお伝えください".formatted(linkCode),
            "Unknown card: tell facilities the code %s".formatted(linkCode));
  }

  static Text badRequest(String complaint) {
    return both("読み取れませんでした: " + complaint, "Not understood: " + complaint);
  }

  private static String time(@Nullable Instant at, ZoneId zone) {
    return at == null ? "?" : TIME.format(at.atZone(zone));
  }

  private static String dayAndTime(Instant at, ZoneId zone) {
    return DAY_AND_TIME.format(at.atZone(zone));
  }

  private static Text both(String ja, String en) {
    return new Text(ja, en);
  }
}
