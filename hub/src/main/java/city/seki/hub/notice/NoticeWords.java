package city.seki.hub.notice;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Text;
import city.seki.config.rules.Outage;
import city.seki.config.rules.Refusal;
import city.seki.hub.promise.Why;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The words of notices: which place and when, what happened, why, and what one can do now. No name
 * is in them.
 *
 * @param page where the page is, null where nobody said so
 */
record NoticeWords(City city, boolean english, @Nullable String page) {
  private static final DateTimeFormatter DAY_JA =
      DateTimeFormatter.ofPattern("uuuu年M月d日（E）", Locale.JAPANESE);
  private static final DateTimeFormatter DAY_EN =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

  Notice of(Occasion occasion) {
    return switch (occasion) {
      case Occasion.SeatTakenBack back -> {
        var r = back.reservation();
        String what = place(r.seat().office(), seat(r.seat().seat()));
        yield cancelled(what, span(r.from(), r.to()), back.why(), r.seat().office());
      }
      case Occasion.RoomTakenBack back -> {
        var b = back.booking();
        String what = place(b.room().office(), room(b.room().room()));
        yield cancelled(what, span(b.from(), b.to()), back.why(), null);
      }
      case Occasion.NobodyCame missed -> {
        var r = missed.reservation();
        yield notice(
            say("席の予約を解除しました", "your seat was given back"),
            place(r.seat().office(), seat(r.seat().seat())),
            span(r.from(), r.to()),
            say(
                "時間までにカードをかざす操作がなかったため、予約を解除しました。",
                "No card was tapped there in time, so that others may have it."),
            r.seat().office());
      }
      case Occasion.SentAway away ->
          notice(
              say("席の利用を終了しました", "your use of a seat was ended"),
              place(away.seat().office(), seat(away.seat().seat())),
              moment(away.at()),
              say("施設担当が利用を終了しました。", "Facilities staff ended it.") + noted(away.note()),
              away.seat().office());
      case Occasion.Drawn drawn -> {
        var r = drawn.reservation();
        yield notice(
            say("抽選で席が決まりました", "you were drawn: a seat is yours"),
            place(r.seat().office(), seat(r.seat().seat())),
            span(r.from(), r.to()),
            say(
                "この席を予約しました。使わないときは取り消してください。",
                "It is reserved for you. Cancel it if you do not need it."),
            null);
      }
      case Occasion.NotDrawn not -> {
        var w = not.wish();
        yield notice(
            say("抽選の結果、席をとれませんでした", "your wish got no seat"),
            place(w.office(), w.seat() == null ? say("席", "a seat") : seat(w.seat())),
            span(w.from(), w.to()),
            lost(not.why()),
            w.office());
      }
      case Occasion.Soon soon -> {
        var r = soon.reservation();
        String until = TIME.format(at(soon.until()));
        yield notice(
            say("まもなく予約の時間です", "your reservation begins soon"),
            place(r.seat().office(), seat(r.seat().seat())),
            span(r.from(), r.to()),
            say(
                until + " までに席でカードをかざしてください。それまで席を確保しています。",
                "Tap your card there by " + until + ": until then it is kept for you."),
            null);
      }
    };
  }

  /** The first one, by which one sees that it works. */
  Notice begun() {
    return new Notice(
        "Seki: " + say("お知らせを開始しました", "notices are on"),
        say(
                "予約の取り消しなどがあったときに、ここへお知らせします。",
                "From now on you are told here, for example when a reservation is cancelled.")
            + "\n"
            + foot());
  }

  private Notice cancelled(String place, String when, Why why, @Nullable String office) {
    return notice(say("予約が取り消されました", "a reservation was cancelled"), place, when, why(why), office);
  }

  private String why(Why why) {
    return switch (why) {
      case Why.Closed closed ->
          say("オフィスが閉鎖されるためです。", "The office is closed.") + noted(closed.note());
      case Why.OutOfService out ->
          say("席が使えなくなるためです（", "The seat cannot be used (")
              + reason(out.reason())
              + say("）。", ").")
              + noted(out.note());
      case Why.PopUpOpened() ->
          say("会議室が臨時オフィスになるためです。", "The room is a pop-up office at that time.");
      case Why.PopUpEnded() -> say("臨時オフィスが終了したためです。", "The pop-up office has ended.");
      case Why.Files() ->
          say("オフィスや席の設定、または所属の変更のためです。", "The offices, the seats or your department changed.");
      case Why.ByStaff() -> say("担当者が取り消しました。", "Somebody in charge cancelled it.");
    };
  }

  /** Why a wish came to nothing, and what one can do now. */
  private String lost(Refusal why) {
    String now = say("空いている席は、いまから先着順で予約できます。", " Seats that are left may be reserved now.");
    return switch (why) {
      case NOT_DRAWN ->
          say("希望者が席より多く、ほかの人が先に当たりました。", "Others were drawn before, and no seat was left.") + now;
      case NO_DRAW ->
          say("抽選の時刻にシステムが止まっていたため、抽選をしていません。", "The hub was off, so that lots were not drawn.")
              + now;
      case ALREADY_RESERVED ->
          say("同じ時間に別の予約があるためです。", "You have another reservation at that time.");
      case TOO_MANY_AHEAD ->
          say("予約数が上限に達しているためです。", "You have as many reservations ahead as the office allows.");
      default -> say("希望の席を使えなくなったためです。", "The seats of that wish may not be used then.") + now;
    };
  }

  private String reason(Outage.Reason reason) {
    return switch (reason) {
      case BROKEN -> say("故障", "broken");
      case CLEANING -> say("清掃", "cleaning");
      case WORKS -> say("工事", "works");
      case OTHER -> say("その他", "other");
    };
  }

  /** What facilities wrote, in one line. */
  private String noted(@Nullable String note) {
    return note == null || note.isBlank()
        ? ""
        : "\n" + say("「", "“") + note.replaceAll("\\s+", " ") + say("」", "”");
  }

  /**
   * @param office where one may look for another place, null where that does not help
   */
  private Notice notice(
      String subject, String place, String when, String text, @Nullable String office) {
    String other =
        office == null || page == null
            ? ""
            : "\n" + say("ほかの席を探す: ", "Find another seat: ") + page + "/#seat/" + office;
    return new Notice(
        "Seki: " + subject, place + "\n" + when + "\n" + text + other + "\n" + foot());
  }

  private String foot() {
    return "\n"
        + say(
            "このお知らせは、Seki の「席をとる」の「予約のお知らせを受け取る」で止められます。",
            "You can end these notices at Seki: “Find a seat”, “Notices of my reservations”.");
  }

  private String place(String office, String what) {
    Office known = city.office(office);
    Text name = known == null ? new Text(office, office) : known.name();
    return (english ? name.en() + ", " : name.ja() + " ") + what;
  }

  private String seat(String id) {
    return say("席 ", "seat ") + id;
  }

  private String room(String id) {
    return say("会議室 ", "room ") + id;
  }

  private String span(Instant from, Instant to) {
    return moment(from) + (english ? "–" : "～") + TIME.format(at(to));
  }

  private String moment(Instant moment) {
    return (english ? DAY_EN : DAY_JA).format(at(moment)) + " " + TIME.format(at(moment));
  }

  private ZonedDateTime at(Instant moment) {
    return moment.atZone(city.timeZone());
  }

  private String say(String ja, String en) {
    return english ? en : ja;
  }
}
