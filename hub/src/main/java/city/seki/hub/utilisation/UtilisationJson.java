package city.seki.hub.utilisation;

import city.seki.config.wire.JsonText;
import java.time.ZoneId;
import java.util.TreeSet;

/** The report as JSON. */
final class UtilisationJson {
  private final UtilisationReport report;
  private final ZoneId zone;

  private UtilisationJson(UtilisationReport report) {
    this.report = report;
    this.zone = report.city().timeZone();
  }

  static byte[] of(UtilisationReport report) {
    return JsonText.object(o -> new UtilisationJson(report).write(o));
  }

  private void write(JsonText o) {
    period(o);
    o.put("offices", new TreeSet<>(report.query().offices())).put("zone", report.query().zone());
    o.put("rounding", report.query().rounding().word());
    o.object("seats", s -> seats(report.total(), s));
    o.array("by_office", report.offices(), this::office);
    if (report.query().offices().isEmpty()) {
      o.array("by_zone", report.zones(Part.ALL), this::zone);
    }
    o.array(
        "hours",
        report.hours(),
        (hour, h) ->
            minutes(
                h.put("weekday", hour.weekday()).put("hour", hour.hour()),
                hour.offered(),
                hour.claimed()));
    o.array("days", report.days(), this::day);
    if (!report.seats().isEmpty()) {
      o.array("by_seat", report.seats(), this::seat);
    }
    o.array("rooms", report.rooms(), this::room);
    o.array("devices", report.devices(), UtilisationJson::device);
    UtilisationReport previous = report.previous();
    if (previous != null) {
      o.object("previous", p -> new UtilisationJson(previous).previous(p));
    }
    o.array("notes", report.notes(), UtilisationJson::note);
  }

  private void period(JsonText o) {
    o.put("from", report.query().first().toString()).put("to", report.query().last().toString());
  }

  private void previous(JsonText o) {
    period(o);
    o.object("seats", s -> seats(report.total(), s));
    o.array("by_office", report.offices(), this::office);
    o.array("notes", report.notes(), UtilisationJson::note);
  }

  private JsonText minutes(JsonText o, long offered, long claimed) {
    return o.put("offered_minutes", offered)
        .put("claimed_minutes", claimed)
        .put("rate_percent", report.percent(claimed, offered));
  }

  private void seats(UtilisationReport.Seats seats, JsonText o) {
    SeatUse use = seats.use();
    minutes(o.put("seats", seats.seats()), use.offered(), use.claimed());
    Peak peak = seats.peak();
    if (peak == null) {
      o.putNull("peak");
    } else {
      o.object("peak", p -> p.put("claimed", peak.claimed()).put("at", peak.at(), zone));
    }
    o.put("claims", use.claims()).put("reservations", use.reservations());
    o.put("no_shows", use.noShows());
    o.put("no_show_percent", report.percent(use.noShows(), use.reservations()));
    o.put("unclaimed_uses", use.unclaimedUses()).put("unclaimed_minutes", use.unclaimedMinutes());
    o.put("conflicts", use.conflicts()).put("auto_closed", use.autoClosed());
    o.put("outside_minutes", use.outside());
  }

  private void office(UtilisationReport.Line office, JsonText o) {
    o.put("office", office.id()).put("name", office.name());
    seats(office.seats(), o);
    o.array("zones", office.zones(), this::zone);
  }

  private void zone(UtilisationReport.Line line, JsonText o) {
    seats(line.seats(), o.put("zone", line.id()));
  }

  private void day(UtilisationReport.Day day, JsonText o) {
    minutes(o.put("date", day.date().toString()), day.offered(), day.claimed());
    Integer peak = day.peak();
    if (peak == null) {
      o.putNull("peak");
    } else {
      o.put("peak", peak.longValue());
    }
  }

  private void seat(UtilisationReport.OneSeat seat, JsonText o) {
    o.put("office", seat.id().office()).put("seat", seat.id().seat());
    minutes(o.put("zone", seat.use().zone()), seat.use().offered(), seat.use().claimed());
  }

  private void room(UtilisationReport.OneRoom room, JsonText o) {
    RoomUse use = room.use();
    o.put("office", room.id().office()).put("room", room.id().room()).put("name", room.name());
    o.put("open_minutes", use.open()).put("occupied_minutes", use.occupied());
    o.put("unknown_minutes", use.unknown());
    o.put("rate_percent", report.percent(use.occupied(), use.open() - use.unknown()));
    o.put("booked_minutes", use.booked());
  }

  private static void device(UtilisationReport.OneDevice device, JsonText o) {
    DeviceUse use = device.use();
    o.put("office", device.id().office()).put("room", use.room());
    o.put("device", device.id().device()).put("in_call_minutes", use.inCall());
    o.put("on_while_empty_minutes", use.onWhileEmpty()).put("faults", use.faults());
    o.put("fault_minutes", use.faultMinutes()).put("offline_minutes", use.offlineMinutes());
  }

  private static void note(UseNote note, JsonText o) {
    o.put("code", note.kind().code());
    if (note.number() > 0) {
      o.put("number", note.number());
    }
    o.put("text", note.text());
  }
}
