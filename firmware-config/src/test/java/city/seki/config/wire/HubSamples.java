package city.seki.config.wire;

import city.seki.config.model.Cap;
import city.seki.config.model.Kit;
import city.seki.config.model.KitId;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.config.rules.Answer;
import city.seki.config.rules.Claim;
import city.seki.config.rules.Directory;
import city.seki.config.rules.Directory.Person;
import city.seki.config.rules.Kits;
import city.seki.config.rules.OfficeState;
import city.seki.config.rules.Outage;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.SeatState;
import city.seki.config.rules.Seating;
import city.seki.config.rules.Source;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pcollections.HashTreePMap;

/** What a hub signs, with every field in use. */
final class HubSamples {
  static final String PEOPLE_ID = PeopleMessage.id(people().toJson());
  private static final Instant AT = Instant.parse("2026-11-20T23:31:05.123Z");
  private static final Instant CLOSING = Instant.parse("2026-11-21T08:15:00Z");
  private static final String TAG = Samples.CARD.replace("3q2", "6t5");
  private static final KitId KIT = new KitId("honcho", "K-1");
  private static final String STRANGER = Samples.CARD.replace("3q2", "4r3");

  private HubSamples() {}

  static PeopleMessage people() {
    return new PeopleMessage(
        new Directory(
            Map.of(Samples.CARD, "p-1", Samples.CARD.replace("3q2", "5s4"), "p-1"),
            Map.of(
                "p-1", new Person("p-1", "総務部", List.of("number", "internet")),
                "p-2", new Person("p-2", "総務部", List.of("number", "internet")),
                "p-3", new Person("p-3", "福祉部", List.of()))));
  }

  static SnapshotMessage snapshot() {
    return new SnapshotMessage(1_795_000_000_000L, AT, PEOPLE_ID, office());
  }

  static DesiredMessage desired() {
    return new DesiredMessage(
        "honcho-01",
        7,
        Samples.AT,
        600,
        DesiredMessage.Configuration.of(
            "unit: honcho-01\noffice: honcho\nhub: mqtts://seki.example:8883\n# 席\n"),
        null,
        null);
  }

  /** With software, a reason, and a text that is too large to be carried. */
  static DesiredMessage desiredSoftware() {
    return new DesiredMessage(
        "honcho-01",
        8,
        Samples.AT,
        86_400,
        DesiredMessage.Configuration.of("#".repeat(DesiredMessage.LARGEST_TEXT + 1)),
        new DesiredMessage.Software("0.2.0", Sha256.of(new byte[] {1}), 31_457_280),
        "the old one reads no card");
  }

  private static final Outage OUT =
      new Outage(Outage.Reason.OTHER, "", AT.minusSeconds(60), CLOSING.plusSeconds(86_400));

  private static OfficeState office() {
    SeatId seat = new SeatId("honcho", "A-03");
    Claim claim = new Claim("p-1", "総務部", Source.TAP, AT.minusSeconds(2), CLOSING);
    Reservation reservation =
        new Reservation("r-7", seat, "p-2", CLOSING.minusSeconds(3600), CLOSING);
    SeatState taken =
        new SeatState(
            claim,
            List.of(reservation),
            null,
            new SeatState.Presence(true, AT),
            false,
            claim.since(),
            Source.TAP);
    SeatState broken = new SeatState(null, List.of(), OUT, null, true, null, Source.NONE);
    Seating.LastTap last =
        new Seating.LastTap(
            "p-1", AT.minusSeconds(2), new Answer.Granted(seat, CLOSING, AT.plusSeconds(60)));
    Map<String, SeatState> seats = new LinkedHashMap<>();
    seats.put("A-03", taken);
    seats.put("N-01", broken);
    return new OfficeState(
        Samples.JAPAN,
        place(),
        seats,
        Map.of("p-2", "N-01"),
        Map.of("seat:A-03", last),
        Set.of(STRANGER),
        Map.of(STRANGER, "p-3"),
        new Kits(
            HashTreePMap.singleton(TAG, KIT),
            HashTreePMap.singleton(
                KIT,
                new Kits.KitState(
                    new Kits.Loan("p-2", AT.minusSeconds(90), CLOSING), AT.minusSeconds(90)))));
  }

  private static Office place() {
    Policy all = Policy.STANDARD;
    return new Office(
        "honcho",
        new Text("honcho", "honcho"),
        Map.of(DayOfWeek.SATURDAY, new OpeningHours(LocalTime.of(8, 30), LocalTime.of(17, 15))),
        true,
        Set.of(LocalDate.of(2026, 11, 23), LocalDate.of(2026, 12, 29)),
        List.of(
            new Cap(3, null, null, null),
            new Cap(1, "number", LocalDate.of(2026, 11, 1), LocalDate.of(2026, 12, 31))),
        new Policy(
            all.slots(),
            all.amEnds(),
            all.pmStarts(),
            all.grace(),
            all.reservedBefore(),
            all.warnBefore(),
            all.noPresence(),
            all.unclaimedUse(),
            all.daysAhead(),
            new Policy.Kiosk(Policy.Departments.SPREAD, 2, true)),
        Office.byName(
            List.of(
                new Seat("A-03", "internet", 0, 0, true), new Seat("N-01", "number", 4, 1, false))),
        List.of(),
        List.of(new Kit("K-1", new Text("K-1", "K-1"), List.of(), 3)));
  }
}
