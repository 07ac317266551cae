package city.seki.config.wire;

import city.seki.config.model.KitId;
import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.config.rules.Answer;
import city.seki.config.rules.DenyReason;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The hub's answer to a tap.
 *
 * @param boot of the tap; null where the tap was too damaged to tell
 * @param seq of the tap; null where the tap was too damaged to tell
 * @param reason why it was denied, null if it was not
 * @param seat the seat that it is about, null if none is
 * @param kit the kit that it is about, null if none is
 * @param until how long the seat is granted, or when the kit should be back
 * @param warnAt when the light begins to blink because a reservation is near
 * @param reservedFrom start of the reservation that is in the way
 * @param linkCode by which an unknown card can be linked
 */
public record DecisionMessage(
    @Nullable String boot,
    @Nullable Long seq,
    Outcome outcome,
    @Nullable DenyReason reason,
    @Nullable String seat,
    @Nullable KitId kit,
    @Nullable OffsetDateTime until,
    @Nullable OffsetDateTime warnAt,
    @Nullable OffsetDateTime reservedFrom,
    @Nullable String linkCode,
    Light light,
    Text text) {

  /** That answer as a message, with times in the city's zone. */
  public static DecisionMessage of(String boot, long seq, Answer answer, ZoneId zone) {
    return switch (answer) {
      case Answer.Granted a ->
          seated(boot, seq, Outcome.GRANTED, answer, a.seat(), a.until(), a.warnAt(), zone);
      case Answer.Moved a ->
          seated(boot, seq, Outcome.MOVED, answer, a.seat(), a.until(), a.warnAt(), zone);
      case Answer.Assigned a ->
          seated(boot, seq, Outcome.ASSIGNED, answer, a.seat(), a.until(), a.warnAt(), zone);
      case Answer.Released a ->
          new DecisionMessage(
              boot,
              seq,
              Outcome.RELEASED,
              null,
              a.seat().seat(),
              null,
              null,
              null,
              null,
              null,
              Light.BLUE,
              AnswerTexts.of(answer, zone));
      case Answer.Lent a -> ofKit(boot, seq, Outcome.LENT, answer, a.kit(), a.due(), zone);
      case Answer.Returned a -> ofKit(boot, seq, Outcome.RETURNED, answer, a.kit(), null, zone);
      case Answer.Denied a ->
          new DecisionMessage(
              boot,
              seq,
              Outcome.DENIED,
              a.reason(),
              a.seat() == null ? null : a.seat().seat(),
              null,
              null,
              null,
              moment(a.reservedFrom(), zone),
              a.linkCode(),
              light(a.reason()),
              AnswerTexts.of(answer, zone));
    };
  }

  private static DecisionMessage seated(
      String boot,
      long seq,
      Outcome outcome,
      Answer answer,
      SeatId seat,
      Instant until,
      @Nullable Instant warnAt,
      ZoneId zone) {
    return new DecisionMessage(
        boot,
        seq,
        outcome,
        null,
        seat.seat(),
        null,
        moment(until, zone),
        moment(warnAt, zone),
        null,
        null,
        Light.GREEN,
        AnswerTexts.of(answer, zone));
  }

  private static DecisionMessage ofKit(
      String boot,
      long seq,
      Outcome outcome,
      Answer answer,
      KitId kit,
      @Nullable Instant due,
      ZoneId zone) {
    return new DecisionMessage(
        boot,
        seq,
        outcome,
        null,
        null,
        kit,
        moment(due, zone),
        null,
        null,
        null,
        due == null ? Light.BLUE : Light.GREEN,
        AnswerTexts.of(answer, zone));
  }

  /** The answer to a message that does not fit its schema. */
  public static DecisionMessage badRequest(
      @Nullable String boot, @Nullable Long seq, String complaint) {
    return new DecisionMessage(
        boot,
        seq,
        Outcome.DENIED,
        DenyReason.BAD_REQUEST,
        null,
        null,
        null,
        null,
        null,
        null,
        Light.RED,
        AnswerTexts.badRequest(complaint));
  }

  /** The light of that reason: red-amber says that another card is needed. */
  public static Light light(DenyReason reason) {
    return switch (reason) {
      case RANDOM_ID, UNKNOWN_CARD, CARD_FIRST -> Light.RED_AMBER;
      case BAD_REQUEST,
          CARD_BLOCKED,
          SEAT_TAKEN,
          RESERVED,
          NOT_ELIGIBLE,
          OFFICE_CLOSED,
          CAPACITY,
          OUT_OF_SERVICE,
          KIOSK_ONLY ->
          Light.RED;
    };
  }

  private static @Nullable OffsetDateTime moment(@Nullable Instant at, ZoneId zone) {
    return at == null ? null : at.atZone(zone).toOffsetDateTime();
  }

  public byte[] toJson() {
    return JsonText.object(
        o -> {
          o.put("v", 1).put("boot", boot).put("seq", seq).put("outcome", outcome.word());
          o.put("reason", reason == null ? null : reason.word()).put("seat", seat);
          o.put("until", until).put("light", light.word()).put("text", text);
          kit(o, kit);
          optional(o, warnAt, reservedFrom, linkCode);
        });
  }

  static void kit(JsonText o, @Nullable KitId kit) {
    if (kit != null) {
      o.put("kit", kit.toString());
    }
  }

  /** Null where there is none. */
  static @Nullable KitId kit(JsonFields fields) throws BadMessage {
    return fields.textOrNull("kit") == null ? null : fields.word("kit", KitId::of);
  }

  static void optional(
      JsonText o,
      @Nullable OffsetDateTime warnAt,
      @Nullable OffsetDateTime reservedFrom,
      @Nullable String linkCode) {
    if (warnAt != null) {
      o.put("warn_at", warnAt);
    }
    if (reservedFrom != null) {
      o.put("reserved_from", reservedFrom);
    }
    if (linkCode != null) {
      o.put("link_code", linkCode);
    }
  }

  /**
   * @throws BadMessage if it does not fit {@code schema/v1/decision.schema.json}
   */
  public static DecisionMessage parse(byte[] json) throws BadMessage {
    JsonFields fields = JsonFields.parse(json);
    fields.version();
    JsonFields text = fields.object("text");
    return new DecisionMessage(
        fields.textOrNull("boot"),
        fields.wholeOrNull("seq"),
        fields.word("outcome", Outcome::of),
        fields.textOrNull("reason") == null ? null : fields.word("reason", DenyReason::of),
        fields.textOrNull("seat"),
        kit(fields),
        fields.momentOrNull("until"),
        fields.momentOrNull("warn_at"),
        fields.momentOrNull("reserved_from"),
        fields.textOrNull("link_code"),
        fields.word("light", Light::of),
        new Text(text.text("ja"), text.text("en")));
  }
}
