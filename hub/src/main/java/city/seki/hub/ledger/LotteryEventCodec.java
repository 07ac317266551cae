package city.seki.hub.ledger;

import city.seki.config.rules.Event;
import city.seki.config.rules.Refusal;
import city.seki.config.rules.Wish;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/** Wishes and draws as JSON; the rules of {@link EventCodec} hold. */
final class LotteryEventCodec {
  private LotteryEventCodec() {}

  static void fields(Event.OfLottery event, JsonText o) {
    switch (event) {
      case Event.WishMade e -> wish(e.wish(), o);
      case Event.WishWithdrawn e -> o.put("id", e.wish());
      case Event.Drawn e -> {
        o.put("office", e.office()).put("day", e.day().toString());
        if (e.seed() != null) {
          o.put("seed", e.seed());
        }
      }
      case Event.WishLost e -> o.put("id", e.wish()).put("reason", e.reason().word());
    }
  }

  private static void wish(Wish w, JsonText o) {
    o.put("id", w.id()).put("person", w.person()).put("office", w.office());
    if (w.seat() != null) {
      o.put("seat", w.seat());
    }
    if (w.zone() != null) {
      o.put("zone", w.zone());
    }
    o.put("day", w.day().toString());
    o.put("from", w.from().toEpochMilli()).put("to", w.to().toEpochMilli());
  }

  static Event read(String kind, JsonFields f, Instant at) throws BadMessage {
    return switch (kind) {
      case "wish-made" -> new Event.WishMade(wish(f), at);
      case "wish-withdrawn" -> new Event.WishWithdrawn(f.text("id"), at);
      case "drawn" -> new Event.Drawn(f.text("office"), day(f), f.textOrNull("seed"), at);
      default -> new Event.WishLost(f.text("id"), f.word("reason", Refusal::of), at);
    };
  }

  private static Wish wish(JsonFields f) throws BadMessage {
    return new Wish(
        f.text("id"),
        f.text("person"),
        f.text("office"),
        f.textOrNull("seat"),
        f.textOrNull("zone"),
        day(f),
        EventCodec.instant(f, "from"),
        EventCodec.instant(f, "to"));
  }

  private static LocalDate day(JsonFields f) throws BadMessage {
    try {
      return LocalDate.parse(f.text("day"));
    } catch (DateTimeException e) {
      throw new BadMessage("day", String.valueOf(e.getMessage()));
    }
  }
}
