package city.seki.hub.http;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.Operation;
import city.seki.hub.access.Role;
import city.seki.hub.live.Floor;
import java.util.List;

/** The city, its offices and seats as they are now, without persons. */
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

  private Reply offices(Call call) {
    Floor floor = hub.floor().now();
    return Reply.json(
        JsonText.array(floor.offices(), (office, o) -> office.write(o, floor.city())));
  }

  private Reply seats(Call call) {
    Floor floor = hub.floor().now();
    Office office = office(floor.city(), call);
    return Reply.json(
        JsonText.array(floor.seats(office), (seat, o) -> seat.write(o, floor.city().timeZone())));
  }

  static Office office(City city, Call call) {
    Office office = city.office(call.path("office"));
    if (office == null) {
      throw Problem.notFound("there is no office of that name");
    }
    return office;
  }
}
