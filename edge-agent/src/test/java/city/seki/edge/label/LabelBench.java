package city.seki.edge.label;

import city.seki.config.model.City;
import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Place;
import city.seki.config.model.Policy;
import city.seki.config.model.ReaderName;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Text;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.rules.Command;
import city.seki.config.rules.Directory;
import city.seki.config.rules.SeatRules;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import city.seki.config.wire.ClockState;
import city.seki.edge.agent.FloorNow;
import city.seki.edge.agent.Now;
import city.seki.edge.presence.fusion.Belief;
import city.seki.edge.survey.RoomsNow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What labels look at, moved by hand: an office with two seats of which the unit reads the first,
 * and two rooms, one with a sensor and a device, one with a device only.
 */
final class LabelBench {
  static final OffsetDateTime NINE = OffsetDateTime.parse("2026-11-24T09:00:00+09:00");
  static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  static final Place OWN = new Place.AtSeat("A-01");
  static final Place OTHER = new Place.AtSeat("A-02");
  static final Place ROOM = new Place.InRoom("vc-1");
  static final Place BARE_ROOM = new Place.InRoom("vc-2");

  Seating seating = Seating.of(city(), people());
  long hubThereMs = FloorNow.NOW;
  Map<String, Belief> beliefs = Map.of();
  Map<String, DeviceState> devices = Map.of();
  ClockState clock = ClockState.SYNCED;
  long ms = 100_000;
  private int taps;

  static Unit unit(String reader) {
    return new Unit(
        "u1",
        "office",
        List.of(new Wiring(ReaderName.parse(reader), "pcsc:", null)),
        List.of(
            new SensorWiring(ROOM, "ld2410:/dev/ttyUSB0"), new SensorWiring(OWN, "pad:gpio:22")),
        List.of(device("kit-1", "vc-1"), device("display-2", "vc-2")));
  }

  private static RoomDevice device(String id, String room) {
    return new RoomDevice(id, room, new Text(id, id), "ping://10.0.0.1");
  }

  private static City city() {
    Map<DayOfWeek, OpeningHours> hours = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      hours.put(day, new OpeningHours(LocalTime.of(8, 30), LocalTime.of(17, 15)));
    }
    Office office =
        new Office(
            "office",
            new Text("", ""),
            hours,
            true,
            Set.of(),
            List.of(),
            Policy.STANDARD,
            Office.byName(
                List.of(
                    new Seat("A-01", "internet", 0, 0, false),
                    new Seat("A-02", "internet", 1, 0, false))),
            List.of());
    return new City(
        new Text("", ""), TOKYO, List.of("internet"), List.of(office), List.of(), Set.of());
  }

  private static Directory people() {
    return new Directory(
        Map.of(),
        Map.of(
            "p1", new Directory.Person("p1", "welfare", List.of("internet")),
            "p2", new Directory.Person("p2", "welfare", List.of("internet"))));
  }

  Instant at() {
    return NINE.plus(ms, ChronoUnit.MILLIS).toInstant();
  }

  Now now() {
    return new Now(NINE.plus(ms, ChronoUnit.MILLIS), ms, clock);
  }

  FloorNow floor() {
    return new FloorNow(seating, hubThereMs);
  }

  RoomsNow rooms() {
    return new RoomsNow(beliefs, devices, now());
  }

  void happens(Command command) {
    seating = seating.applyAll(SeatRules.decide(seating, command).events());
  }

  /** Takes the seat, or gives it back. */
  void tap(String seat, String person) {
    TapId id = new TapId("phone", "boot", ++taps);
    happens(new Command.PhoneTap(id, new SeatId("office", seat), person, at()));
  }

  void believed(Occupancy occupancy, @Nullable Integer people, double confidence, long sinceMs) {
    beliefs = Map.of("vc-1", new Belief(occupancy, people, confidence, sinceMs, List.of()));
  }
}
