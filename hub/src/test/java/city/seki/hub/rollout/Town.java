package city.seki.hub.rollout;

import city.seki.config.model.City;
import city.seki.config.model.FelicaMac;
import city.seki.config.model.Office;
import city.seki.config.model.Policy;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Seat;
import city.seki.config.model.Text;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.source.CityFile;
import city.seki.config.source.Reading;
import city.seki.config.source.ReferenceCity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A city with as many offices and units as a test wants, as the text of its file. */
final class Town {
  private Town() {}

  /**
   * @param device of every reader: another device, another configuration for every unit
   */
  static String text(int offices, int unitsEach, String device) {
    City example =
        switch (CityFile.read("reference-city.yaml", ReferenceCity.yaml())) {
          case Reading.Loaded<City> loaded -> loaded.value();
          case Reading.Rejected<City> rejected ->
              throw new IllegalStateException(rejected.problems().toString());
        };
    Office like = example.offices().values().iterator().next();
    List<Office> all = new ArrayList<>();
    List<Unit> units = new ArrayList<>();
    for (int o = 0; o < offices; o++) {
      String office = "office-%03d".formatted(o);
      List<Seat> seats = new ArrayList<>();
      for (int u = 0; u < unitsEach; u++) {
        String seat = "A-%02d".formatted(u + 1);
        seats.add(new Seat(seat, like.seats().values().iterator().next().zone(), u, 0, false));
        units.add(
            new Unit(
                "unit-%03d".formatted(o * unitsEach + u),
                office,
                List.of(new Wiring(new ReaderName.AtSeat(seat), device, null, FelicaMac.OFF))));
      }
      all.add(
          new Office(
              office,
              new Text(office, office),
              like.hours(),
              false,
              Set.of(),
              List.of(),
              Policy.STANDARD,
              Office.byName(seats),
              List.of()));
    }
    return CityFile.write(
        new City(example.name(), example.timeZone(), example.zones(), all, units, Set.of()));
  }

  static Map<String, Unit> units(String text) {
    return switch (CityFile.read("town.yaml", text)) {
      case Reading.Loaded<City> loaded -> loaded.value().units();
      case Reading.Rejected<City> rejected ->
          throw new IllegalStateException(rejected.problems().toString());
    };
  }
}
