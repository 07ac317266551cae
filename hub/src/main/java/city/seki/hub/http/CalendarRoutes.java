package city.seki.hub.http;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Booking;
import city.seki.config.rules.Claim;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.Seating;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.CalendarKeys;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Principal;
import city.seki.hub.ical.Calendar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One's own reservations for one's own calendar program. Such a program cannot sign in: it shows a
 * secret in the address, which opens this one calendar, can be made anew and taken back, and counts
 * only while its person is in the roster.
 */
final class CalendarRoutes {
  private static final String FEED = "/api/v1/me/calendar.ics";

  private final HubParts hub;
  private final CalendarKeys keys;

  CalendarRoutes(HubParts hub) {
    this.hub = hub;
    this.keys = hub.access().calendarKeys();
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/me/calendar", Operation.SEE_SELF, this::look),
        new Route("POST", "/api/v1/me/calendar", Operation.SEE_SELF, this::make),
        new Route("DELETE", "/api/v1/me/calendar", Operation.SEE_SELF, this::revoke),
        new Route("GET", FEED, null, this::feed));
  }

  private Reply look(Call call) {
    Instant made = keys.made(MyRoutes.person(call.principal()));
    return Reply.json(
        JsonText.object(o -> o.put("made", made, hub.allocation().state().city().timeZone())));
  }

  private Reply make(Call call) {
    String person = MyRoutes.person(call.principal());
    note(call.principal(), "make-calendar");
    String secret = keys.make(person, hub.clock().instant(), hub.random());
    byte[] json = JsonText.object(o -> o.put("path", FEED + "?key=" + secret));
    return Reply.of(201, "application/json", json);
  }

  private Reply revoke(Call call) {
    String person = MyRoutes.person(call.principal());
    if (keys.made(person) == null) {
      throw Problem.notFound("you have no calendar address");
    }
    note(call.principal(), "revoke-calendar");
    keys.revoke(person);
    return Reply.done();
  }

  private void note(Principal principal, String act) {
    long _ =
        hub.audit().append(hub.clock().instant(), principal.who(), act, JsonText.object(o -> {}));
  }

  /** Whoever has no key that counts is told the same whatever the cause. */
  private Reply feed(Call call) {
    String secret = call.query("key");
    String person = secret == null ? null : keys.personOf(secret);
    if (person == null || hub.roster().member(person) == null) {
      throw Problem.notFound("this calendar address does not count; make a new one on the page");
    }
    boolean english = "en".equals(call.query("lang"));
    Calendar calendar = calendar(person, hub.allocation().state(), english);
    return Reply.of(200, "text/calendar; charset=utf-8", calendar.text())
        .with("Content-Disposition", "inline; filename=\"seki.ics\"");
  }

  private Calendar calendar(String person, Seating state, boolean english) {
    City city = state.city();
    List<Calendar.Entry> entries = new ArrayList<>();
    SeatId held = state.held().get(person);
    Claim claim = held == null ? null : state.seat(held).claim();
    if (held != null && claim != null && claim.since().isBefore(claim.closes())) {
      String uid =
          "c-%d-%s-%s@seki".formatted(claim.since().toEpochMilli(), held.office(), held.seat());
      String what = english ? "Seat %s (in use)" : "座席 %s（使用中）";
      entries.add(
          entry(
              uid,
              what.formatted(held.seat()),
              held.office(),
              claim.since(),
              claim.closes(),
              city,
              english));
    }
    for (Reservation r : state.reservations().values()) {
      if (r.person().equals(person)) {
        String what = english ? "Seat %s" : "座席 %s";
        entries.add(
            entry(
                r.id() + "@seki",
                what.formatted(r.seat().seat()),
                r.seat().office(),
                r.from(),
                r.to(),
                city,
                english));
      }
    }
    for (Booking b : state.rooms().bookings().values()) {
      if (b.person().equals(person)) {
        String what = english ? "Room %s" : "会議室 %s";
        entries.add(
            entry(
                b.id() + "@seki",
                what.formatted(b.room().room()),
                b.room().office(),
                b.from(),
                b.to(),
                city,
                english));
      }
    }
    entries.sort(Comparator.comparing(Calendar.Entry::from).thenComparing(Calendar.Entry::uid));
    String name = english ? "Seki: my seats" : "Seki 自分の席";
    return new Calendar(name, hub.cityClock().get(), entries);
  }

  private static Calendar.Entry entry(
      String uid, String what, String at, Instant from, Instant to, City city, boolean english) {
    Office office = city.office(at);
    String place = office == null ? at : english ? office.name().en() : office.name().ja();
    return new Calendar.Entry(uid, what + " · " + place, place, what, from, to);
  }
}
