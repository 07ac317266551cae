package city.seki.hub.blackbox;

import city.seki.hub.roster.RosterStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A city whose clock always shows about noon, so that its tests can be run at any hour: its time
 * zone is chosen for it. Its office {@code open} opens every day; {@code shut} is closed today, in
 * {@code full} one person has room.
 */
final class TestCity {
  static final int PEOPLE = 40;

  private static final String HOURS =
      "{mon: H, tue: H, wed: H, thu: H, fri: H, sat: H, sun: H}".replace("H", "\"00:00-23:59\"");

  private TestCity() {}

  /** The time zone in which it is between 11:30 and 12:30 now. */
  static ZoneId zone(Instant now) {
    int minutes = now.atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay() / 60;
    // Etc/GMT-3 is three hours ahead of Greenwich: POSIX counts westward.
    int ahead = Math.round((12 * 60 - minutes) / 60f);
    return ZoneId.of(
        ahead == 0 ? "Etc/GMT" : "Etc/GMT" + (ahead > 0 ? "-" : "+") + Math.abs(ahead));
  }

  /**
   * Makes the data directory of that city, with its people.
   *
   * @param seats of the office {@code open}, all read by the unit {@code u1}
   * @param device of each reader, with its seat for {@code %s}
   */
  static void make(Path data, Instant now, int seats, String device)
      throws IOException, InterruptedException {
    make(data, now, seats, device, seats);
  }

  /** The same with so many seats for each of the units {@link #unit} names. */
  static void make(Path data, Instant now, int seats, String device, int perUnit)
      throws IOException, InterruptedException {
    Path city = data.resolveSibling("city-file.yaml");
    Path roster = data.resolveSibling("roster.csv");
    Files.writeString(city, yaml(now, seats, device, perUnit));
    Files.writeString(roster, roster());
    String to = data.toString();
    HubProgram.succeed(HubProgram.HUB, "import", "offices", city.toString(), "--data", to);
    HubProgram.succeed(HubProgram.HUB, "import", "roster", roster.toString(), "--data", to);
  }

  /** Writes the identities of that city's units, one folder each, for a hub at that place. */
  static void provision(Path data, Path units, String host, int port)
      throws IOException, InterruptedException {
    HubProgram.succeed(
        HubProgram.PROVISION,
        "batch",
        "--dev",
        "--data",
        data.toString(),
        "--out",
        units.toString(),
        "--hub",
        "mqtt://" + host + ":" + port);
  }

  /** As whom the ledger knows the people, by their number; nobody has number 0. */
  static List<String> pseudonyms(Path data) {
    try (RosterStore roster = RosterStore.open(data.resolve("roster.db"), new SecureRandom())) {
      return IntStream.rangeClosed(0, PEOPLE)
          .mapToObj(person -> person == 0 ? "" : roster.personOf(staffId(person)))
          .map(Objects::requireNonNull)
          .toList();
    }
  }

  private static String yaml(Instant now, int seats, String device, int perUnit) {
    LocalDate today = now.atZone(zone(now)).toLocalDate();
    return String.join(
        "\n",
        "name: {ja: 試験市, en: Test City}",
        "time_zone: " + zone(now).getId(),
        "zones: [lgwan, number]",
        "offices:",
        office("open", "", "{prefix: A, zone: lgwan, seats: " + seats + ", y: 0}"),
        "      - {prefix: N, zone: number, seats: 1, y: 1}",
        office(
            "shut", "    closures: [" + today + "]\n", "{prefix: A, zone: lgwan, seats: 1, y: 0}"),
        office("full", "    caps: [{seats: 1}]\n", "{prefix: A, zone: lgwan, seats: 2, y: 0}"),
        "units:",
        units(seats, device, perUnit),
        "  - id: u2",
        "    office: open",
        "    readers: [{name: \"kiosk:door\", device: \"pcsc:K\"}, {name: \"seat:N-01\", device: \"pcsc:N\"}]",
        "  - {id: u3, office: shut, readers: [{name: \"seat:A-01\", device: \"pcsc:A\"}]}",
        "  - {id: u4, office: full, readers: [{name: \"seat:A-01\", device: \"pcsc:A\"}, {name:"
            + " \"seat:A-02\", device: \"pcsc:B\"}]}",
        "");
  }

  private static String office(String id, String more, String row) {
    return """
          - id: %s
            name: {ja: 事務所, en: Office}
            hours: %s
            open_on_holidays: true
        %s    rows:
              - %s"""
        .formatted(id, HOURS, more, row);
  }

  /** The units that read the seats: {@code u1}, then {@code u1-1} and so on. */
  static String unit(int number) {
    return number == 0 ? "u1" : "u1-" + number;
  }

  private static String units(int seats, String device, int perUnit) {
    return IntStream.range(0, seats / perUnit)
        .mapToObj(
            u ->
                "  - id: %s\n    office: open\n    readers:\n%s"
                    .formatted(unit(u), readers(u * perUnit + 1, (u + 1) * perUnit, device)))
        .collect(Collectors.joining("\n"));
  }

  private static String readers(int first, int last, String device) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(TestCity::seat)
        .map(s -> "      - {name: \"seat:" + s + "\", device: \"" + device.formatted(s) + "\"}")
        .collect(Collectors.joining("\n"));
  }

  /** {@code A-01} and so on. */
  static String seat(int number) {
    return "A-%02d".formatted(number);
  }

  /** The card of a member of staff, as rosters spell it. */
  static String card(int person) {
    return "felica:01100300%08X".formatted(person);
  }

  static String staffId(int person) {
    return Integer.toString(1_000 + person);
  }

  private static String roster() {
    return IntStream.rangeClosed(1, PEOPLE)
        .mapToObj(p -> staffId(p) + ",職員" + p + ",総務部,lgwan," + card(p))
        .collect(Collectors.joining("\n", "staff_id,name,department,zones,card\n", "\n"));
  }
}
