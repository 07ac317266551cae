package city.seki.hub.simulation;

import city.seki.config.model.Cap;
import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Seat;
import city.seki.config.model.Text;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.rules.Directory;
import city.seki.config.rules.Seating;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.HubSigner;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Offices, units and people of a scenario, as a city's files would have them. */
final class Town {
  static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

  private static final String ZONE = "lgwan";
  private static final Map<DayOfWeek, OpeningHours> HOURS = hours();

  /** RFC 8032, section 7.1, test 1: a key that everybody knows. */
  static final HubSigner HUB =
      HubSigner.of(
          HexFormat.of()
              .parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"),
          new HubKey(
              HexFormat.of()
                  .parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")));

  private Town() {}

  private static Map<DayOfWeek, OpeningHours> hours() {
    Map<DayOfWeek, OpeningHours> week = new HashMap<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      week.put(day, new OpeningHours(LocalTime.of(8, 30), LocalTime.of(17, 15)));
    }
    return week;
  }

  /** The city at which nothing has happened yet. */
  static Seating of(Scenario.Shape shape) {
    List<Office> offices = new ArrayList<>();
    List<Unit> units = new ArrayList<>();
    int perOffice = Math.max(1, shape.units() / shape.offices());
    for (int o = 0; o < shape.offices(); o++) {
      List<Seat> seats = new ArrayList<>();
      for (int u = o * perOffice; u < Math.min((o + 1) * perOffice, shape.units()); u++) {
        List<Wiring> readers = new ArrayList<>();
        if (u == o * perOffice) {
          readers.add(new Wiring(new ReaderName.Kiosk("door"), "pcsc:door", null));
        }
        for (int s = 0; s < shape.seats(); s++) {
          String seat = "S-%d%d".formatted(u + 1, s + 1);
          seats.add(new Seat(seat, ZONE, seats.size(), 0, false));
          readers.add(new Wiring(new ReaderName.AtSeat(seat), "pcsc:" + seat, null));
        }
        units.add(new Unit(Scenario.unit(u), office(o), readers));
      }
      offices.add(office(o, seats, shape.caps()));
    }
    Text name = new Text("町", "Town");
    return Seating.of(
        new City(name, JAPAN, List.of(ZONE), offices, units, Set.of()), directory(shape.people()));
  }

  private static String office(int number) {
    return "office" + (number + 1);
  }

  private static Office office(int number, List<Seat> seats, boolean capped) {
    String id = office(number);
    List<Cap> caps =
        capped ? List.of(new Cap(Math.max(1, seats.size() - 1), null, null, null)) : List.of();
    return new Office(
        id,
        new Text(id, id),
        HOURS,
        false,
        Set.of(),
        caps,
        Policy.STANDARD,
        Office.byName(seats),
        List.of());
  }

  private static Directory directory(int people) {
    Map<String, String> cards = new HashMap<>();
    Map<String, Directory.Person> persons = new HashMap<>();
    for (int i = 0; i < people; i++) {
      String person = "p" + i;
      cards.put(card(i), person);
      persons.put(person, new Directory.Person(person, "dept" + i % 2, List.of(ZONE)));
    }
    return new Directory(cards, persons);
  }

  /** The digest of that person's card. */
  static String card(int person) {
    return "k1:%043d".formatted(person);
  }
}
