package city.seki.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.FelicaMac;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.Reserving;
import city.seki.config.model.Seat;
import city.seki.config.model.Slot;
import city.seki.config.model.Wiring;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CityFileTest {
  /** Every key, so that a test can spoil any of them by replacing its text. */
  static final String ALL_KEYS =
      """
      name: {ja: 松本市, en: Matsumoto}
      time_zone: Asia/Tokyo
      zones: [number, internet]
      offices:
        - id: hata
          name: {ja: 波田, en: Hata}
          hours: {mon: "09:00-12:00", sun: "10:00-16:00"}
          open_on_holidays: true
          closures: [2026-12-28]
          caps:
            - {seats: 3, zone: number, from: 2026-01-01, to: 2026-02-01}
            - {seats: 5}
          policy:
            slots: [am, pm]
            am_ends: "11:30"
            pm_starts: "12:30"
            grace_minutes: 20
            reserved_before_minutes: 40
            warn_before_minutes: 5
            no_presence_minutes: 90
            unclaimed_use_minutes: 15
            days_ahead: 14
            reserving: {days_before: 1, until: "13:00", binds_facilities: true, most_ahead: 5, not_same_seat_twice: true, lottery: {days_before: 2, at: "12:00"}}
            ask_after_use: true
            kiosk: {departments: spread, spacing: 2, not_same_seat_twice: true}
          rows:
            - {prefix: A, zone: number, seats: 3, y: 0, x: 1, first: 4, aisle_after: [2], sensor: true}
          seats:
            - {id: corner, zone: internet, x: 9, y: 9, sensor: false, accessible: true}
          rooms:
            - {id: vc, name: {ja: 会議室, en: Room}}
      units:
        - id: hata-u1
          office: hata
          readers:
            - {name: "seat:A-04", device: "pn532:i2c:1:0x24", light: {red: 17, green: 27, blue: 22, buzzer: 23}, felica_mac: require}
            - {name: "kiosk:door", device: "pcsc:"}
            - {name: "seat:A-05", device: "pn532:spi:0.0", light: {red: 5, green: 6, blue: 13}}
          sensors:
            - {place: "room:vc", device: "pir:gpio:20"}
            - {place: "seat:A-04", device: "ld2410:/dev/ttyUSB0@256000"}
            - {place: "room:vc", device: "coap:desk"}
          devices:
            - {id: display, room: vc, name: {ja: 画面, en: Display}, address: "pjlink://10.0.0.1"}
            - id: plug
              room: vc
              name: {ja: 電源, en: Plug}
              address: "mqtts://10.0.0.2:8883"
              mapping:
                availability:
                  - {topic: zigbee2mqtt/bridge/state, member: state}
                  - {topic: tele/plug/LWT, online: Online, offline: Offline}
                state: {topic: tele/plug/SENSOR, member: ENERGY.Power, values: {">=0": standby, ">=20.5": idle, "OFF": standby}, silence_minutes: 15}
                model: {topic: tele/plug/INFO1, member: /Info1/Module}
                firmware: {topic: tele/plug/INFO1, member: /Info1/Version}
      """;

  @TempDir Path dir;

  @Test
  void every_key_reaches_the_city() {
    City city = loaded(ALL_KEYS);
    Office office = Objects.requireNonNull(city.office("hata"));
    assertEquals(
        List.of(
            new Seat("A-04", "number", 1, 0, true),
            new Seat("A-05", "number", 2, 0, true),
            new Seat("A-06", "number", 4, 0, true),
            new Seat("corner", "internet", 9, 9, false, true)),
        List.copyOf(office.seats().values()));
    assertEquals(Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY), office.hours().keySet());
    assertEquals(
        new Policy(
            Set.of(Slot.AM, Slot.PM),
            LocalTime.of(11, 30),
            LocalTime.of(12, 30),
            Duration.ofMinutes(20),
            Duration.ofMinutes(40),
            Duration.ofMinutes(5),
            Duration.ofMinutes(90),
            Duration.ofMinutes(15),
            14,
            new Reserving(1, LocalTime.of(13, 0), true, 5, true)
                .drawing(new Reserving.Lottery(2, LocalTime.NOON)),
            true,
            new Policy.Kiosk(Policy.Departments.SPREAD, 2, true)),
        office.policy());
    assertTrue(office.opensOnHolidays());
    assertEquals(2, office.caps().size());
    assertEquals(1, office.closures().size());
    assertEquals("vc", office.rooms().getFirst().id());
    assertEquals(
        new Wiring.LightPins(17, 27, 22, 23),
        Objects.requireNonNull(city.units().get("hata-u1")).readers().getFirst().light());
  }

  @Test
  void what_the_city_says_of_felica_mac_holds_at_readers_that_say_nothing() {
    String everywhere =
        ALL_KEYS
            .replace("time_zone: Asia/Tokyo", "time_zone: Asia/Tokyo\nfelica_mac: prefer")
            .replace("\"pcsc:\"", "\"pcsc:\", felica_mac: off");
    City city = loaded(everywhere);
    assertEquals(
        List.of(FelicaMac.REQUIRE, FelicaMac.OFF, FelicaMac.PREFER),
        Objects.requireNonNull(city.units().get("hata-u1")).readers().stream()
            .map(Wiring::felicaMac)
            .toList());
    assertEquals(city, loaded(CityFile.write(city)));
    Problem problem = rejected(everywhere.replace(", felica_mac: off", "")).getFirst();
    assertTrue(problem.toString().contains("a PC/SC reader cannot let cards prove"));
  }

  @Test
  void a_serial_reader_is_any_absolute_path() {
    for (String path : List.of("/dev/ttyAMA0", "/dev/serial/by-id/usb-1:0.0", "/run/seki/door")) {
      String device = "pn532:hsu:" + path;
      City city = loaded(ALL_KEYS.replace("\"pcsc:\"", '"' + device + '"'));
      assertEquals(
          device, Objects.requireNonNull(city.units().get("hata-u1")).readers().get(1).device());
    }
  }

  @Test
  void what_is_left_out_has_its_standard() {
    City city =
        loaded(
            """
            name: {ja: あ, en: A}
            zones: [z]
            offices:
              - {id: o, name: {ja: あ, en: A}, hours: "08:30-17:15", rows: [{prefix: A, zone: z, seats: 1, y: 0}]}
            """);
    Office office = Objects.requireNonNull(city.office("o"));
    assertEquals("Asia/Tokyo", city.timeZone().getId());
    assertEquals(Policy.STANDARD, office.policy());
    assertEquals(5, office.hours().size());
    assertEquals(
        new OpeningHours(LocalTime.of(8, 30), LocalTime.of(17, 15)),
        office.hours().get(DayOfWeek.FRIDAY));
    assertFalse(office.opensOnHolidays());
    assertTrue(city.units().isEmpty());
  }

  @Test
  void written_city_reads_to_the_same() {
    City city = loaded(ALL_KEYS);
    assertEquals(city, loaded(CityFile.write(city)));
    assertEquals(
        ReferenceCity.city(), loaded(CityFile.write(ReferenceCity.city())), "reference city");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "zone: internet, x| zone: internt, x| 29:| (did you mean 'internet'?)",
        "zone: number, from| zone: lgwan, from| 11:| zone 'lgwan' is unknown",
        "id: corner| id: A-04| 29:| seat A-04 is there twice, first on line 27",
        "x: 9, y: 9| x: 2, y: 0| 29:| seats A-05 and corner both lie at 2,0",
        "seat:A-05| seat:A-07| 38:| office hata has no seat A-07",
        "seat:A-05| seat:A-04| 38:| reader seat:A-04 is there twice, first on line 36",
        "seat:A-05| chair:A-05| 38:| neither seat:{seat} nor kiosk:{name}",
        "red: 5,| red: 17,| 38:| pin 17 is there twice in this unit, first for the red pin",
        "red: 5,| red: 3,| 38:| pin 3 is there twice in this unit, first for i2c:1",
        "red: 5,| red: 8,| 38:| pin 8 is there twice in this unit, first for spi:0.0",
        "green: 6,| green: 5,| 38:| pin 5 is there twice",
        "red: 5,| red: 28,| 38:| 28 is not a whole number from 2 to 27",
        "spi:0.0| i2c:1:0x24| 38:| device i2c:1:0x24 is there twice, first on line 36",
        "spi:0.0| i2c:1:0x99| 38:| is no reader device",
        "spi:0.0| spi:0.2| 38:| is no reader device",
        "spi:0.0| usb:1| 38:| is no reader device",
        "felica_mac: require| felica_mac: yes| 36:| 'yes' is unknown: write off, prefer or require",
        "\"pcsc:\"| \"pcsc:\", felica_mac: prefer| 37:| a PC/SC reader cannot let cards prove",
        "spi:0.0| hsu:ttyAMA0| 38:| is no reader device",
        "office: hata| office: hatta| 34:| office 'hatta' is unknown (did you mean 'hata'?)",
        "id: hata-u1| id: hata/u1| 33:| is not a name",
        "id: vc| id: \"\"| 31:| is not a name",
        "09:00-12:00| 12:00-09:00| 7:| never opens",
        "09:00-12:00| 9-12| 7:| are no opening hours",
        "09:00-12:00| 25:00-26:00| 7:| are no opening hours",
        "2026-12-28| 2026-02-30| 9:| is not a day of the calendar",
        "to: 2026-02-01| to: 2025-02-01| 11:| before it begins",
        "am_ends| am_end| 15:| unknown key 'am_end' in this policy (did you mean 'am_ends'?)",
        "pm_starts: \"12:30\"| pm_starts: \"11:00\"| 16:| before am ends",
        "slots: [am, pm]| slots: [am, noon]| 14:| slot 'noon' is unknown",
        "spread| scattered| 25:| departments 'scattered' is unknown",
        "Asia/Tokyo| Asia/Tokio| 2:| (did you mean 'Asia/Tokyo'?)",
        "open_on_holidays: true| open_on_holidays: yes| 8:| expected true or false",
        "grace_minutes: 20| grace_minutes: \"20\"| 17:| expected a whole number",
        "grace_minutes: 20| grace_minutes: -1| 17:| from 0 to 1440",
        "days_ahead: 14| days_ahead: 99999999999| 22:| from 0 to 366",
        "closures: [2026-12-28]| closures: 2026-12-28| 9:| expected a list",
        "closures: [2026-12-28]| closures:| 9:| found nothing",
        "id: corner| id: 17| 29:| put it in \"quotes\"",
        "zones: [number, internet]| zones: [number, internet, number]| 3:| zone number is there twice",
        "{ja: 波田, en: Hata}| {ja: 波田}| 6:| the key 'en' of this text is missing",
        "{ja: 波田, en: Hata}| 波田| 6:| expected a block with the keys ja, en",
        "days_ahead: 14| grace_minutes: 14| 22:| the key 'grace_minutes' is there twice",
        "kiosk: {| kiosk: {{| 26:| is not YAML",
        "kiosk: {dep| kiosk: {[a]: b, dep| 25:| unknown key '{…}' in this kiosk",
        "zones: [number| zones: [num\u0001ber| 3:| U+0001",
        "zones: [number| zones: [*none, number| 3:| is not YAML",
        "room:vc\", device: \"pir| room:vd\", device: \"pir| 40:| office hata has no room vd (did you mean 'vc'?)",
        "place: \"seat:A-04| place: \"seat:A-09| 41:| office hata has no seat A-09",
        "place: \"seat:A-04| place: \"desk:A-04| 41:| write room:vc-1 or seat:A-01",
        "pir:gpio:20| pir:gpio:17| 40:| pin 17 is there twice in this unit, first for the red pin",
        "pir:gpio:20| pir:gpio:99| 40:| is no sensor device",
        "ld2410:/dev/ttyUSB0@256000| coap:desk| 42:| device coap:desk is there twice",
        "room: vc, name| room: hall, name| 44:| office hata has no room hall",
        "pjlink://10.0.0.1| pjlink://admin:secret@10.0.0.1| 44:| a password belongs into",
        "pjlink://10.0.0.1| beamer| 44:| is no device address",
        "pjlink://10.0.0.1| mqtt://10.0.0.1| 44:| needs a mapping",
        "mqtts://10.0.0.2:8883| tcp://10.0.0.2:8883| 50:| only devices at mqtt:// and mqtts://",
        "tele/plug/SENSOR| tele/+/SENSOR| 53:| is no topic of one device",
      })
  void problem_names_line_and_remedy(String good, String bad, String place, String message) {
    assertTrue(ALL_KEYS.contains(good), good);
    String yaml = ALL_KEYS.replaceFirst(Pattern.quote(good), bad);
    List<Problem> problems = rejected(yaml);
    assertEquals(1, problems.size(), () -> problems.toString());
    String printed = problems.getFirst().toString();
    assertTrue(printed.startsWith("test.yaml:" + place), printed);
    assertTrue(printed.contains(message == null ? "" : message), printed);
  }

  @Test
  void all_problems_are_told_at_once_in_the_order_of_the_file() {
    String yaml =
        ALL_KEYS
            .replace("zone: internet, x", "zone: moon, x")
            .replace("days_ahead: 14", "days_ahed: 14")
            .replace("buzzer: 23", "buzzer: 17")
            .replace("id: vc,", "id: vc, size: 3,");
    assertEquals(List.of(22, 29, 31, 36), rejected(yaml).stream().map(Problem::line).toList());
  }

  @Test
  void office_without_seats_is_refused() {
    String yaml =
        ALL_KEYS.replaceAll("(?m)^    (rows|seats):\n.*\n", "").replaceAll("(?s)units:.*", "");
    List<Problem> problems = rejected(yaml);
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.getFirst().message().contains("no seats"), problems.toString());
  }

  @Test
  void office_that_opens_on_no_day_is_refused() {
    List<Problem> problems = rejected(ALL_KEYS.replaceFirst("hours: \\{.*}", "hours: {}"));
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.getFirst().message().contains("never opens"), problems.toString());
  }

  @Test
  void second_office_or_unit_of_one_name_is_refused() {
    String office =
        ALL_KEYS.substring(ALL_KEYS.indexOf("  - id: hata"), ALL_KEYS.indexOf("units:"));
    List<Problem> problems = rejected(ALL_KEYS.replace("units:", office + "units:"));
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.getFirst().message().contains("office hata is there twice"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "42", "- a\n- b\n", "a: b: c", "--- {}\n--- {}\n"})
  void text_that_is_no_city_is_refused(String yaml) {
    assertFalse(rejected(yaml).isEmpty());
  }

  @Test
  void hostile_nesting_and_aliases_are_refused() {
    assertTrue(rejected("[".repeat(200_000)).getFirst().message().contains("nested"));
    assertFalse(rejected("a: &a [*a]\n").isEmpty());
    StringBuilder laughs = new StringBuilder("zones: &l0 [a, b]\n");
    for (int i = 1; i < 40; i++) {
      laughs.append("k" + i + ": &l" + i + " [*l" + (i - 1) + ", *l" + (i - 1) + "]\n");
    }
    assertFalse(rejected(laughs.toString()).isEmpty());
  }

  @Test
  void byte_order_mark_is_tolerated() throws IOException {
    Path file = Files.writeString(dir.resolve("city.yaml"), "\uFEFF" + ALL_KEYS);
    Readings.loaded(CityFile.read(file));
  }

  @Test
  void shift_jis_is_refused_with_the_remedy_and_its_line() throws IOException {
    Path file =
        Files.write(dir.resolve("city.yaml"), ALL_KEYS.getBytes(Charset.forName("windows-31j")));
    Problem problem = Readings.rejected(CityFile.read(file)).getFirst();
    assertEquals(1, problem.line());
    assertTrue(problem.message().contains("UTF-8"), problem.message());
  }

  @Test
  void missing_file_and_folder_are_problems_too() {
    assertEquals(
        dir.resolve("none.yaml") + ": there is no such file: check the path",
        Readings.rejected(CityFile.read(dir.resolve("none.yaml"))).getFirst().toString());
    Readings.rejected(CityFile.read(dir));
  }

  @Test
  void any_damage_to_a_file_is_read_or_told() {
    long seed = 20261121;
    Random random = new Random(seed);
    String alphabet = "{}[]:,-#&*!|>'\"%@`\n \t0aZ波";
    for (int i = 0; i < 3_000; i++) {
      StringBuilder yaml = new StringBuilder(ALL_KEYS);
      for (int hits = random.nextInt(3); hits >= 0; hits--) {
        yaml.setCharAt(
            random.nextInt(yaml.length()), alphabet.charAt(random.nextInt(alphabet.length())));
      }
      if (CityFile.read("test.yaml", yaml.toString()) instanceof Reading.Rejected<City> rejected) {
        assertFalse(rejected.problems().isEmpty(), () -> "seed " + seed + ": " + yaml);
      }
    }
  }

  private static City loaded(String yaml) {
    return Readings.loaded(CityFile.read("test.yaml", yaml));
  }

  private static List<Problem> rejected(String yaml) {
    return Readings.rejected(CityFile.read("test.yaml", yaml));
  }
}
