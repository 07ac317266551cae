package city.seki.hub.http;

import city.seki.config.model.City;
import city.seki.config.model.DeviceId;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.RoomId;
import city.seki.config.rules.Booking;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.Operation;
import city.seki.hub.room.DeviceView;
import city.seki.hub.room.RoomDays;
import city.seki.hub.room.RoomView;
import city.seki.hub.room.RoomsNow;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rooms as they are now and as they were in the last days, and their devices; no persons. */
final class RoomRoutes {
  private static final Duration HISTORY = Duration.ofDays(7);

  private final HubParts hub;

  RoomRoutes(HubParts hub) {
    this.hub = hub;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/rooms", Operation.SEE_FLOOR, this::all),
        new Route("GET", "/api/v1/offices/{office}/rooms", Operation.SEE_FLOOR, this::rooms),
        new Route(
            "GET", "/api/v1/offices/{office}/rooms/{room}/day", Operation.SEE_FLOOR, this::day),
        new Route(
            "GET",
            "/api/v1/offices/{office}/devices/{device}/history",
            Operation.SEE_FLOOR,
            this::history));
  }

  private City city() {
    return hub.allocation().state().city();
  }

  /** Every room of every office, in the order of the city's file. */
  private Reply all(Call call) {
    City city = city();
    Instant now = hub.cityClock().get();
    RoomsNow rooms = hub.rooms().now();
    List<RoomView> views =
        city.offices().values().stream().flatMap(office -> rooms.of(office).stream()).toList();
    return Reply.json(
        JsonText.array(
            views,
            (room, o) -> room.write(o.put("office", room.id().office()), city.timeZone(), now)));
  }

  private Reply rooms(Call call) {
    City city = city();
    Office office = FloorRoutes.office(city, call);
    Instant now = hub.cityClock().get();
    return Reply.json(
        JsonText.array(
            hub.rooms().now().of(office), (room, o) -> room.write(o, city.timeZone(), now)));
  }

  /** One room from midnight to midnight: people, bookings, devices. */
  private Reply day(Call call) {
    City city = city();
    Office office = FloorRoutes.office(city, call);
    RoomView room = hub.rooms().now().room(new RoomId(office.id(), call.path("room")));
    if (room == null) {
      throw Problem.notFound("there is no room of that name");
    }
    ZoneId zone = city.timeZone();
    LocalDate date = date(call.query("date"), city);
    Instant from = date.atStartOfDay(zone).toInstant();
    Instant to = date.plusDays(1).atStartOfDay(zone).toInstant();
    OpeningHours hours = city.hours(office, date);
    List<Booking> bookings =
        hub.rooms().now().bookings(room.id()).stream()
            .filter(b -> b.to().isAfter(from) && b.from().isBefore(to))
            .toList();
    return Reply.json(
        JsonText.object(
            o -> {
              o.put("room", room.id().room()).put("date", date.toString());
              o.put("opens", at(date, hours == null ? null : hours.opens(), zone), zone);
              o.put("closes", at(date, hours == null ? null : hours.closes(), zone), zone);
              o.array("spans", hub.days().room(room.id(), from, to), (s, f) -> write(s, f, zone));
              o.array(
                  "bookings",
                  bookings,
                  (b, f) -> f.put("from", b.from(), zone).put("to", b.to(), zone));
              o.array("devices", room.devices(), (d, f) -> write(d, office, from, to, f, zone));
            }));
  }

  private void write(
      DeviceView device, Office office, Instant from, Instant to, JsonText o, ZoneId zone) {
    String id = device.device().id();
    o.put("device", id).put("name", device.device().name());
    o.array(
        "spans",
        hub.days().device(new DeviceId(office.id(), id), from, to),
        (s, f) -> write(s, f, zone));
  }

  private static void write(RoomDays.Span span, JsonText o, ZoneId zone) {
    o.put("state", span.state()).put("people", span.people());
    o.put("from", span.from(), zone).put("to", span.to(), zone);
  }

  private Reply history(Call call) {
    City city = city();
    Office office = FloorRoutes.office(city, call);
    DeviceId device = new DeviceId(office.id(), call.path("device"));
    if (hub.rooms().places().roomOf(city, device) == null) {
      throw Problem.notFound("there is no device of that name");
    }
    Instant now = hub.cityClock().get();
    return Reply.json(
        JsonText.array(
            hub.days().device(device, now.minus(HISTORY), now),
            (span, o) -> write(span, o, city.timeZone())));
  }

  private LocalDate date(@Nullable String text, City city) {
    if (text == null) {
      return city.day(hub.cityClock().get());
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw Problem.badRequest("date: expected a day such as 2026-11-28");
    }
  }

  private static @Nullable Instant at(LocalDate date, @Nullable LocalTime time, ZoneId zone) {
    return time == null ? null : date.atTime(time).atZone(zone).toInstant();
  }
}
