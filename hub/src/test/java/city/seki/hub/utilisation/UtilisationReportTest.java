package city.seki.hub.utilisation;

import static city.seki.hub.utilisation.UsedTown.A1;
import static city.seki.hub.utilisation.UsedTown.A2;
import static city.seki.hub.utilisation.UsedTown.B1;
import static city.seki.hub.utilisation.UsedTown.DAY;
import static city.seki.hub.utilisation.UsedTown.HALL;
import static city.seki.hub.utilisation.UsedTown.W1;
import static city.seki.hub.utilisation.UsedTown.WALL;
import static city.seki.hub.utilisation.UsedTown.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DeviceState;
import city.seki.config.model.Occupancy;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Booking;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.Source;
import city.seki.hub.data.CsvEncoding;
import city.seki.hub.history.Follower;
import city.seki.hub.history.History;
import city.seki.hub.ledger.SqliteLedger;
import city.seki.hub.report.BadQuery;
import city.seki.hub.report.Language;
import city.seki.hub.report.TeleworkForm;
import city.seki.hub.roster.Membership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The report of a Tuesday in the small town, in every form. */
class UtilisationReportTest {
  private static final Instant LATER = at(DAY.plusDays(2), "09:00");

  @TempDir Path folder;
  private Usage usage =
      new Usage(
          new History(Path.of("none"), Path.of("none"), UsedTown.ZONE, () -> Membership.NONE));

  @BeforeEach
  void a_day_goes_by() {
    Path ledger = folder.resolve("ledger.db");
    Path history = folder.resolve("history.db");
    try (SqliteLedger writing = SqliteLedger.open(ledger)) {
      writing.append(events());
    }
    try (Follower follower = Follower.open(history, ledger, List.of(UseProjection.KIND))) {
      while (follower.step(UsedTown.city(), LATER)) {
        // Until nothing is left.
      }
    }
    usage = new Usage(new History(history, ledger, UsedTown.ZONE, () -> Membership.NONE));
  }

  private static List<Event> events() {
    List<Event> events = new ArrayList<>();
    sits(events, A1, "09:00", "12:00", EndReason.RELEASED);
    sits(events, A2, "10:00", "17:15", EndReason.AUTO_CLOSED);
    sits(events, W1, "11:00", "11:30", EndReason.MOVED);
    Reservation kept = new Reservation("r-1", A1, "p-1", at("09:00"), at("12:00"));
    Reservation dropped = new Reservation("r-2", W1, "p-2", at("13:00"), at("15:00"));
    events.add(new Event.Reserved(kept, "p-1", at("08:40")));
    events.add(new Event.Reserved(dropped, "p-2", at("08:41")));
    events.add(new Event.ReservationTaken("r-1", at("09:00")));
    events.add(new Event.NoShow("r-2", at("13:15")));
    events.add(new Event.TakenOutOfService(B1, "p-9", "-", at("13:30")));
    events.add(new Event.UnclaimedUse(A1, at("14:10")));
    events.add(new Event.PresenceChanged(A1, false, at("14:30")));
    events.add(new Event.RoomChanged(HALL, Occupancy.VACANT, null, at("08:00")));
    events.add(new Event.DeviceChanged(WALL, DeviceState.IDLE, at("08:00")));
    Booking booking = new Booking("b-1", HALL, "p-1", at("10:00"), at("12:00"));
    events.add(new Event.RoomBooked(booking, "p-1", at("08:00")));
    events.add(new Event.RoomChanged(HALL, Occupancy.OCCUPIED, 3L, at("10:05")));
    events.add(new Event.DeviceChanged(WALL, DeviceState.IN_CALL, at("10:10")));
    events.add(new Event.DeviceChanged(WALL, DeviceState.FAULT, at("11:00")));
    events.add(new Event.DeviceChanged(WALL, DeviceState.STANDBY, at("11:20")));
    events.add(new Event.RoomChanged(HALL, Occupancy.UNKNOWN, null, at("12:00")));
    return events;
  }

  private static void sits(
      List<Event> events, SeatId seat, String from, String to, EndReason reason) {
    String person = "p-" + seat;
    events.add(new Event.Claimed(seat, person, "総務部", Source.TAP, at(from), at("17:15")));
    events.add(new Event.Ended(seat, person, reason, at(to), null, null));
  }

  private UtilisationReport report(Map<String, String> asked, Instant now) {
    return UtilisationReport.of(UtilisationQuery.read(asked::get, UsedTown.city()), usage, now);
  }

  private UtilisationReport report(String... more) {
    Map<String, String> asked = new java.util.HashMap<>();
    asked.put("from", DAY.toString());
    asked.put("to", DAY.plusDays(1).toString());
    for (int i = 0; i < more.length; i += 2) {
      asked.put(more[i], more[i + 1]);
    }
    return report(asked, LATER);
  }

  private static byte[] bytes(
      TeleworkForm form, UtilisationReport report, Language language, UtilisationCsv.Table table) {
    return UtilisationForms.bytes(
        form, report, new UtilisationForms.Look(language, table, CsvEncoding.UTF_8));
  }

  private static void golden(String name, byte[] bytes) throws IOException {
    Path file = Path.of("src/test/resources/golden/report", name);
    if (Boolean.getBoolean("golden.write")) {
      Path _ = Files.write(file, bytes);
    }
    assertEquals(Files.readString(file, UTF_8), new String(bytes, UTF_8));
  }

  @Test
  void every_form_is_as_it_was() throws IOException {
    UtilisationReport report = report("compare", "previous", "office", "east");
    for (Language language : Language.values()) {
      String name = "utilisation-" + language.word();
      var table = UtilisationCsv.Table.OFFICES;
      golden(name + ".txt", bytes(TeleworkForm.TEXT, report, language, table));
      golden(name + ".html", bytes(TeleworkForm.HTML, report, language, table));
    }
    for (UtilisationCsv.Table table : UtilisationCsv.Table.values()) {
      golden(
          "utilisation-" + table.word() + ".csv",
          bytes(TeleworkForm.CSV, report, Language.JA, table));
    }
    byte[] json = bytes(TeleworkForm.JSON, report, Language.JA, UtilisationCsv.Table.OFFICES);
    golden("utilisation.json", new ObjectMapper().readTree(json).toPrettyString().getBytes(UTF_8));
  }

  private JsonNode json(UtilisationReport report) {
    return new ObjectMapper()
        .readTree(bytes(TeleworkForm.JSON, report, Language.JA, UtilisationCsv.Table.OFFICES));
  }

  @Test
  void all_figures_are_those_of_the_day() {
    JsonNode seats = json(report()).get("seats");
    // Two days of 525 minutes for four seats, less one seat from 13:30 of the first day on.
    assertEquals(2 * 4 * 525 - 225 - 525, seats.get("offered_minutes").asInt());
    assertEquals(180 + 435 + 30, seats.get("claimed_minutes").asInt());
    assertEquals(19, seats.get("rate_percent").asInt());
    assertEquals(3, seats.get("peak").get("claimed").asInt());
    assertEquals("2026-11-24T11:00:00.000+09:00", seats.get("peak").get("at").asString());
    assertEquals(50, seats.get("no_show_percent").asInt());
    assertEquals(30, seats.get("unclaimed_minutes").asInt());
    JsonNode device = json(report()).get("devices").get(0);
    assertEquals(50, device.get("in_call_minutes").asInt());
    assertEquals(125, device.get("on_while_empty_minutes").asInt());
    assertEquals(20, device.get("fault_minutes").asInt());
  }

  @Test
  void offices_zones_hours_days_and_seats_add_up_to_the_whole() {
    JsonNode whole = json(report());
    long claimed = whole.get("seats").get("claimed_minutes").asLong();
    for (String parts : List.of("by_office", "by_zone", "hours", "days")) {
      long sum = 0;
      for (JsonNode part : whole.get(parts)) {
        sum += part.get("claimed_minutes").asLong();
      }
      assertEquals(claimed, sum, parts);
    }
    long seats = 0;
    for (String office : List.of("east", "west")) {
      for (JsonNode seat : json(report("office", office)).get("by_seat")) {
        seats += seat.get("claimed_minutes").asLong();
      }
    }
    assertEquals(claimed, seats);
  }

  @Test
  void of_some_offices_there_is_no_peak_and_of_a_zone_its_own() {
    JsonNode both = json(report("offices", "east,west"));
    assertTrue(both.get("seats").get("peak").isNull());
    assertEquals(
        json(report()).get("seats").get("claimed_minutes"),
        both.get("seats").get("claimed_minutes"));
    assertFalse(both.has("by_seat"));
    JsonNode zone = json(report("zone", "number"));
    assertEquals(0, zone.get("seats").get("claimed_minutes").asInt());
    assertEquals(1, zone.get("seats").get("seats").asInt());
    assertEquals(1, zone.get("by_office").size());
  }

  @Test
  void a_time_that_is_over_has_the_same_bytes_whenever_it_is_asked_for() {
    Map<String, String> asked = Map.of("from", DAY.toString(), "to", DAY.toString());
    var table = UtilisationCsv.Table.OFFICES;
    assertEquals(
        new String(bytes(TeleworkForm.JSON, report(asked, LATER), Language.JA, table), UTF_8),
        new String(
            bytes(
                TeleworkForm.JSON, report(asked, LATER.plusSeconds(9_999_999)), Language.JA, table),
            UTF_8));
  }

  @Test
  void nothing_is_counted_of_times_before_the_first_record_and_after_now() {
    Map<String, String> asked = Map.of("from", "2026-11-01", "to", "2027-03-31");
    JsonNode all = json(report(asked, at(DAY, "09:30")));
    assertEquals(1, all.get("days").size());
    assertEquals(4 * 60, all.get("seats").get("offered_minutes").asInt());
    JsonNode before = json(report(Map.of("from", "2020-01-01", "to", "2020-12-31"), LATER));
    assertTrue(before.get("seats").get("rate_percent").isNull());
    assertEquals("nothing-known", before.get("notes").get(0).get("code").asString());
  }

  @Test
  void a_wrong_question_is_told_what_was_expected() {
    for (Map<String, String> asked :
        List.of(
            Map.of("from", "2026-11-01"),
            Map.of("from", "2026-11-02", "to", "2026-11-01"),
            Map.of("from", "2026-11-01", "to", "2026-11-02", "office", "eats"),
            Map.of("from", "2026-11-01", "to", "2026-11-02", "zone", "x"),
            Map.of("from", "2026-11-01", "to", "2026-11-02", "compare", "x"))) {
      BadQuery wrong = assertThrows(BadQuery.class, () -> report(asked, LATER), asked.toString());
      assertTrue(wrong.expected().matches("(expected|there is no).*"), wrong.expected());
    }
  }
}
