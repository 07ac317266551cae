package city.seki.edge.muster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.config.rules.Command;
import city.seki.config.rules.Directory;
import city.seki.config.rules.OfficeState;
import city.seki.config.rules.SeatRules;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import city.seki.config.wire.CardTech;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.HubKey;
import city.seki.config.wire.HubSigner;
import city.seki.config.wire.PeopleMessage;
import city.seki.config.wire.SignedDocument;
import city.seki.config.wire.SnapshotMessage;
import city.seki.config.wire.TapMessage;
import city.seki.edge.journal.Bounds;
import city.seki.edge.journal.Origin;
import city.seki.edge.journal.SqliteJournal;
import city.seki.edge.snapshot.Document;
import city.seki.edge.snapshot.SnapshotFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list from a disk that a running unit writes to; there is no hub anywhere. */
class MusterOnDiskTest {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final OffsetDateTime NINE = OffsetDateTime.parse("2026-11-24T09:00:00+09:00");
  private static final String CARD = "k1:" + "b".repeat(43);

  @TempDir private Path data;

  private static Directory people() {
    return new Directory(
        Map.of("k1:" + "a".repeat(43), "p1", CARD, "p2"),
        Map.of(
            "p1", new Directory.Person("p1", "welfare", List.of("internet")),
            "p2", new Directory.Person("p2", "taxes", List.of("internet"))));
  }

  private static Seating morning() {
    Map<DayOfWeek, OpeningHours> hours = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      hours.put(day, new OpeningHours(LocalTime.of(8, 30), LocalTime.of(17, 15)));
    }
    Office office =
        new Office(
            "office",
            new Text("office", "office"),
            hours,
            true,
            Set.of(),
            List.of(),
            Policy.STANDARD,
            Office.byName(
                List.of(
                    new Seat("A-01", "internet", 0, 0, false),
                    new Seat("A-02", "internet", 1, 0, false),
                    new Seat("A-03", "internet", 2, 0, true))),
            List.of());
    City city =
        new City(
            new Text("", ""), TOKYO, List.of("internet"), List.of(office), List.of(), Set.of());
    Seating seating = Seating.of(city, people());
    TapId tap = new TapId("phone", "boot", 1);
    Instant at = NINE.minusMinutes(10).toInstant();
    seating = after(seating, new Command.PhoneTap(tap, new SeatId("office", "A-01"), "p1", at));
    return after(
        seating, new Command.SensePresence(new SeatId("office", "A-03"), Occupancy.OCCUPIED, at));
  }

  private static Seating after(Seating state, Command command) {
    return state.applyAll(SeatRules.decide(state, command).events());
  }

  /** What the hub told at nine. */
  @BeforeEach
  void told() throws Exception {
    HubSigner signer =
        HubSigner.of(KeyPairGenerator.getInstance(HubKey.ALGORITHM).generateKeyPair());
    SnapshotFolder folder = new SnapshotFolder(data);
    byte[] people = new PeopleMessage(people()).toJson();
    folder.write(new Document(Document.Kind.PEOPLE, SignedDocument.sign(people, signer)));
    Seating seating = morning();
    OfficeState office =
        OfficeState.of(
            seating,
            Objects.requireNonNull(seating.city().office("office")),
            List.of("kiosk:door"),
            people(),
            NINE.toInstant());
    SnapshotMessage snapshot =
        new SnapshotMessage(1, NINE.toInstant(), PeopleMessage.id(people), office);
    folder.write(
        new Document(Document.Kind.SNAPSHOT, SignedDocument.sign(snapshot.toJson(), signer)));
  }

  private SqliteJournal journal() throws Exception {
    return SqliteJournal.open(data, Origin.of("boot"), Bounds.MODEST);
  }

  private static TapMessage tap(OffsetDateTime at) {
    return new TapMessage(
        "boot",
        1,
        ReaderName.parse("kiosk:door"),
        CARD,
        null,
        CardTech.FELICA,
        at,
        0,
        ClockState.SYNCED,
        0,
        null);
  }

  private UnitMuster at(OffsetDateTime now) throws IOException {
    MusterOnDisk disk = new MusterOnDisk(data);
    UnitMuster muster = disk.read(now.toInstant());
    assertEquals(List.of(), disk.missing());
    return muster;
  }

  private static List<String> seats(UnitMuster muster) {
    return muster.taken().stream().map(UnitMuster.Taken::seat).toList();
  }

  @Test
  void who_sat_when_the_hub_was_there_and_who_tapped_since_is_on_it_while_the_unit_runs()
      throws Exception {
    try (SqliteJournal running = journal()) {
      var _ = running.append(1, tap(NINE.plusHours(1)).toJson());
      UnitMuster muster = at(NINE.plusHours(2));
      assertEquals(List.of("A-01", "A-02"), seats(muster));
      assertEquals(NINE.plusHours(1).toInstant(), muster.taken().getLast().since());
      assertEquals(List.of("A-03"), muster.unclaimed());
      assertEquals(1, muster.ownTaps());
      assertEquals(NINE.toInstant(), muster.told());
    }
  }

  @Test
  void a_claim_ends_at_closing_but_not_by_a_clock_that_is_behind() throws Exception {
    try (SqliteJournal _ = journal()) {
      assertEquals(List.of(), seats(at(NINE.withHour(18))));
      UnitMuster behind = at(NINE.minusYears(50));
      assertEquals(List.of("A-01"), seats(behind));
      assertTrue(behind.clockBehind());
    }
  }

  @Test
  void in_no_form_is_a_person() throws Exception {
    try (SqliteJournal _ = journal()) {
      for (MusterForm form : MusterForm.values()) {
        for (boolean japanese : new boolean[] {true, false}) {
          String list = form.write(at(NINE.plusHours(2)), japanese);
          assertTrue(list.contains("A-01") && list.contains("A-03"), list);
          assertFalse(
              list.contains("p1") || list.contains("welfare") || list.contains("k1:"), list);
        }
      }
    }
  }

  @Test
  void the_forms_say_how_old_it_is_and_what_it_cannot_know() throws Exception {
    try (SqliteJournal _ = journal()) {
      UnitMuster muster = at(NINE.plusHours(2));
      assertEquals(
          """
          Seats taken, from the unit  office
          Made 2026-11-24 11:00
          As the hub told at 2026-11-24 09:00, with 0 taps of this unit that it has not answered
          Later taps at other units and people in rooms are not in it: please look
          Names are at the hub only

          Seats taken: 1
          [ ] A-01  since 08:50

          Seats with somebody who has not tapped: 1
          [ ] A-03
          """,
          MusterForm.TEXT.write(muster, false));
      assertEquals(
          "\uFEFFmade,as_of,office,seat,state,since\r\n"
              + "2026-11-24T11:00:00.000+09:00,2026-11-24T09:00:00.000+09:00,office,A-01,claimed,"
              + "2026-11-24T08:50:00.000+09:00\r\n"
              + "2026-11-24T11:00:00.000+09:00,2026-11-24T09:00:00.000+09:00,office,A-03,"
              + "unclaimed-use,\r\n",
          MusterForm.CSV.write(muster, true));
      String page = MusterForm.HTML.write(muster, true);
      assertTrue(page.contains("size: A4") && page.contains("氏名はセンターにのみあります"), page);
    }
  }

  @Test
  void what_cannot_be_read_is_told_and_the_rest_is_listed() throws Exception {
    Files.writeString(data.resolve("people.json"), "{}");
    MusterOnDisk disk = new MusterOnDisk(data);
    assertEquals(List.of("A-01"), seats(disk.read(NINE.toInstant())));
    assertEquals(2, disk.missing().size(), disk.missing().toString()); // nor is there a journal
    assertTrue(Files.exists(data.resolve("people.json")), "it changes nothing");
  }

  @Test
  void without_anything_of_the_office_it_says_what_to_look_at() throws Exception {
    byte[] whole = Files.readAllBytes(data.resolve("snapshot.json"));
    Files.write(
        data.resolve("snapshot.json"), new String(whole, UTF_8).substring(9).getBytes(UTF_8));
    String damaged =
        assertThrows(IOException.class, () -> new MusterOnDisk(data).read(NINE.toInstant()))
            .getMessage();
    assertTrue(String.valueOf(damaged).contains("look into the office instead"), damaged);
    Files.delete(data.resolve("snapshot.json"));
    String absent =
        assertThrows(IOException.class, () -> new MusterOnDisk(data).read(NINE.toInstant()))
            .getMessage();
    assertTrue(String.valueOf(absent).contains("--data"), absent);
  }
}
