package city.seki.hub.ledger;

import city.seki.config.rules.Event;
import city.seki.config.rules.Measure;
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

  static Event read(String kind, JsonFields f, Instant at) throws BadMessage {
    if (kind.equals("measure-lifted")) {
      return new Event.MeasureLifted(f.text("id"), f.text("office"), f.text("by"), at);
    }
    try {
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
