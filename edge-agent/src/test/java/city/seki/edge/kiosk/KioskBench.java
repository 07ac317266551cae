package city.seki.edge.kiosk;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.model.City;
import city.seki.config.model.Kit;
import city.seki.config.model.KitId;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Text;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.rules.Answer;
import city.seki.config.rules.Command;
import city.seki.config.rules.DenyReason;
import city.seki.config.rules.Directory;
import city.seki.config.rules.Event;
import city.seki.config.rules.SeatRules;
import city.seki.config.rules.Seating;
import city.seki.config.rules.TapId;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.DecisionMessage;
import city.seki.edge.agent.FloorNow;
import city.seki.edge.agent.Now;
import city.seki.edge.agent.Said;
import city.seki.edge.presence.fusion.Belief;
import city.seki.edge.survey.RoomsNow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a display looks at, moved by hand: an office with three seats in two zones, a kit and a
 * kiosk, open from 08:30 to 17:15 on working days.
 */
final class KioskBench {
  static final String OFFICE = "office";

  /** A Tuesday. */
  static final OffsetDateTime NINE = OffsetDateTime.parse("2026-11-24T09:00:00+09:00");

  static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  static final KitId KIT = new KitId(OFFICE, "vc-kit-1");

  final Display display =
      new Display(
          new Unit(
              "u1", OFFICE, List.of(new Wiring(ReaderName.parse("kiosk:door"), "pcsc:", null))),
          TOKYO,
          "test");
  Seating seating = Seating.of(city(), people());
  Seen seen = Seen.NOTHING.withTrouble(false);
  long hubThereMs = FloorNow.NOW;
  ClockState clock = ClockState.SYNCED;
  long ms = 100_000;
  private int taps;

  private static City city() {
    Map<DayOfWeek, OpeningHours> hours = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day != DayOfWeek.SATURDAY && day != DayOfWeek.SUNDAY) {
        hours.put(day, new OpeningHours(LocalTime.of(8, 30), LocalTime.of(17, 15)));
      }
    }
    Office office =
        new Office(
            OFFICE,
            new Text(OFFICE, OFFICE),
            hours,
            true,
            Set.of(),
            List.of(),
            Policy.STANDARD,
            Office.byName(
                List.of(
                    new Seat("A-01", "internet", 0, 0, false),
                    new Seat("A-02", "internet", 1, 0, false),
                    new Seat("B-01", "number", 0, 2, false))),
            List.of(),
            List.of(new Kit("vc-kit-1", new Text("vc-kit-1", "vc-kit-1"), List.of(), 2)));
    return new City(
        new Text("", ""), TOKYO, List.of("internet"), List.of(office), List.of(), Set.of());
  }

  private static Directory people() {
    return new Directory(
        Map.of(), Map.of("p1", new Directory.Person("p1", "welfare", List.of("internet"))));
  }

  Instant at() {
    return NINE.plus(ms, ChronoUnit.MILLIS).toInstant();
  }

  Now now() {
    return new Now(NINE.plus(ms, ChronoUnit.MILLIS), ms, clock);
  }

  Screen screen() {
    seen = seen.with(new FloorNow(seating, hubThereMs));
    return display.screen(seen, now());
  }

  String json() {
    return new String(screen().json(), UTF_8);
  }

  void happens(Command command) {
    seating = seating.applyAll(SeatRules.decide(seating, command).events());
  }

  void takes(String seat) {
    TapId id = new TapId("phone", "boot", ++taps);
    happens(new Command.PhoneTap(id, new SeatId(OFFICE, seat), "p1", at()));
  }

  void lends() {
    seating = seating.apply(new Event.KitLent(KIT, "p1", at(), at().plusSeconds(3_600)));
  }

  void says(Answer answer) {
    says(answer, false);
  }

  void says(Answer answer, boolean alone) {
    says(new Said.Decided(DecisionMessage.of("boot", ++taps, answer, TOKYO), alone));
  }

  void says(Said said) {
    seen = seen.with(new Spoken(said, ms));
  }

  static Answer assigned(String seat) {
    return new Answer.Assigned(
        new SeatId(OFFICE, seat),
        OffsetDateTime.parse("2026-11-24T17:15:00+09:00").toInstant(),
        null);
  }

  static Answer denied(DenyReason reason) {
    return Answer.Denied.because(reason, null);
  }

  /** The hub published that of a room. */
  void published(String room, String fields) throws Exception {
    String json =
        "{\"v\":1,\"office\":\"office\",\"room\":\"%s\",\"name\":{\"ja\":\"会議室\",\"en\":\"Room\"},%s}"
            .formatted(room, fields);
    seen =
        seen.with(
            seen.news().with(OFFICE, "seki/1/office/office/room/" + room, json.getBytes(UTF_8)));
  }

  /** The unit's own sensors say that. */
  void believed(String room, Occupancy occupancy) {
    seen =
        seen.with(
            new RoomsNow(
                Map.of(room, new Belief(occupancy, null, 0.9, 0, List.of())), Map.of(), now()));
  }
}
