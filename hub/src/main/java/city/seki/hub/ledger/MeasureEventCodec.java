package city.seki.hub.ledger;

import city.seki.config.model.RoomId;
import city.seki.config.model.Slot;
import city.seki.config.rules.Event;
import city.seki.config.rules.Measure;
import city.seki.config.rules.PopUp;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/** What facilities decided for offices, as JSON; the rules of {@link EventCodec} hold. */
final class MeasureEventCodec {
  private MeasureEventCodec() {}

  static void fields(Event.OfMeasure event, JsonText o) {
    o.put("office", event.office());
    switch (event) {
      case Event.MeasureTaken e -> taken(e, o);
      case Event.PopUpOpened e -> opened(e, o);
      case Event.MeasureLifted e -> o.put("id", e.id()).put("by", e.by());
    }
  }

  private static void taken(Event.MeasureTaken e, JsonText o) {
    Measure measure = e.measure();
    o.put("id", measure.id()).put("by", e.by()).put("note", measure.note());
    o.put("from", measure.from().toString());
    if (measure.to() != null) {
      o.put("to", measure.to().toString());
    }
    if (measure.people() != null) {
      o.put("people", measure.people().longValue());
    }
    if (measure.zone() != null) {
      o.put("zone", measure.zone());
    }
  }

  private static void opened(Event.PopUpOpened e, JsonText o) {
    PopUp popUp = e.popUp();
    o.put("id", popUp.id()).put("by", e.by()).put("note", popUp.note());
    o.put("room", popUp.room().room()).put("seats", popUp.seats()).put("prefix", popUp.prefix());
    o.put("zone", popUp.zone()).put("slot", popUp.half().word());
    o.put("from", popUp.from().toString()).put("to", popUp.to().toString());
  }

  private static PopUp popUp(JsonFields f) throws BadMessage {
    return new PopUp(
        f.text("id"),
        new RoomId(f.text("office"), f.text("room")),
        Math.toIntExact(f.whole("seats", 1)),
        f.text("prefix"),
        f.text("zone"),
        LocalDate.parse(f.text("from")),
        LocalDate.parse(f.text("to")),
        Slot.of(f.text("slot")),
        f.text("note"),
        null);
  }

  static Event read(String kind, JsonFields f, Instant at) throws BadMessage {
    if (kind.equals("measure-lifted")) {
      return new Event.MeasureLifted(f.text("id"), f.text("office"), f.text("by"), at);
    }
    try {
      if (kind.equals("pop-up-opened")) {
        return new Event.PopUpOpened(popUp(f), f.text("by"), at);
      }
      Long people = f.wholeOrNull("people");
      String to = f.textOrNull("to");
      return new Event.MeasureTaken(
          new Measure(
              f.text("id"),
              f.text("office"),
              people == null ? null : Math.toIntExact(people),
              f.textOrNull("zone"),
              LocalDate.parse(f.text("from")),
              to == null ? null : LocalDate.parse(to),
              f.text("note")),
          f.text("by"),
          at);
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
      throw new BadMessage("from", String.valueOf(e.getMessage()));
    }
  }
}
