package city.seki.hub.http;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.wire.JsonText;
import city.seki.hub.access.Operation;
import city.seki.hub.fleet.SensorView;
import java.util.List;

/** How honest sensors are: for those who look after them. */
final class SensorRoutes {
  private final HubParts hub;

  SensorRoutes(HubParts hub) {
    this.hub = hub;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/api/v1/offices/{office}/sensors", Operation.SEE_UNITS, this::ofOffice));
  }

  private Reply ofOffice(Call call) {
    City city = hub.allocation().state().city();
    Office office = FloorRoutes.office(city, call);
    return Reply.json(
        JsonText.array(
            SensorView.of(
                city, office, hub.fleet().sensorNights(), city.day(hub.cityClock().get())),
            SensorView::write));
  }
}
