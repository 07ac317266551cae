package city.seki.config.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Seat;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.source.Cities;
import city.seki.config.source.CityFile;
import city.seki.config.source.Reading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigDiffTest {
  private static final long SEED = Long.getLong("seki.config.seed", 20_261_129L);

  private static final String BEFORE =
      """
      name: {ja: 松本市, en: Matsumoto}
      zones: [number, internet]
      offices:
        - id: hata
          name: {ja: 波田, en: Hata}
          hours: "08:30-17:15"
          closures: [2026-12-28]
          rows: [{prefix: A, zone: number, seats: 3, y: 0}]
          rooms: [{id: vc, name: {ja: 会議室, en: Room}}]
          kits: [{id: kit-1, name: {ja: 一式, en: Kit}}]
        - id: asama
          name: {ja: 浅間, en: Asama}
          hours: "08:30-17:15"
          rows: [{prefix: A, zone: number, seats: 2, y: 0}]
      units:
        - id: hata-u1
          office: hata
          readers:
            - {name: "kiosk:door", device: "pn532:i2c:1:0x24"}
            - {name: "seat:A-01", device: "pn532:spi:0.0", light: {red: 17, green: 27, blue: 22}}
          sensors: [{place: "room:vc", device: "pir:gpio:4"}]
          devices: [{id: screen, room: vc, name: {ja: 画面, en: Screen}, address: "pjlink://10.0.0.1"}]
        - id: hata-u2
          office: hata
          readers: [{name: "seat:A-02", device: "pn532:spi:0.0"}]
      """;

  private static City city(String yaml) {
    return switch (CityFile.read("test.yaml", yaml)) {
      case Reading.Loaded<City> loaded -> loaded.value();
      case Reading.Rejected<City> rejected -> throw new AssertionError(rejected.problems());
    };
  }

  private static ConfigDiff diff(String good, String other) {
    assertTrue(BEFORE.contains(good), good);
    return ConfigDiff.between(city(BEFORE), city(BEFORE.replace(good, other)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "en: Matsumoto| en: Shiojiri| the city: is called Shiojiri (松本市) instead of Matsumoto"
            + " (松本市)",
        "zones: [number, internet]| zones: [number, internet, lgwan]| the city: zone lgwan is new",
        "\"08:30-17:15\"⏎    closures| {mon: \"08:30-17:15\", tue: \"08:30-17:15\", wed:"
            + " \"08:30-17:15\", thu: \"08:30-18:00\", sat: \"09:00-12:00\"}⏎    closures| office"
            + " hata: is open Thu 08:30-18:00, Sat 09:00-12:00, is closed on Fri (so far Mon-Fri"
            + " 08:30-17:15)",
        "2026-12-28| 2026-12-29| office hata: is closed on 2026-12-29",
        "seats: 3, y: 0| seats: 2, y: 0| office hata: seat A-03 is gone: whoever sits there loses"
            + " the seat, reservations are cancelled",
        "seats: 3, y: 0| seats: 5, y: 0| office hata: seats A-04, A-05 are new",
        "seats: 3, y: 0| seats: 3, y: 1| office hata: seats A-01, A-02, A-03 stand elsewhere on the"
            + " plan",
        "zone: number, seats: 2| zone: internet, seats: 2| office asama: seat A-01 is in zone"
            + " internet instead of number: who may not use that zone loses seat and reservations",
        "en: Room}| en: Room}, booked: true| office hata: room vc is for those who booked it",
        "en: Kit}| en: Kit}, days: 3| office hata: kit kit-1 may be kept for 3 open days instead of"
            + " 1",
        "closures: [2026-12-28]| closures: [2026-12-28]⏎    policy: {grace_minutes: 20}| office"
            + " hata: a reservation waits for its person for 20 minutes instead of 15 minutes",
        "closures: [2026-12-28]| closures: [2026-12-28]⏎    policy: {reserving: {days_before: 1, until:"
            + " \"13:00\"}}| office hata: seats may be reserved until 13:00 1 day before instead of"
            + " their time is over",
        "closures: [2026-12-28]| closures: [2026-12-28]⏎    policy: {reserving: {most_ahead: 3}}|"
            + " office hata: one person has ahead at most 3 reservations instead of any number of"
            + " reservations",
        "closures: [2026-12-28]| closures: [2026-12-28]⏎    policy: {reserving: {lottery: {at:"
            + " \"12:00\"}}}| office hata: seats that people reserve go to those who are drawn by lot"
            + " at 12:00 1 day before instead of whoever comes first",
        "closures: [2026-12-28]| closures: [2026-12-28]⏎    caps: [{seats: 2}]| office hata: its"
            + " caps are 2 seats instead of none",
      })
  void what_changes_in_an_office_is_told_in_words(String good, String other, String words) {
    ConfigDiff diff = diff(good.replace('⏎', '\n'), other.replace('⏎', '\n'));
    List<String> told = diff.changes().stream().map(Change::toString).toList();
    assertTrue(told.contains(words), told.toString());
    assertEquals(Set.of(), diff.units(), "no unit is told anything");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "red: 17| red: 18| true| reader seat:A-01 is with its light on pins 18, 27, 22, so far with"
            + " its light on pins 17, 27, 22",
        "pn532:i2c:1:0x24| pcsc:| true| reader kiosk:door is at pcsc: instead of pn532:i2c:1:0x24",
        "pir:gpio:4| pir:gpio:5| true| sensor pir:gpio:5 of room:vc is new",
        "en: Screen| en: Display| false| device screen is called Display (画面) instead of Screen"
            + " (画面)",
        "pjlink://10.0.0.1| pjlink://10.0.0.2| false| device screen is at pjlink://10.0.0.2 instead"
            + " of pjlink://10.0.0.1",
      })
  void what_changes_at_a_unit_says_whether_somebody_has_to_go_there(
      String good, String other, boolean rewired, String words) {
    ConfigDiff diff = diff(good, other);
    List<String> told = diff.changes().stream().map(Change::toString).toList();
    assertTrue(told.contains("unit hata-u1: " + words), told.toString());
    assertEquals(Set.of("hata-u1"), diff.units());
    assertEquals(rewired ? Set.of("hata-u1") : Set.of(), diff.rewired());
  }

  @Test
  void an_office_that_goes_and_one_that_comes_are_told_with_their_size() {
    List<String> told =
        diff("id: asama", "id: zao").changes().stream().map(Change::toString).toList();
    assertEquals(
        List.of(
            "office asama: is gone with 2 seats: whoever sits there loses the seat, reservations"
                + " there are cancelled",
            "office zao: is new, with 2 seats; open Mon-Fri 08:30-17:15"),
        told);
  }

  @Test
  void of_equal_cities_nothing_is_told_and_of_others_something() {
    for (int i = 0; i < 200; i++) {
      long seed = SEED + i;
      City one = Cities.of(new Random(seed));
      assertTrue(ConfigDiff.between(one, city(CityFile.write(one))).isEmpty(), "seed " + seed);
      City other = spoiled(one, new Random(seed), new HashSet<>());
      assertEquals(
          one.equals(other), ConfigDiff.between(one, other).isEmpty(), () -> "seed " + seed);
      City stranger = Cities.of(new Random(seed + 1));
      assertEquals(one.equals(stranger), ConfigDiff.between(one, stranger).isEmpty());
    }
  }

  @Test
  void every_seat_that_changed_is_named() {
    for (int i = 0; i < 200; i++) {
      long seed = SEED + i;
      City one = Cities.of(new Random(seed));
      Set<String> changed = new HashSet<>();
      City other = spoiled(one, new Random(seed), changed);
      String told =
          ConfigDiff.between(one, other).changes().stream()
              .map(Change::toString)
              .collect(Collectors.joining("\n"));
      for (String seat : changed) {
        assertTrue(told.contains(seat), () -> "seed " + seed + ": " + seat + " is not in " + told);
      }
    }
  }

  /** The same city with some seats gone, new, moved, in another zone or with another sensor. */
  private static City spoiled(City city, Random random, Set<String> changed) {
    List<Office> offices = new ArrayList<>();
    for (Office office : city.offices().values()) {
      List<Seat> seats = new ArrayList<>();
      for (Seat seat : office.seats().values()) {
        int what = random.nextInt(6);
        if (what < 5) {
          changed.add(seat.id());
        }
        switch (what) {
          case 0 -> {}
          case 1 ->
              seats.add(new Seat(seat.id(), seat.zone(), seat.x() + 30, seat.y(), seat.sensor()));
          case 2 ->
              seats.add(new Seat(seat.id(), seat.zone() + "2", seat.x(), seat.y(), seat.sensor()));
          case 3 -> seats.add(new Seat(seat.id(), seat.zone(), seat.x(), seat.y(), !seat.sensor()));
          case 4 -> {
            seats.add(seat);
            changed.remove(seat.id());
            changed.add("new-" + seat.id());
            seats.add(new Seat("new-" + seat.id(), seat.zone(), seat.x(), seat.y() + 30, false));
          }
          default -> seats.add(seat);
        }
      }
      offices.add(
          new Office(
              office.id(),
              office.name(),
              office.hours(),
              office.opensOnHolidays(),
              office.closures(),
              office.caps(),
              office.policy(),
              Office.byName(seats),
              office.rooms(),
              office.kits()));
    }
    return new City(
        city.name(), city.timeZone(), city.zones(), offices, units(city, random), Set.of());
  }

  private static List<Unit> units(City city, Random random) {
    return city.units().values().stream()
        .map(
            unit -> {
              List<Wiring> readers = new ArrayList<>(unit.readers());
              if (random.nextBoolean() && readers.size() > 1) {
                readers.addFirst(readers.removeLast());
              }
              return new Unit(unit.id(), unit.office(), readers, unit.sensors(), unit.devices());
            })
        .toList();
  }
}
