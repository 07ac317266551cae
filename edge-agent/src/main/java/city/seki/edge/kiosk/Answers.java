package city.seki.edge.kiosk;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Text;
import city.seki.config.rules.DenyReason;
import city.seki.config.rules.Seating;
import city.seki.config.wire.DecisionMessage;
import city.seki.edge.agent.Said;
import city.seki.edge.card.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From what a light has said to what a person reads. Pure; knows no person. */
final class Answers {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("M/d HH:mm");

  /** Beyond that nobody plans at a door. */
  private static final int DAYS_AHEAD = 14;

  private Answers() {}

  /**
   * @param seating null while it is not known
   * @param cutOff whether the hub cannot be reached
   */
  static Answer of(
      Said said, @Nullable Seating seating, String office, Instant now, boolean cutOff) {
    return switch (said) {
      case Said.Decided(DecisionMessage decision, boolean alone) ->
          decided(decision, seating, office, now, alone && cutOff);
      case Said.Noted() ->
          new Answer(
              Answer.Tone.OTHER,
              null,
              new Text("記録しました", "Noted"),
              List.of(
                  new Text("席は通信が戻ってから決まります", "The seat is decided when the connection is back")));
      case Said.Refused(Refusal reason) ->
          new Answer(Answer.Tone.OTHER, null, refused(reason), List.of());
    };
  }

  private static Answer decided(
      DecisionMessage decision,
      @Nullable Seating seating,
      String office,
      Instant now,
      boolean provisional) {
    List<Text> more = new ArrayList<>();
    Answer.Tone tone =
        switch (decision.outcome()) {
          case GRANTED, MOVED, ASSIGNED -> {
            more.add(new Text("図の太枠の席です", "It is the framed seat on the plan"));
            yield Answer.Tone.YES;
          }
          case RELEASED -> {
            more.add(new Text("お疲れさまでした", "Goodbye"));
            yield Answer.Tone.BACK;
          }
          case LENT -> {
            more.add(new Text("付属品がそろっているかご確認ください", "Please check that nothing is missing"));
            yield Answer.Tone.YES;
          }
          case RETURNED -> Answer.Tone.BACK;
          case DENIED -> {
            Text next = nextBest(decision.reason(), seating, office, now);
            if (next != null) {
              more.add(next);
            }
            yield isAnotherCardNeeded(decision.reason()) ? Answer.Tone.OTHER : Answer.Tone.NO;
          }
        };
    if (provisional) {
      more.add(new Text("仮の回答です。通信が戻ると確定します", "Provisional, until the connection is back"));
    }
    return new Answer(tone, decision.seat(), decision.text(), more);
  }

  private static boolean isAnotherCardNeeded(@Nullable DenyReason reason) {
    return reason == DenyReason.RANDOM_ID
        || reason == DenyReason.UNKNOWN_CARD
        || reason == DenyReason.CARD_FIRST;
  }

  private static @Nullable Text nextBest(
      @Nullable DenyReason reason, @Nullable Seating seating, String office, Instant now) {
    if (reason == null) {
      return null;
    }
    return switch (reason) {
      case CAPACITY ->
          new Text(
              "ほかのオフィスの空席は、スマートフォンの席のページで探せます",
              "Your phone's seat page finds free seats in other offices");
      case NOT_ELIGIBLE ->
          new Text("利用できる席は担当へお尋ねください", "Please ask facilities which seats you may use");
      case OFFICE_CLOSED -> nextOpening(seating, office, now);
      case SEAT_TAKEN, RESERVED, OUT_OF_SERVICE ->
          new Text("もう一度かざすと、別の席を探します", "Hold the card again for another seat");
      case BAD_REQUEST, RANDOM_ID, UNKNOWN_CARD, CARD_BLOCKED, KIOSK_ONLY, CARD_FIRST -> null;
    };
  }

  private static @Nullable Text nextOpening(@Nullable Seating seating, String office, Instant now) {
    City city = seating == null ? null : seating.city();
    Office place = city == null ? null : city.office(office);
    if (city == null || place == null) {
      return null;
    }
    LocalDate today = city.day(now);
    for (int i = 0; i <= DAYS_AHEAD; i++) {
      LocalDate day = today.plusDays(i);
      OpeningHours hours = city.hours(place, day);
      ZonedDateTime opens =
          hours == null ? null : day.atTime(hours.opens()).atZone(city.timeZone());
      if (opens != null && opens.toInstant().isAfter(now)) {
        String when = DAY.format(opens);
        return new Text("次は %s から開きます".formatted(when), "It opens again on %s".formatted(when));
      }
    }
    return null;
  }

  private static Text refused(Refusal reason) {
    return switch (reason) {
      case RANDOM_ID ->
          new Text("このカードは使えません。職員証をかざしてください", "Please use your staff card, not this one");
      case TWO_CARDS -> new Text("カードを1枚だけかざしてください", "One card at a time, please");
      case NOT_A_CARD -> new Text("職員証をかざしてください", "Please use your staff card");
      case NOT_GENUINE ->
          new Text("このカードは確認できません。担当へご連絡ください", "This card is not genuine: please ask facilities");
      case UNPROVEN ->
          new Text("読み取れませんでした。もう一度ゆっくりかざしてください", "Please hold your card still, once more");
    };
  }
}
