package city.seki.hub.utilisation;

import city.seki.config.model.Cap;
import city.seki.config.model.City;
import city.seki.config.model.DeviceId;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Room;
import city.seki.config.model.RoomDevice;
import city.seki.config.model.RoomId;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two small offices, with seats of two zones, a room each, and a display in one of them. */
final class UsedTown {
  static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

  /** A Tuesday; the day before was a holiday. */
  static final LocalDate DAY = LocalDate.of(2026, 11, 24);

  static final SeatId A1 = new SeatId("east", "A-1");
  static final SeatId A2 = new SeatId("east", "A-2");
  static final SeatId B1 = new SeatId("east", "B-1");
  static final SeatId W1 = new SeatId("west", "A-1");
  static final SeatId GONE = new SeatId("east", "Z-9");
  static final List<SeatId> SEATS = List.of(A1, A2, B1, W1, GONE);
  static final RoomId HALL = new RoomId("east", "hall");
  static final RoomId CELL = new RoomId("west", "cell");
  static final List<RoomId> ROOMS = List.of(HALL, CELL);
  static final DeviceId WALL = new DeviceId("east", "wall");

  private UsedTown() {}

  /** Open from 8:30 to 17:15, Monday to Friday. */
  static City city() {
    return city(ZONE, 3, LocalTime.of(17, 15));
  }

  /**
   * @param seats in the east, 1 to 3
   */
  static City city(ZoneId timeZone, int seats, LocalTime closes) {
    List<Seat> east =
        List.of(
                new Seat("A-1", "lgwan", 0, 0, true),
                new Seat("A-2", "lgwan", 1, 0, true),
                new Seat("B-1", "number", 2, 0, false))
            .subList(0, seats);
    return new City(
        new Text("町", "Town"),
        timeZone,
        List.of("lgwan", "number"),
        List.of(
            office("east", east, new Room("hall", new Text("ホール", "Hall")), closes),
            office(
                "west",
                List.of(new Seat("A-1", "lgwan", 0, 0, false)),
                new Room("cell", new Text("個室", "Cell")),
                closes)),
        List.of(
            new Unit(
                "u1",
                "east",
                List.of(new Wiring(new ReaderName.AtSeat("A-1"), "pcsc:", null)),
                List.of(),
                List.of(
                    new RoomDevice(
                        "wall", "hall", new Text("大型", "Wall"), "pjlink://10.0.0.9:4352")))),
        Set.of(DAY.minusDays(1)));
  }

  private static Office office(String id, List<Seat> seats, Room room, LocalTime closes) {
    OpeningHours hours = new OpeningHours(LocalTime.of(8, 30), closes);
    return new Office(
        id,
        new Text(id, id),
        Map.of(
            DayOfWeek.MONDAY, hours,
            DayOfWeek.TUESDAY, hours,
            DayOfWeek.WEDNESDAY, hours,
            DayOfWeek.THURSDAY, hours,
            DayOfWeek.FRIDAY, hours),
        false,
        Set.of(),
        List.of(new Cap(1, null, null, null)),
        Policy.STANDARD,
        Office.byName(seats),
        List.of(room));
  }

  /** That time on {@link #DAY}. */
  static Instant at(String time) {
    return at(DAY, time);
  }

  static Instant at(LocalDate day, String time) {
    return day.atTime(LocalTime.parse(time)).atZone(ZONE).toInstant();
  }
}
