package city.seki.hub.http;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.rules.Seating;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Role;
import city.seki.hub.data.DataException;
import city.seki.hub.live.Floor;
import city.seki.hub.live.FloorSearch;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;

/**
 * The city, its offices and seats as they are now, without persons; for those who may see single
 * rows, also as they were.
 */
final class FloorRoutes {
  private static final int LONGEST_TEXT = 100;
  private static final int MOST_FOUND = 30;

  private final HubParts hub;

  FloorRoutes(HubParts hub) {
    this.hub = hub;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/city", Operation.SEE_FLOOR, this::city),
        new Route("GET", "/api/v1/search", Operation.SEE_FLOOR, this::search),
        new Route("GET", "/api/v1/offices", Operation.SEE_FLOOR, this::offices),
        new Route("GET", "/api/v1/offices/{office}/seats", Operation.SEE_FLOOR, this::seats));
  }

  private Reply city(Call call) {
    City city = hub.allocation().state().city();
    HubParts.About about = hub.about();
    List<String> roles = call.principal().roles().stream().map(Role::word).sorted().toList();
    return Reply.json(
        JsonText.object(
            o ->
                o.put("name", city.name())
                    .put("time_zone", city.timeZone().getId())
                    .put("now", hub.cityClock().get(), city.timeZone())
                    .put("speed", about.speed())
                    .put("demo", about.demo())
                    .put("version", about.version())
                    .put("roles", roles)));
  }

  private Reply offices(Call call) throws InterruptedException {
    Floor floor = floor(call);
    return Reply.json(
        JsonText.array(floor.offices(), (office, o) -> office.write(o, floor.city())));
  }

  private Reply seats(Call call) throws InterruptedException {
    Floor floor = floor(call);
    Office office = office(floor.city(), call);
    return Reply.json(
        JsonText.array(floor.seats(office), (seat, o) -> seat.write(o, floor.city().timeZone())));
  }

  private Reply search(Call call) {
    String text = call.query("text");
    if (text == null || text.length() > LONGEST_TEXT) {
      throw Problem.badRequest("text: expected what to look for, at most " + LONGEST_TEXT);
    }
    Floor floor = hub.floor().now();
    FloorSearch.Found found = FloorSearch.in(floor, text, MOST_FOUND);
    ZoneId zone = floor.city().timeZone();
    return Reply.json(
        JsonText.object(
            o -> {
              o.put("all", found.all()).put("offices", found.offices());
              o.array(
                  "seats",
                  found.seats(),
                  (s, f) ->
                      f.put("office", s.id().office())
                          .put("seat", s.id().seat())
                          .put("zone", s.place().zone())
                          .put("state", s.view().state().word())
                          .put("until", s.view().until(), zone));
              o.array(
                  "rooms",
                  found.rooms(),
                  (r, f) ->
                      f.put("office", r.office().id())
                          .put("room", r.room().id())
                          .put("name", r.room().name()));
            }));
  }

  private Floor floor(Call call) throws InterruptedException {
    String asked = call.query("at");
    if (asked == null) {
      return hub.floor().now();
    }
    if (!call.principal().may(Operation.SEE_ROWS)) {
      throw Problem.forbidden("only facilities and HR see how it was");
    }
    Instant at = moment(asked);
    if (at.isAfter(hub.cityClock().get())) {
      throw Problem.badRequest("at: expected a moment that is over");
    }
    Seating then;
    try {
      then = hub.replay().at(at).orElseThrow(FloorRoutes::stillReading);
    } catch (DataException e) {
      throw Problem.unavailable(String.valueOf(e.getMessage()));
    }
    Seating now = hub.allocation().state();
    return Floor.past(then.reconfigured(now.measures().files(), now.directory()), at);
  }

  private static Problem stillReading() {
    return Problem.unavailable("the past is being read; ask again, it goes on from there");
  }

  private static Instant moment(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw Problem.badRequest(
          "at: expected a moment such as 2026-11-24T10:32:00+09:00 (+ as %2B), not '" + text + "'");
    }
  }

  static Office office(City city, Call call) {
    Office office = city.office(call.path("office"));
    if (office == null) {
      throw Problem.notFound("there is no office of that name");
    }
    return office;
  }
}
