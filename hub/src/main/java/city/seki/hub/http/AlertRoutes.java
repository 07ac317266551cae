package city.seki.hub.http;

import city.seki.config.model.City;
import city.seki.config.model.Kit;
import city.seki.config.model.KitId;
import city.seki.config.model.Office;
import city.seki.config.model.Room;
import city.seki.config.model.Text;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import city.seki.hub.alert.Alerts;
import city.seki.hub.roster.RosterStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What facilities and operators have to look after, and who of them takes care of it. */
final class AlertRoutes {
  private static final int LONGEST_NOTE = 500;
  private static final String ROOM = "room:";
  private static final String KIT = "kit:";

  private final HubParts hub;

  AlertRoutes(HubParts hub) {
    this.hub = hub;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/alerts", Operation.SEE_ALERTS, this::alerts),
        new Route(
            "POST",
            "/api/v1/alerts/{alert}/acknowledge",
            Operation.ACKNOWLEDGE_ALERT,
            this::acknowledge),
        new Route(
            "DELETE",
            "/api/v1/alerts/{alert}/acknowledge",
            Operation.ACKNOWLEDGE_ALERT,
            this::putDown));
  }

  private Reply alerts(Call call) {
    City city = hub.allocation().state().city();
    boolean names = call.principal().may(Operation.KEEP_KITS);
    return Reply.json(
        JsonText.array(
            hub.alerts().list(),
            (alert, o) -> write(alert, city, call.principal().who(), names, o)));
  }

  private void write(Alerts.Alert alert, City city, String reader, boolean names, JsonText o) {
    Alerts.Acknowledged acknowledged = alert.acknowledged();
    o.put("alert", alert.number());
    if (acknowledged == null) {
      o.putNull("acknowledged");
    } else {
      o.object(
          "acknowledged",
          a -> {
            a.put("by", acknowledged.by()).put("at", acknowledged.at(), city.timeZone());
            a.put("note", acknowledged.note()).put("mine", acknowledged.by().equals(reader));
            if (names) {
              a.put("name", name(acknowledged.by()));
            }
          });
    }
    o.put("kind", alert.kind().word()).put("at", alert.at(), city.timeZone());
    o.put("until", alert.until(), city.timeZone()).put("office", alert.office());
    o.put("place", alert.place());
    Text name = placeName(city, alert);
    if (name == null) {
      o.putNull("place_name");
    } else {
      o.put("place_name", name);
    }
    o.put("unit", alert.unit()).put("detail", alert.detail());
    if (alert.trouble() == null) {
      o.putNull("about");
    } else {
      o.object("about", alert.trouble()::write);
    }
  }

  /** Which colleague that was; null for the token of a desk or program, or of somebody who left. */
  private @Nullable String name(String by) {
    RosterStore.Member member = hub.roster().member(by);
    return member == null ? null : member.name();
  }

  /** What people call that room or kit; null for seats, readers and topics, whose code says it. */
  private static @Nullable Text placeName(City city, Alerts.Alert alert) {
    Office office = alert.office() == null ? null : city.office(alert.office());
    String place = alert.place();
    if (office == null || place == null) {
      return null;
    }
    if (place.startsWith(KIT)) {
      Kit kit = city.kit(new KitId(office.id(), place.substring(KIT.length())));
      return kit == null ? null : kit.name();
    }
    return office.rooms().stream()
        .filter(room -> place.equals(ROOM + room.id()))
        .map(Room::name)
        .findFirst()
        .orElse(null);
  }

  /** Somebody takes care of it; what they say about it is part of the audit log. */
  private Reply acknowledge(Call call) throws BadMessage {
    String note = note(call);
    Principal principal = call.principal();
    set(call, new Alerts.Acknowledged(principal.who(), hub.cityClock().get(), note));
    var _ =
        hub.audit()
            .append(
                hub.clock().instant(),
                principal.who(),
                "acknowledge",
                JsonText.object(o -> o.put("alert", call.path("alert")).put("note", note)));
    return Reply.done();
  }

  /** Nobody takes care of it any more: it is open for others again. */
  private Reply putDown(Call call) {
    set(call, null);
    var _ =
        hub.audit()
            .append(
                hub.clock().instant(),
                call.principal().who(),
                "put-down-alert",
                JsonText.object(o -> o.put("alert", call.path("alert"))));
    return Reply.done();
  }

  /** On the disk before it is said to be done. */
  private void set(Call call, Alerts.@Nullable Acknowledged by) {
    if (!hub.alerts().acknowledge(number(call), by)) {
      throw noSuchAlert();
    }
    hub.alerts().write();
  }

  private static @Nullable String note(Call call) throws BadMessage {
    String note = call.json().textOrNull("note");
    if (note == null || note.isBlank()) {
      return null;
    }
    if (note.strip().length() > LONGEST_NOTE) {
      throw new BadMessage("$.note", "expected at most " + LONGEST_NOTE + " letters");
    }
    return note.strip();
  }

  private static long number(Call call) {
    try {
      return Long.parseLong(call.path("alert"));
    } catch (NumberFormatException e) {
      throw noSuchAlert();
    }
  }

  private static Problem noSuchAlert() {
    return Problem.notFound("there is no alert of that number");
  }
}
