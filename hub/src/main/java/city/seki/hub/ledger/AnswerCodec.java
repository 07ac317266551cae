package city.seki.hub.ledger;

import city.seki.config.model.KitId;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Answer;
import city.seki.config.rules.DenyReason;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a tap was answered, as fields of an event; the rules of {@link EventCodec} hold. */
final class AnswerCodec {
  private AnswerCodec() {}

  static void fields(Answer answer, JsonText o) {
    switch (answer) {
      case Answer.Granted a -> seated("granted", a.seat(), a.until(), a.warnAt(), o);
      case Answer.Moved a -> {
        seated("moved", a.seat(), a.until(), a.warnAt(), o);
        o.put("from_office", a.from().office()).put("from_seat", a.from().seat());
      }
      case Answer.Assigned a -> seated("assigned", a.seat(), a.until(), a.warnAt(), o);
      case Answer.Released a -> seat(a.seat(), o.put("outcome", "released"));
      case Answer.Lent a ->
          kit(a.kit(), o.put("outcome", "lent")).put("due", a.due().toEpochMilli());
      case Answer.Returned a -> kit(a.kit(), o.put("outcome", "returned"));
      case Answer.Denied a -> {
        o.put("outcome", "denied").put("reason", a.reason().word());
        if (a.seat() != null) {
          seat(a.seat(), o);
        }
        if (a.reservedFrom() != null) {
          o.put("reserved_from", a.reservedFrom().toEpochMilli());
        }
        if (a.linkCode() != null) {
          o.put("link_code", a.linkCode());
        }
      }
    }
  }

  private static void seated(
      String outcome, SeatId seat, Instant until, @Nullable Instant warnAt, JsonText o) {
    seat(seat, o.put("outcome", outcome)).put("until", until.toEpochMilli());
    if (warnAt != null) {
      o.put("warn_at", warnAt.toEpochMilli());
    }
  }

  private static JsonText seat(SeatId seat, JsonText o) {
    return o.put("seat_office", seat.office()).put("seat", seat.seat());
  }

  private static JsonText kit(KitId kit, JsonText o) {
    return o.put("kit_office", kit.office()).put("kit", kit.kit());
  }

  static Answer read(JsonFields f) throws BadMessage {
    String outcome = f.text("outcome");
    return switch (outcome) {
      case "granted" -> new Answer.Granted(seat(f), instant(f, "until"), warnAt(f));
      case "moved" ->
          new Answer.Moved(
              seat(f),
              new SeatId(f.text("from_office"), f.text("from_seat")),
              instant(f, "until"),
              warnAt(f));
      case "assigned" -> new Answer.Assigned(seat(f), instant(f, "until"), warnAt(f));
      case "released" -> new Answer.Released(seat(f));
      case "lent" -> new Answer.Lent(kit(f), instant(f, "due"));
      case "returned" -> new Answer.Returned(kit(f));
      case "denied" ->
          new Answer.Denied(
              f.word("reason", DenyReason::of),
              f.textOrNull("seat") == null ? null : seat(f),
              EventCodec.instantOrNull(f, "reserved_from"),
              f.textOrNull("link_code"));
      default -> throw new BadMessage("outcome", "unknown outcome '" + outcome + "'");
    };
  }

  private static SeatId seat(JsonFields f) throws BadMessage {
    return new SeatId(f.text("seat_office"), f.text("seat"));
  }

  private static KitId kit(JsonFields f) throws BadMessage {
    return new KitId(f.text("kit_office"), f.text("kit"));
  }

  private static Instant instant(JsonFields f, String name) throws BadMessage {
    return EventCodec.instant(f, name);
  }

  private static @Nullable Instant warnAt(JsonFields f) throws BadMessage {
    return EventCodec.instantOrNull(f, "warn_at");
  }
}
