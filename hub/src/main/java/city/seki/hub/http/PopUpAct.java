package city.seki.hub.http;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.RoomId;
import city.seki.config.model.Slot;
import city.seki.config.rules.Event;
import city.seki.config.rules.PopUp;
import city.seki.config.rules.PopUpRules;
import city.seki.config.rules.Refusal;
import city.seki.config.rules.Seating;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pop-up office as it is asked for, and told, among the measures of facilities. */
final class PopUpAct {
  /** What its seats are called where nobody says otherwise. */
  static final String PREFIX = "P";

  private PopUpAct() {}

  static PopUp of(JsonFields body, String id, String note) throws BadMessage {
    try {
      String prefix = body.textOrNull("prefix");
      return new PopUp(
          id,
          new RoomId(body.text("office"), body.text("room")),
          Math.toIntExact(body.whole("seats", 1)),
          prefix == null ? PREFIX : prefix,
          body.text("zone"),
          LocalDate.parse(body.text("from")),
          LocalDate.parse(body.text("to")),
          Slot.of(body.text("slot")),
          note,
          null);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw new BadMessage("$", String.valueOf(e.getMessage()));
    }
  }

  private static PopUp of(Call call, String room) {
    try {
      String prefix = call.query("prefix");
      return new PopUp(
          "",
          new RoomId(text(call, "office"), room),
          Integer.parseInt(text(call, "seats")),
          prefix == null ? PREFIX : prefix,
          text(call, "zone"),
          LocalDate.parse(text(call, "from")),
          LocalDate.parse(text(call, "to")),
          Slot.of(text(call, "slot")),
          "",
          null);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw Problem.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static String text(Call call, String name) {
    return String.valueOf(call.query(name));
  }

  /** What it would hit, and whether the rules would refuse it. */
  static Reply hits(Seating now, Call call, String room, Instant at) {
    PopUp asked = of(call, room);
    require(now.city(), asked);
    Refusal refusal = PopUpRules.refusal(now, asked, at);
    int bookings = PopUpRules.bookings(now, asked, at).size();
    long windows = asked.windows(now.city()).stream().filter(w -> w.to().isAfter(at)).count();
    return Reply.json(
        JsonText.object(
            o ->
                o.put("people", 0L)
                    .put("reservations", 0L)
                    .put("bookings", (long) bookings)
                    .put("days", windows)
                    .put("refused", refusal == null ? null : refusal.word())
                    .array("full", List.of(), (none, f) -> {})));
  }

  static void require(City city, PopUp asked) {
    Office office = city.office(asked.room().office());
    if (office == null
        || office.rooms().stream().noneMatch(r -> r.id().equals(asked.room().room()))) {
      throw Problem.notFound("there is no room of that name in an office of that name");
    }
    if (!city.zones().contains(asked.zone())) {
      throw Problem.badRequest("zone: the city has none of that name");
    }
  }

  static void record(PopUp popUp, JsonText o) {
    o.put("measure", popUp.id()).put("office", popUp.room().office());
    o.put("room", popUp.room().room()).put("seats", popUp.seats()).put("prefix", popUp.prefix());
    o.put("zone", popUp.zone()).put("slot", popUp.half().word());
    o.put("from", popUp.from().toString()).put("to", popUp.to().toString());
    o.put("note", popUp.note());
  }

  /** The fields that others have not. */
  static void write(Event.@Nullable PopUpOpened opened, Seating now, Instant at, JsonText o) {
    if (opened == null) {
      o.put("room", (String) null).put("seats", (Long) null).put("prefix", (String) null);
      o.put("slot", (String) null).put("people_now", (Long) null).put("promised", (Long) null);
      return;
    }
    PopUp popUp = opened.popUp();
    o.put("room", popUp.room().room()).put("seats", (Long) (long) popUp.seats());
    o.put("prefix", popUp.prefix()).put("slot", popUp.half().word());
    o.put("people_now", (Long) (long) PopUpRules.people(now, popUp, at));
    o.put("promised", (Long) (long) PopUpRules.promised(now, popUp, at).size());
  }
}
