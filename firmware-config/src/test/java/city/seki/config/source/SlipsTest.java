package city.seki.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The slips of people who do not write YAML every day: each is one message with its remedy. */
class SlipsTest {
  private static final String OFFICE =
      """
      id: ono
      name: {ja: 小野支所, en: Ono}
      hours: "08:30-17:15"
      policy:
        am_ends: "12:00"
        pm_starts: "13:00"
      rows:
        - {prefix: A, zone: internet, seats: 3, y: 0}
      """;
  private static final String UNIT =
      """
      id: ono-u1
      office: ono
      readers:
        - name: "kiosk:door"
          device: "pn532:i2c:1:0x24"
          light: {red: 17, green: 27, blue: 22}
      """;

  @TempDir Path dir;

  private List<Problem> problems(String office, String unit) throws IOException {
    Files.writeString(dir.resolve("city.yaml"), "name: {ja: 市, en: City}\nzones: [internet]\n");
    Path offices = Files.createDirectories(dir.resolve("offices"));
    Path units = Files.createDirectories(dir.resolve("units"));
    Files.writeString(offices.resolve("ono.yaml"), office);
    Files.writeString(units.resolve("ono-u1.yaml"), unit);
    return Readings.rejected(CityFile.read(dir));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "  am_ends|⇥am_ends|5:1|a tab stands here: indent with blanks alone",
        "  pm_starts|   pm_starts|6:4|this line does not belong to the ones above it|",
        "id: ono|id:ono|2:5|write a blank behind the ':' of every key",
        "id: ono|id：ono|1:3|a full-width colon '：' (U+FF1A) stands behind 'id'",
        "hours: |hours：|3:6|a full-width colon '：' (U+FF1A) stands behind 'hours'",
        "{prefix: A|{prefix：A|8:6|a full-width colon '：' (U+FF1A) stands in 'prefix：A'",
        "08:30-17:15|08：30-17:15|3:8|write : for '：' (U+FF1A)",
        "08:30-17:15|08:30–17:15|3:8|write - for '–' (U+2013)",
        "\"08:30-17:15\"|“08:30-17:15”|3:8|write \" for '“' (U+201C)",
        "08:30-17:15|08:30-24:00|3:8|at most 23:59",
        "08:30-17:15|08:30-12:00,13:00-17:15|3:8|one span a day",
        "12:00\"|9:00\"|5:12|two digits for the hour",
        "seats: 3|seats: ３|8:40|write 3 for '３' (U+FF13)",
        "rows:|caps: [{seats: 50%}]⏎rows:|7:16|a cap is a number of seats: 50 % of 3 is 1",
        "rows:|caps: [{percent: 50}]⏎rows:|7:9|write 'seats: 3' for 50 % of 6",
        "\"08:30-17:15\"|{tue-sat: \"08:30-17:15\"}|3:9|write each day, tue, wed, thu, fri, sat",
        "en: Ono}|en: Ono: main}|2:25|a text with ':' or ',' in it needs \"quotes\"",
        "en: Ono}|en: Ono|3:6|a bracket or a comma is missing before this",
        "en: Ono}|en: @Ono}|2:22|a text cannot begin with @: put it in \"quotes\"",
        "en: Ono}|en: *Ono}|2:22|write the value itself, or put the text in \"quotes\"",
        "en: Ono}|en: \"O\\do\"}|2:25|a \\ in \"quotes\" needs a second one",
        "3, y: 0}|3, y: 0}⏎closures: \"2026|10:1|a quote is missing somewhere above",
        "rows:|closures⏎rows:|8:1|write the ':' of the key",
        "{ja: 小野支所, en: Ono}|小野支所|2:7|write {ja: \"小野支所\", en: Meeting room}",
        "{ja: 小野支所, en: Ono}|Ono branch|2:7|write {ja: 会議室, en: \"Ono branch\"}",
        "\"08:30-17:15\"|\"Tue-Sat 08:30-17:15\"|3:8|are keys: write {tue: \"09:00-17:00\"",
        "\"08:30-17:15\"|火～土 08:30-17:15|3:8|are keys: write {tue: \"09:00-17:00\"",
        "rows:|caps: 4⏎rows:|7:7|expected a list, found 4; write [{seats: …}]",
        "hours:|<<: {id: ono}⏎hours:|3:1|are not taken over from elsewhere",
        "  pm_starts|　 pm_starts|6:1|a full-width blank (U+3000) stands before or in 'pm_starts'",
        "08:30-17:15|8:30-17:15|3:8|write \"08:30-17:15\"; two digits for the hour",
        "08:30-17:15|08:30～17:15|3:8|write - for '～' (U+FF5E)",
        "id: ono|id: 12|1:5|put it in \"quotes\"",
        "rows:|closures: [2026/12/28]⏎rows:|7:12|is not a day of the calendar: write it as 2026-12-28",
        "rows:|closures: [2027-02-30]⏎rows:|7:12|its month has no such day",
        "rows:|open_on_holidays: no⏎rows:|7:19|expected true or false, found the text 'no'",
        "zone: internet|zone: Internet|8:23|(did you mean 'internet'?)",
        "hours:|hours: \"09:00-17:15\"⏎hours:|4:1|the key 'hours' is there twice",
      })
  void a_slip_is_told_where_it_is_with_its_remedy(
      String good, String slip, String place, String message) throws IOException {
    assertTrue(OFFICE.contains(good), good);
    String office = OFFICE.replace(good, slip.replace('⏎', '\n').replace('⇥', '\t'));
    List<Problem> problems = problems(office, UNIT);
    String told = problems.getFirst().toString();
    assertTrue(told.startsWith(dir + "/offices/ono.yaml:" + place + ": "), told);
    assertTrue(told.contains(Objects.requireNonNull(message)), told);
    assertTrue(
        problems.stream().noneMatch(each -> each.file().contains("units")),
        () -> "an office that cannot be read is not called unknown: " + problems);
  }

  @Test
  void a_file_that_is_written_like_the_whole_city_is_told_what_to_leave_out() throws IOException {
    String list = "offices:\n  - " + OFFICE.strip().replace("\n", "\n    ") + "\n";
    assertTrue(
        problems(list, UNIT)
            .getFirst()
            .message()
            .contains("this file holds one office: leave 'offices:' and the '-' out"));
    String item = "- " + OFFICE.strip().replace("\n", "\n  ") + "\n";
    assertTrue(problems(item, UNIT).getFirst().message().endsWith("a list: leave the '-' out"));
  }

  @Test
  void a_colon_in_a_name_without_quotes_and_a_pin_of_the_header_are_told() throws IOException {
    String colon = problems(OFFICE, UNIT.replace("\"kiosk:door\"", "kiosk: door")).toString();
    assertTrue(colon.contains("ono-u1.yaml:4:16: is not YAML: a ':' stands where"), colon);
    String pin = problems(OFFICE, UNIT.replace("red: 17", "red: GPIO17")).toString();
    assertTrue(pin.contains("expected a whole number, found the text 'GPIO17'"), pin);
  }

  @Test
  void what_only_follows_from_a_slip_is_not_told() throws IOException {
    String rooms = OFFICE + "rooms:\n  - {id: meeting, name: {ja: 会議室, en: Room}}\n";
    String unit = UNIT + "sensors:\n  - {place: \"room:meeting\", device: \"pir:gpio:4\"}\n";
    for (String slip :
        List.of(
            rooms.replace("rooms:", "room:"),
            OFFICE.replace("rows:", "row:"),
            OFFICE.replace("\"08:30-17:15\"", "{tue-sat: \"08:30-17:15\"}"),
            rooms.replace("{prefix:", "{prefix：A, x:").replace("x: A", "x: 0"))) {
      List<Problem> told = problems(slip, slip.contains("room") ? unit : UNIT);
      assertEquals(1, told.size(), told.toString());
    }
    Files.writeString(dir.resolve("offices/ono.yaml"), OFFICE);
    Files.writeString(dir.resolve("units/ono-u1.yaml"), UNIT);
    Files.writeString(
        dir.resolve("city.yaml"), "name: {ja: 市, en: City}\nzones: lgwan, internet\n");
    List<Problem> zones = Readings.rejected(CityFile.read(dir));
    assertEquals(1, zones.size(), zones.toString());
  }

  @Test
  void the_file_of_an_office_or_a_unit_is_no_city() throws IOException {
    assertEquals(
        "this is the file of an office: give the folder of its city",
        Readings.rejected(CityFile.read("ono.yaml", OFFICE)).getFirst().message());
    assertEquals(
        "this is the file of a unit: give the folder of its city",
        Readings.rejected(CityFile.read("ono-u1.yaml", UNIT)).getFirst().message());
  }

  @Test
  void what_is_wired_twice_is_told_what_can_move() throws IOException {
    String uart =
        UNIT
            + "sensors:\n"
            + "  - {place: \"seat:A-01\", device: \"ld2410:/dev/ttyAMA0\"}\n"
            + "  - {place: \"seat:A-02\", device: \"ld2410:/dev/ttyS0\"}\n";
    String told = problems(OFFICE, uart).toString();
    assertTrue(told.contains("connect one to another port, bus or address"), told);
    String light = problems(OFFICE, uart.replace("red: 17", "red: 14")).toString();
    assertTrue(
        light.contains("the pins of uart are fixed, choose a free one for the red pin"), light);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "pcsc:ACR|pcsc:ACR1252|'pcsc:ACR' may be either",
        "pcsc:ACR1252|pcsc:ACR|'pcsc:ACR' may be either",
        "pcsc:ACR|pcsc:ACR|'pcsc:ACR' may be either",
        "pcsc:|pcsc:|'pcsc:' may be either",
        "pcsc:PICC|usb:0|or for a reader at USB pcsc: or pcsc:NAME",
      })
  void readers_at_usb_that_cannot_be_told_apart_are_told(String one, String other, String message)
      throws IOException {
    List<Problem> problems = problems(OFFICE, twoReaders(one, other));
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.getFirst().message().contains(message), problems.toString());
  }

  @Test
  void readers_at_usb_with_names_of_their_own_are_taken() throws IOException {
    Files.writeString(dir.resolve("city.yaml"), "name: {ja: 市, en: City}\nzones: [internet]\n");
    Files.writeString(Files.createDirectories(dir.resolve("offices")).resolve("ono.yaml"), OFFICE);
    Files.writeString(
        Files.createDirectories(dir.resolve("units")).resolve("ono-u1.yaml"),
        twoReaders("pcsc:ACR1252 Dual Reader [ACR1252 Dual Reader PICC] 00", "pcsc:RC-S300"));
    Readings.loaded(CityFile.read(dir));
  }

  private static String twoReaders(String one, String other) {
    return UNIT.replace("pn532:i2c:1:0x24", one)
        + "  - {name: \"seat:A-01\", device: \"%s\"}\n".formatted(other);
  }

  @Test
  void a_zone_that_looks_like_a_number_needs_its_quotes() throws IOException {
    Files.writeString(dir.resolve("city.yaml"), "name: {ja: 市, en: City}\nzones: [\"12\"]\n");
    Path offices = Files.createDirectories(dir.resolve("offices"));
    Files.writeString(offices.resolve("ono.yaml"), OFFICE.replace("internet", "12"));
    String told = Readings.rejected(CityFile.read(dir)).toString();
    assertTrue(told.contains("expected a word, found 12; put it in \"quotes\""), told);
  }

  @Test
  void what_is_no_slip_is_taken() throws IOException {
    Files.writeString(dir.resolve("city.yaml"), "name: {ja: 市, en: City}\nzones: [internet]\n");
    Path file = Files.createDirectories(dir.resolve("offices")).resolve("ono.yaml");
    for (String fine :
        List.of(
            OFFICE.replace("\n", "\r\n"),
            OFFICE.replace("\n", "\r"),
            "\uFEFF" + OFFICE,
            OFFICE.replace("\"", ""),
            OFFICE.replace("\"", "'"),
            "---\n" + OFFICE + "...\n",
            OFFICE.replace("rows:", "rows: &rows"))) {
      Files.writeString(file, fine);
      Readings.loaded(CityFile.read(dir));
    }
  }
}
