package city.seki.config.source;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Room;
import city.seki.config.model.Seat;
import city.seki.config.model.Text;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes up a city of a given size, furnished as the reference city is. */
final class ScaledCity {
  private static final List<String> ZONES = List.of("number", "lgwan", "internet");
  private static final int SEATS_IN_ROW = 8;

  /** Which zone each row of an office is in, over and over. */
  private static final int[] ZONE_OF_ROW = {0, 1, 0, 2};

  /** How up to four readers share one Raspberry Pi. */
  private static final List<Connection> CONNECTIONS =
      List.of(
          new Connection("pn532:i2c:1:0x24", new Wiring.LightPins(17, 27, 22, 23)),
          new Connection("pn532:spi:0.0", new Wiring.LightPins(5, 6, 13, 19)),
          new Connection("pn532:spi:0.1", new Wiring.LightPins(12, 16, 20, 21)),
          new Connection("pn532:hsu:/dev/ttyAMA0", new Wiring.LightPins(24, 25, 26, 18)));

  /** Names of districts, made ids by their sound. */
  private static final List<District> DISTRICTS =
      List.of(
          new District("yoshikawa", "芳川", "Yoshikawa"),
          new District("kotobukidai", "寿台", "Kotobukidai"),
          new District("shimauchi", "島内", "Shimauchi"),
          new District("hongo", "本郷", "Hongo"),
          new District("sasaga", "笹賀", "Sasaga"),
          new District("hata", "波田", "Hata"),
          new District("shonai", "庄内", "Shonai"),
          new District("satoyamabe", "里山辺", "Satoyamabe"),
          new District("iriyamabe", "入山辺", "Iriyamabe"),
          new District("okada", "岡田", "Okada"),
          new District("niimura", "新村", "Niimura"),
          new District("wada", "和田", "Wada"),
          new District("kanbayashi", "神林", "Kanbayashi"),
          new District("imai", "今井", "Imai"),
          new District("uchida", "内田", "Uchida"),
          new District("nakayama", "中山", "Nakayama"));

  private final int offices;
  private final int seats;

  private record Connection(String device, Wiring.LightPins light) {}

  private record District(String id, String ja, String en) {}

  ScaledCity(int offices, int seats) {
    this.offices = offices;
    this.seats = seats;
  }

  City city() {
    List<Office> all = new ArrayList<>();
    List<Unit> units = new ArrayList<>();
    for (int i = 0; i < offices; i++) {
      Office office = office(i, seats / offices + (i < seats % offices ? 1 : 0));
      all.add(office);
      units.addAll(units(office));
    }
    return new City(
        new Text("見本市", "Example City"), ZoneId.of("Asia/Tokyo"), ZONES, all, units, Set.of());
  }

  private static Office office(int index, int seats) {
    District district = DISTRICTS.get(index % DISTRICTS.size());
    int round = index / DISTRICTS.size() + 1;
    String id = round == 1 ? district.id() : String.format("%s-%02d", district.id(), round);
    String number = round == 1 ? "" : " " + round;
    return new Office(
        id,
        new Text(district.ja() + "公民館" + number, district.en() + " Community Centre" + number),
        workingDays(),
        false,
        Set.of(),
        List.of(),
        Policy.STANDARD,
        Office.byName(seats(seats)),
        List.of(new Room("meeting", new Text("会議室", "Meeting room"))));
  }

  private static Map<DayOfWeek, OpeningHours> workingDays() {
    Map<DayOfWeek, OpeningHours> hours = new EnumMap<>(DayOfWeek.class);
    OpeningHours daily = new OpeningHours(LocalTime.of(8, 30), LocalTime.of(17, 15));
    for (int day = 1; day <= 5; day++) {
      hours.put(DayOfWeek.of(day), daily);
    }
    return hours;
  }

  /** Rows of eight with an aisle in the middle; two rows stand face to face, then an aisle. */
  private static List<Seat> seats(int count) {
    List<Seat> seats = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int row = i / SEATS_IN_ROW;
      int column = i % SEATS_IN_ROW;
      seats.add(
          new Seat(
              SeatsReading.id(letters(row), column + 1),
              ZONES.get(ZONE_OF_ROW[row % ZONE_OF_ROW.length]),
              column + (column < SEATS_IN_ROW / 2 ? 0 : 1),
              row + row / 2,
              false));
    }
    return seats;
  }

  /** A to Z, then AA, AB and so on, as spreadsheets name their columns. */
  private static String letters(int row) {
    String last = String.valueOf((char) ('A' + row % 26));
    return row < 26 ? last : letters(row / 26 - 1) + last;
  }

  private static List<Unit> units(Office office) {
    List<ReaderName> names = new ArrayList<>();
    names.add(new ReaderName.Kiosk("door"));
    office.seats().keySet().forEach(seat -> names.add(new ReaderName.AtSeat(seat)));
    List<Unit> units = new ArrayList<>();
    for (int from = 0; from < names.size(); from += CONNECTIONS.size()) {
      List<Wiring> readers = new ArrayList<>();
      for (int i = from; i < Math.min(from + CONNECTIONS.size(), names.size()); i++) {
        Connection at = CONNECTIONS.get(i - from);
        readers.add(new Wiring(names.get(i), at.device(), at.light()));
      }
      units.add(new Unit(office.id() + "-u" + (units.size() + 1), office.id(), readers));
    }
    return units;
  }
}
