package city.seki.hub.http;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.rules.Seating;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Role;
import city.seki.hub.data.DataException;
import city.seki.hub.live.Floor;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * The city, its offices and seats as they are now, without persons; for those who may see single
 * rows, also as they were.
 */
final class FloorRoutes {
  private final HubParts hub;

  FloorRoutes(HubParts hub) {
    this.hub = hub;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/city", Operation.SEE_FLOOR, this::city),
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
