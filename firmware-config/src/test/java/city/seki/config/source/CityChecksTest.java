package city.seki.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is well formed, but can never be, is refused; what is missing or does nothing is told. */
class CityChecksTest {
  /** An office in which nothing is wrong and nothing is missing. */
  private static final String WHOLE =
      """
      name: {ja: 松本市, en: Matsumoto}
      zones: [number, internet]
      offices:
        - id: hata
          name: {ja: 波田, en: Hata}
          hours: "08:30-17:15"
          closures: [2026-12-28]
          caps: [{seats: 3, zone: number}]
          policy: {slots: [am, pm], grace_minutes: 20, kiosk: {spacing: 2}}
          rows: [{prefix: A, zone: number, seats: 3, y: 0, sensor: true}]
          rooms: [{id: vc, name: {ja: 会議室, en: Room}}]
      units:
        - id: hata-u1
          office: hata
          readers:
            - {name: "kiosk:door", device: "pn532:i2c:1:0x24"}
            - {name: "seat:A-01", device: "pcsc:ACS"}
            - {name: "seat:A-02", device: "pcsc:SCM"}
          sensors:
            - {place: "room:vc", device: "pir:gpio:4"}
            - {place: "seat:A-01", device: "pad:gpio:5"}
            - {place: "seat:A-02", device: "pad:gpio:6"}
            - {place: "seat:A-03", device: "pad:gpio:13"}
          devices:
            - {id: screen, room: vc, name: {ja: 画面, en: Screen}, address: "pjlink://10.0.0.1"}
            - {id: camera, room: vc, name: {ja: カメラ, en: Camera}, address: "ping://10.0.0.2"}
            - {id: plug, room: vc, name: {ja: 電源, en: Plug}, address: "mqtt://10.0.0.3", mapping: {state: {topic: a, values: {"ON": idle}}}}
            - {id: lamp, room: vc, name: {ja: 照明, en: Lamp}, address: "mqtt://10.0.0.3", mapping: {state: {topic: b, values: {"ON": idle}}}}
      """;

  @TempDir Path dir;

  private static String with(String good, String bad) {
    assertTrue(WHOLE.contains(good), good);
    return WHOLE.replaceFirst(
        Pattern.quote(good), Matcher.quoteReplacement(bad == null ? "" : bad));
  }

  private static List<Problem> warnings(String yaml) {
    return Readings.warnings(CityFile.read("test.yaml", yaml));
  }

  @Test
  void of_an_office_that_lacks_nothing_nothing_is_said() {
    assertEquals(List.of(), warnings(WHOLE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "grace_minutes: 20| grace_minutes: 210| 9:46| a reservation of 210 minutes is over before"
            + " its grace of 210",
        "08:30-17:15| 13:00-17:15| 9:21| the slot am can never be reserved: on no day is the office"
            + " open before am ends at 12:00",
        "08:30-17:15| 08:30-12:30| 9:21| the slot pm can never be reserved: on no day is the office"
            + " open after pm starts at 13:00",
        "spacing: 2| spacing: 3| 9:67| no two seats of this office lie 3 steps apart, the farthest"
            + " lie 2",
        "grace_minutes: 20| days_ahead: 1, reserving: {until: \"13:00\", days_before: 2}| 9:87| no seat"
            + " could ever be reserved: 1 days ahead at most (days_ahead) and 2 days before",
        "grace_minutes: 20| days_ahead: 1, reserving: {lottery: {at: \"13:00\", days_before: 2}}| 9:67|"
            + " nobody could ever make a wish: 1 days ahead at most (days_ahead) and lots are drawn 2"
            + " days before",
        "grace_minutes: 20| reserving: {until: \"13:00\", days_before: 1, lottery: {at: \"13:01\"}}|"
            + " 9:84| lots are drawn when nobody may reserve any more (days_before: 1, until: 13:00)",
        "seats: 3, zone: number| seats: 3, zone: internet| 8:29| no seat of this office is in zone"
            + " internet",
        "pcsc:SCM| pcsc:| 18:37| a second PC/SC reader on line 17",
        "ping://10.0.0.2| pjlink://10.0.0.1| 26:70| another device of this office has this address,"
            + " on line 25",
        "topic: b| topic: a| 28:65| another device of this office has this address, on line 27",
      })
  void what_can_never_be_is_refused_where_it_stands(
      String good, String bad, String place, String message) {
    List<Problem> problems = Readings.rejected(CityFile.read("test.yaml", with(good, bad)));
    assertEquals(1, problems.size(), problems.toString());
    String printed = problems.getFirst().toString();
    assertTrue(printed.startsWith("test.yaml:" + place + ": "), printed);
    assertTrue(printed.contains(message), printed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "seats: 3, zone: number}| seats: 4}| 8:20| a cap of 4 is never reached: the office has 3"
            + " seats",
        "2026-12-28| 2026-12-26| 7:16| the office is closed on 2026-12-26 anyway",
        "{name: \"kiosk:door\", device| {name: \"seat:A-03\", device| 9:57| office hata has no"
            + " kiosk reader: nothing follows from this",
        "pn532:i2c:1:0x24| pn532:i2c:1:0x25| 16:38| a PN532 answers at 0x24 alone, not at 0x25",
        "place: \"room:vc\"| place: \"seat:A-01\"| 4:5| room vc has no sensor",
        ", sensor: true| | 4:5| seats A-01, A-02, A-03 have a sensor, but not 'sensor: true'",
        "place: \"seat:A-03\"| place: \"seat:A-02\"| 4:5| seat A-03 has 'sensor: true', but no unit"
            + " a sensor there",
      })
  void what_is_missing_or_does_nothing_is_a_warning(
      String good, String bad, String place, String message) {
    List<Problem> warnings = warnings(with(good, bad));
    assertEquals(1, warnings.size(), warnings.toString());
    String printed = warnings.getFirst().asWarning();
    assertTrue(printed.startsWith("test.yaml:" + place + ": warning: "), printed);
    assertTrue(printed.contains(message), printed);
  }

  @Test
  void seats_that_nobody_can_tap_at_are_named() {
    String yaml =
        with("      - {name: \"kiosk:door\", device: \"pn532:i2c:1:0x24\"}\n", "")
            .replace(", kiosk: {spacing: 2}", "");
    String printed = warnings(yaml).getFirst().asWarning();
    assertTrue(printed.contains("seat A-03 has no reader, and the office has no kiosk"), printed);
  }

  @Test
  void kits_that_nobody_can_lend_are_named() {
    String kits = "      kits: [{id: tablet, name: {ja: 端末, en: Tablet}}]\n";
    String lent = WHOLE.replace("    rooms:", kits.substring(2) + "    rooms:");
    assertEquals(List.of(), warnings(lent));
    List<Problem> warned =
        warnings(lent.replace("kiosk:door", "seat:A-03").replace(", kiosk: {spacing: 2}", ""));
    assertEquals(
        List.of("kit tablet can be lent by nobody: the office has no kiosk reader"),
        warned.stream().map(Problem::message).toList());
  }

  @Test
  void an_office_and_a_city_without_units_are_told_once() {
    String other =
        WHOLE
            .substring(WHOLE.indexOf("  - id: hata"), WHOLE.indexOf("units:"))
            .replace("id: hata", "id: asama");
    List<Problem> one = warnings(WHOLE.replace("units:", other + "units:"));
    assertEquals(1, one.size(), one.toString());
    assertTrue(one.getFirst().message().contains("no unit stands in office asama"));
    List<Problem> all = warnings(WHOLE.substring(0, WHOLE.indexOf("units:")));
    assertEquals(1, all.size(), all.toString());
    assertTrue(all.getFirst().message().contains("the city has no units"), all.toString());
  }

  @Test
  void a_city_that_a_hub_has_taken_is_still_read_when_it_turns_out_to_be_impossible()
      throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("city.yaml"), with("grace_minutes: 20", "grace_minutes: 300"));
    Readings.rejected(CityFile.read(file));
    assertEquals(
        List.of("a reservation of 210 minutes is over before its grace of 300 minutes"),
        Readings.warnings(CityFile.readKept(file)).stream()
            .map(each -> each.message().replaceFirst(":.*", ""))
            .toList());
  }
}
