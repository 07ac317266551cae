package city.seki.hub.ledger;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Answer;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.ReservationOutcome;
import city.seki.config.rules.Source;
import city.seki.config.rules.TapId;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Events as JSON, each under the word of its kind. What is written once is read for ever: a kind or
 * field is never renamed, only added. Times are milliseconds since 1970.
 */
final class EventCodec {
  private EventCodec() {}

  static String kind(Event event) {
    return switch (event) {
      case Event.Tapped e -> "tapped";
      case Event.Claimed e -> "claimed";
      case Event.Ended e -> "ended";
      case Event.Reserved e -> "reserved";
      case Event.ReservationTaken e -> "reservation-taken";
      case Event.ReservationCancelled e -> "reservation-cancelled";
      case Event.NoShow e -> "no-show";
      case Event.TakenOutOfService e -> "out-of-service";
      case Event.PutIntoService e -> "in-service";
      case Event.PresenceChanged e -> "presence";
      case Event.PresenceLost e -> "presence-lost";
      case Event.UnclaimedUse e -> "unclaimed-use";
      case Event.CardBlocked e -> "card-blocked";
      case Event.CardUnblocked e -> "card-unblocked";
      case Event.CardLinked e -> "card-linked";
      case Event.CardRenewed e -> "card-renewed";
      case Event.CardKeyRetired e -> "card-key-retired";
      case Event.Learnt e -> "learnt";
      case Event.Forgotten e -> "forgotten";
      case Event.Corrected e -> "corrected";
      case Event.ReservationCorrected e -> "reservation-corrected";
      case Event.MeasureTaken e -> "measure-taken";
      case Event.PopUpOpened e -> "pop-up-opened";
      case Event.MeasureLifted e -> "measure-lifted";
      case Event.WishMade e -> "wish-made";
      case Event.WishWithdrawn e -> "wish-withdrawn";
      case Event.Drawn e -> "drawn";
      case Event.WishLost e -> "wish-lost";
      case Event.RoomChanged e -> "room";
      case Event.DeviceChanged e -> "device";
      case Event.RoomBooked e -> "room-booked";
      case Event.RoomBookingCancelled e -> "room-booking-cancelled";
      case Event.TagLinked e -> "tag-linked";
      case Event.TagUnlinked e -> "tag-unlinked";
      case Event.KitLent e -> "kit-lent";
      case Event.KitReturned e -> "kit-returned";
    };
  }

  static byte[] write(Event event) {
    return JsonText.object(o -> fields(event, o.put("at", event.at().toEpochMilli())));
  }

  private static void fields(Event event, JsonText o) {
    switch (event) {
      case Event.Tapped e -> tapped(e, o);
      case Event.Claimed e -> {
        seat(e.seat(), o).put("person", e.person()).put("department", e.department());
        o.put("source", e.source().word()).put("closes", e.closes().toEpochMilli());
      }
      case Event.Ended e -> {
        seat(e.seat(), o).put("person", e.person()).put("reason", e.reason().word());
        optional("by", e.by(), o);
        optional("note", e.note(), o);
      }
      case Event.Reserved e -> {
        promise(e.reservation(), o).put("by", e.by());
      }
      case Event.ReservationTaken e -> o.put("id", e.reservation());
      case Event.ReservationCancelled e -> o.put("id", e.reservation()).put("by", e.by());
      case Event.NoShow e -> o.put("id", e.reservation());
      case Event.TakenOutOfService e -> {
        seat(e.seat(), o).put("by", e.by());
        OutageCodec.fields(e.outage(), e.at(), o);
      }
      case Event.PutIntoService e -> {
        seat(e.seat(), o);
        optional("by", e.by(), o);
        OutageCodec.begun(e.begun(), o);
      }
      case Event.PresenceChanged e -> seat(e.seat(), o).put("present", e.present());
      case Event.PresenceLost e -> seat(e.seat(), o);
      case Event.UnclaimedUse e -> seat(e.seat(), o);
      case Event.CardBlocked e -> o.put("card", e.card()).put("by", e.by());
      case Event.CardUnblocked e -> o.put("card", e.card()).put("by", e.by());
      case Event.CardLinked e ->
          o.put("card", e.card()).put("person", e.person()).put("by", e.by());
      case Event.CardRenewed e ->
          o.put("card", e.card()).put("before", e.before()).put("by", e.by());
      case Event.CardKeyRetired e -> o.put("key", e.key()).put("by", e.by());
      case Event.Learnt e ->
          tap(e.tap(), o).object("told", told -> AnswerCodec.fields(e.told(), told));
      case Event.Forgotten e -> {} // that it was, and when, is all that is left
      case Event.Corrected e -> {
        tap(e.cause(), o);
        claim("before", e.before(), o);
        claim("after", e.after(), o);
      }
      case Event.ReservationCorrected e -> {
        promise(e.reservation(), tap(e.cause(), o));
        o.put("before", e.before().word()).put("after", e.after().word());
      }
      case Event.OfMeasure e -> MeasureEventCodec.fields(e, o);
      case Event.OfLottery e -> LotteryEventCodec.fields(e, o);
      case Event.OfRoom e -> RoomEventCodec.fields(e, o);
      case Event.OfKit e -> KitEventCodec.fields(e, o);
    }
  }

  private static JsonText tap(TapId tap, JsonText o) {
    return o.put("unit", tap.unit()).put("boot", tap.boot()).put("seq", tap.seq());
  }

  private static JsonText promise(Reservation r, JsonText o) {
    seat(r.seat(), o).put("id", r.id()).put("person", r.person());
    return o.put("from", r.from().toEpochMilli()).put("to", r.to().toEpochMilli());
  }

  private static void claim(String name, @Nullable ClaimRecord claim, JsonText o) {
    if (claim != null) {
      o.object(
          name,
          c -> {
            seat(claim.seat(), c).put("person", claim.person());
            c.put("department", claim.department()).put("source", claim.source().word());
            c.put("since", claim.since().toEpochMilli());
            c.put("closes", claim.closes().toEpochMilli());
            optional("end", claim.end(), c);
            optional("reason", claim.reason() == null ? null : claim.reason().word(), c);
          });
    }
  }

  private static void tapped(Event.Tapped e, JsonText o) {
    tap(e.tap(), o);
    o.put("office", e.office()).put("reader", e.reader());
    optional("person", e.person(), o);
    optional("card", e.card(), o);
    if (e.repeated()) {
      o.put("repeated", true);
    }
    if (e.unseen()) {
      o.put("unseen", true);
    }
    AnswerCodec.fields(e.answer(), o);
    Answer told = e.told();
    if (told != null) {
      o.object("told", t -> AnswerCodec.fields(told, t));
    }
  }

  private static JsonText seat(SeatId seat, JsonText o) {
    return o.put("office", seat.office()).put("seat", seat.seat());
  }

  private static void optional(String name, @Nullable String value, JsonText o) {
    if (value != null) {
      o.put(name, value);
    }
  }

  private static void optional(String name, @Nullable Instant value, JsonText o) {
    if (value != null) {
      o.put(name, value.toEpochMilli());
    }
  }

  /**
   * @throws BadMessage if the body is not what {@link #write} makes of that kind
   */
  static Event read(String kind, byte[] body) throws BadMessage {
    JsonFields f = JsonFields.parse(body);
    try {
      return read(kind, f, instant(f, "at"));
    } catch (IllegalArgumentException e) {
      // Every field is what it should be, but they do not fit together.
      throw new BadMessage("$", String.valueOf(e.getMessage()));
    }
  }

  private static Event read(String kind, JsonFields f, Instant at) throws BadMessage {
    return switch (kind) {
      case "tapped" -> readTapped(f, at);
      case "claimed" ->
          new Event.Claimed(
              seat(f),
              f.text("person"),
              f.text("department"),
              f.word("source", EventCodec::source),
              at,
              instant(f, "closes"));
      case "ended" ->
          new Event.Ended(
              seat(f),
              f.text("person"),
              f.word("reason", EndReason::of),
              at,
              f.textOrNull("by"),
              f.textOrNull("note"));
      case "reserved" -> new Event.Reserved(promise(f), f.text("by"), at);
      case "reservation-taken" -> new Event.ReservationTaken(f.text("id"), at);
      case "reservation-cancelled" ->
          new Event.ReservationCancelled(f.text("id"), f.text("by"), at);
      case "no-show" -> new Event.NoShow(f.text("id"), at);
      case "out-of-service" ->
          new Event.TakenOutOfService(seat(f), OutageCodec.read(f, at), f.text("by"), at);
      case "in-service" ->
          new Event.PutIntoService(seat(f), f.textOrNull("by"), at, OutageCodec.begun(f));
      case "presence" -> new Event.PresenceChanged(seat(f), f.truth("present"), at);
      case "presence-lost" -> new Event.PresenceLost(seat(f), at);
      case "unclaimed-use" -> new Event.UnclaimedUse(seat(f), at);
      case "card-blocked" -> new Event.CardBlocked(f.text("card"), f.text("by"), at);
      case "card-unblocked" -> new Event.CardUnblocked(f.text("card"), f.text("by"), at);
      case "card-linked" ->
          new Event.CardLinked(f.text("card"), f.text("person"), f.text("by"), at);
      case "card-renewed" ->
          new Event.CardRenewed(f.text("card"), f.text("before"), f.text("by"), at);
      case "card-key-retired" -> new Event.CardKeyRetired(f.text("key"), f.text("by"), at);
      case "learnt" -> new Event.Learnt(tap(f), AnswerCodec.read(f.object("told")), at);
      case "forgotten" -> new Event.Forgotten(at);
      case "measure-taken", "pop-up-opened", "measure-lifted" ->
          MeasureEventCodec.read(kind, f, at);
      case "corrected" -> new Event.Corrected(claim(f, "before"), claim(f, "after"), tap(f), at);
      case "reservation-corrected" ->
          new Event.ReservationCorrected(
              promise(f),
              f.word("before", ReservationOutcome::of),
              f.word("after", ReservationOutcome::of),
              tap(f),
              at);
      case "wish-made", "wish-withdrawn", "drawn", "wish-lost" ->
          LotteryEventCodec.read(kind, f, at);
      case "room", "device", "room-booked", "room-booking-cancelled" ->
          RoomEventCodec.read(kind, f, at);
      case "tag-linked", "tag-unlinked", "kit-lent", "kit-returned" ->
          KitEventCodec.read(kind, f, at);
      default -> throw new BadMessage("kind", "unknown kind of event '" + kind + "'");
    };
  }

  private static TapId tap(JsonFields f) throws BadMessage {
    return new TapId(f.text("unit"), f.text("boot"), f.whole("seq"));
  }

  private static Reservation promise(JsonFields f) throws BadMessage {
    return new Reservation(
        f.text("id"), seat(f), f.text("person"), instant(f, "from"), instant(f, "to"));
  }

  private static @Nullable ClaimRecord claim(JsonFields f, String name) throws BadMessage {
    JsonFields c = f.objectOrNull(name);
    return c == null
        ? null
        : new ClaimRecord(
            seat(c),
            c.text("person"),
            c.text("department"),
            c.word("source", EventCodec::source),
            instant(c, "since"),
            instant(c, "closes"),
            instantOrNull(c, "end"),
            c.has("reason") ? c.word("reason", EndReason::of) : null);
  }

  private static Event readTapped(JsonFields f, Instant at) throws BadMessage {
    JsonFields told = f.objectOrNull("told");
    return new Event.Tapped(
        tap(f),
        f.text("office"),
        f.text("reader"),
        f.textOrNull("person"),
        f.textOrNull("card"),
        at,
        AnswerCodec.read(f),
        f.has("repeated"),
        told == null ? null : AnswerCodec.read(told),
        f.has("unseen"));
  }

  private static SeatId seat(JsonFields f) throws BadMessage {
    return new SeatId(f.text("office"), f.text("seat"));
  }

  private static Source source(String word) {
    return Source.valueOf(word.toUpperCase(Locale.ROOT));
  }

  static Instant instant(JsonFields f, String name) throws BadMessage {
    return Instant.ofEpochMilli(f.whole(name));
  }

  static @Nullable Instant instantOrNull(JsonFields f, String name) throws BadMessage {
    Long millis = f.wholeOrNull(name);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
