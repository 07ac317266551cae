package city.seki.config.rules;

import static city.seki.config.rules.Scene.at;
import static city.seki.config.rules.Scene.seat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Policy;
import city.seki.config.model.Reserving;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import city.seki.config.rules.Directory.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Until when, how many and which seats the office's policy lets people reserve. */
class FairRulesTest {
  private static final int HISTORIES = 60;
  private static final int STEPS = 120;
  private static final Reserving ONE_DAY_BEFORE =
      new Reserving(1, LocalTime.of(13, 0), false, 0, false);
  private static final Reserving NEVER_TWICE = new Reserving(0, null, false, 0, true);

  private static Scene asking(Reserving reserving) {
    return Scene.with(Policy.STANDARD.asking(reserving));
  }

  /** A-01 is accessible, and of all people eri needs such a seat. */
  static Scene withAccessible(Reserving reserving) {
    Scene scene = asking(reserving);
    City city = scene.state.city();
    List<Office> offices = new ArrayList<>();
    for (Office office : city.offices().values()) {
      Map<String, Seat> seats = new LinkedHashMap<>(office.seats());
      seats.replaceAll((id, s) -> id.endsWith("-01") && s.zone().equals("internet") ? open(s) : s);
      offices.add(
          new Office(
              office.id(),
              office.name(),
              office.hours(),
              office.opensOnHolidays(),
              office.closures(),
              office.caps(),
              office.policy(),
              Office.byName(List.copyOf(seats.values())),
              office.rooms(),
              office.kits()));
    }
    Map<String, Person> people = new LinkedHashMap<>(Scene.PEOPLE);
    people.computeIfPresent("eri", (id, p) -> new Person(id, p.department(), p.zones(), true));
    scene.state =
        scene.state.reconfigured(
            new City(
                city.name(), city.timeZone(), city.zones(), offices, List.of(), city.holidays()),
            new Directory(Scene.directory().cards(), people));
    return scene;
  }

  private static Seat open(Seat s) {
    return new Seat(s.id(), s.zone(), s.x(), s.y(), s.sensor(), true);
  }

  private static void granted(Decision decision) {
    assertInstanceOf(Decision.Done.class, decision);
  }

  private static void refused(Refusal why, Decision decision) {
    assertEquals(why, assertInstanceOf(Decision.Refused.class, decision).reason());
  }

  @Test
  void a_seat_may_be_reserved_until_the_hour_that_the_office_says() {
    Scene scene = asking(ONE_DAY_BEFORE);
    String from = "2026-11-19T08:30";
    String to = "2026-11-19T12:00";
    granted(scene.reserves("ben", "A-01", from, to, "13:00"));
    refused(Refusal.TOO_LATE, scene.reserves("chie", "A-02", from, to, "13:00:00.001"));
    granted(scene.reserves("chie", "A-02", "2026-11-20T08:30", "2026-11-20T12:00", "13:01"));
    Scene sameDay = asking(new Reserving(0, LocalTime.of(10, 0), false, 0, false));
    granted(sameDay.reserves("ben", "A-01", "13:00", "17:15", "10:00"));
    refused(Refusal.TOO_LATE, sameDay.reserves("chie", "A-02", "13:00", "17:15", "10:01"));
  }

  @Test
  void facilities_reserve_for_others_later_unless_the_office_binds_them_too() {
    Command.Reserve byFacilities =
        new Command.Reserve(
            "r", seat("A-01"), "ben", at("13:00"), at("17:15"), "facilities", at("12:00"));
    granted(asking(ONE_DAY_BEFORE).does(byFacilities));
    refused(
        Refusal.TOO_LATE,
        asking(new Reserving(1, LocalTime.of(13, 0), true, 0, false)).does(byFacilities));
  }

  @Test
  void who_comes_too_late_to_reserve_may_still_sit_down() {
    Scene scene = asking(ONE_DAY_BEFORE);
    refused(Refusal.TOO_LATE, scene.reserves("ben", "A-01", "08:30", "17:15"));
    assertEquals(Scene.granted("A-01", "17:15"), scene.taps("ben", "A-01", "09:00"));
    Person ben = Objects.requireNonNull(scene.state.directory().person("ben"));
    Office office = Objects.requireNonNull(scene.state.city().office("honcho"));
    Seat wanted = Objects.requireNonNull(office.seat("A-02"));
    List<NextBest.Suggestion> next =
        NextBest.to(
            Offers.of(scene.state, ben, at("09:30")),
            office,
            wanted,
            new Offers.When(Scene.WEDNESDAY, Slot.PM),
            id -> true);
    assertEquals(
        List.of("2026-11-19 pm"),
        next.stream().map(s -> s.when().date() + " " + word(s)).toList(),
        "tomorrow is still open");
  }

  private static String word(NextBest.Suggestion s) {
    return s.when().slot() == null ? "now" : s.when().slot().word();
  }

  @Test
  void nobody_has_more_reservations_ahead_than_the_office_allows() {
    Scene scene = asking(new Reserving(0, null, false, 2, false));
    granted(scene.reserves("ben", "A-01", "08:30", "12:00"));
    granted(scene.reserves("ben", "A-02", "13:00", "17:15"));
    refused(
        Refusal.TOO_MANY_AHEAD,
        scene.reserves("ben", "A-03", "2026-11-19T08:30", "2026-11-19T12:00"));
    granted(scene.reserves("ben", "M-01", "2026-11-19T08:30", "2026-11-19T12:00"));
    scene.taps("ben", "A-01", "08:40");
    granted(scene.reserves("ben", "A-03", "2026-11-20T08:30", "2026-11-20T12:00", "08:45"));
  }

  @Test
  void an_accessible_seat_is_kept_for_those_who_need_one_while_there_is_another() {
    Scene scene = withAccessible(Reserving.FREELY);
    refused(Refusal.KEPT, scene.reserves("ben", "A-01", "08:30", "12:00"));
    granted(scene.reserves("ben", "A-02", "08:30", "12:00"));
    granted(scene.reserves("chie", "A-03", "08:30", "12:00"));
    granted(scene.reserves("aya", "A-01", "08:30", "12:00")); // no other is left
    granted(scene.reserves("eri", "A-01", "13:00", "17:15"));
    granted(
        scene.does(
            new Command.Reserve(
                "f", seat("M-01"), "ben", at("13:00"), at("17:15"), "facilities", at("09:00"))));
  }

  @Test
  void a_kiosk_gives_an_accessible_seat_to_who_needs_it_and_to_others_last() {
    Scene scene = withAccessible(Reserving.FREELY);
    assertEquals(Scene.assigned("A-02"), scene.tapsKiosk("ben", "honcho", "09:00"));
    assertEquals(Scene.assigned("A-01"), scene.tapsKiosk("eri", "honcho", "09:01"));
    scene.tapsKiosk("eri", "honcho", "09:10");
    assertEquals(Scene.assigned("A-03"), scene.tapsKiosk("chie", "honcho", "09:11"));
    assertEquals(Scene.assigned("N-01"), scene.tapsKiosk("aya", "honcho", "09:12"));
  }

  @Test
  void a_card_at_an_accessible_seat_is_never_turned_away() {
    Scene scene = withAccessible(Reserving.FREELY);
    assertEquals(Scene.granted("A-01", "17:15"), scene.taps("ben", "A-01", "09:00"));
  }

  @Test
  void nobody_reserves_the_seat_they_had_last_or_have_next_while_another_is_free() {
    Scene scene = asking(NEVER_TWICE);
    scene.taps("ben", "A-01", "09:00");
    scene.taps("ben", "A-01", "12:00");
    refused(
        Refusal.SAME_SEAT,
        scene.reserves("ben", "A-01", "2026-11-19T08:30", "2026-11-19T12:00", "13:00"));
    granted(scene.reserves("ben", "A-02", "2026-11-19T08:30", "2026-11-19T12:00", "13:00"));
    granted(
        scene.does(
            new Command.Reserve(
                "pm",
                seat("A-02"),
                "ben",
                at("2026-11-19T13:00"),
                at("2026-11-19T17:15"),
                "ben",
                at("13:00"))));
    refused(
        Refusal.SAME_SEAT,
        scene.does(
            new Command.Reserve(
                "before", seat("A-02"), "ben", at("14:00"), at("17:15"), "ben", at("13:30"))));
  }

  @Test
  void with_one_seat_left_it_is_had_twice() {
    Scene scene = asking(NEVER_TWICE);
    scene.taps("ben", "A-01", "09:00");
    scene.taps("ben", "A-01", "12:00");
    granted(scene.reserves("chie", "A-02", "2026-11-19T08:30", "2026-11-19T12:00", "13:00"));
    granted(scene.reserves("eri", "A-03", "2026-11-19T08:30", "2026-11-19T12:00", "13:00"));
    granted(scene.reserves("ben", "A-01", "2026-11-19T08:30", "2026-11-19T12:00", "13:00"));
  }

  @Test
  void what_a_person_needs_is_in_no_text_of_the_record() {
    Person eri = new Person("eri", "welfare", List.of("internet"), true);
    assertEquals(
        new Person("eri", "welfare", List.of("internet"), false).toString(), eri.toString());
  }

  /** What is fair takes a seat from nobody: while there is a seat for a person, one is promised. */
  @Test
  void whoever_could_have_a_seat_of_a_zone_gets_one_whatever_happened_before() {
    int refused = 0;
    for (long seed = 1; seed <= HISTORIES; seed++) {
      Random random = new Random(seed);
      Scene scene = withAccessible(new Reserving(0, null, false, 0, random.nextInt(4) > 0));
      List<String> people = List.copyOf(new TreeSet<>(Scene.PEOPLE.keySet()));
      for (int step = 0; step < STEPS; step++) {
        String person = people.get(random.nextInt(people.size()));
        LocalDate day = Scene.WEDNESDAY.plusDays(List.of(0, 1, 2, 6, 7).get(random.nextInt(5)));
        String am = day + "T08:30";
        String pm = day + "T13:00";
        boolean morning = random.nextBoolean();
        Instant from = at(morning ? am : pm);
        Instant to = at(day + (morning ? "T12:00" : "T17:15"));
        Map<String, Boolean> couldHave = new LinkedHashMap<>();
        Map<String, Boolean> gets = new LinkedHashMap<>();
        for (Office office : scene.state.city().offices().values()) {
          for (Seat place : office.seats().values()) {
            Command.Reserve asked =
                new Command.Reserve(
                    seed + "-" + step,
                    new SeatId(office.id(), place.id()),
                    person,
                    from,
                    to,
                    person,
                    at("07:00"));
            String zone = office.id() + " " + place.zone();
            Refusal hard = ReservationRules.hard(scene.state, asked);
            Refusal all = ReservationRules.refusal(scene.state, asked);
            couldHave.merge(zone, hard == null, Boolean::logicalOr);
            gets.merge(zone, all == null, Boolean::logicalOr);
            refused += hard == null && all != null ? 1 : 0;
          }
        }
        assertEquals(couldHave, gets, "seed " + seed + " step " + step + " " + person);
        List<SeatId> all = new ArrayList<>();
        scene
            .state
            .city()
            .offices()
            .values()
            .forEach(o -> o.seats().keySet().forEach(s -> all.add(new SeatId(o.id(), s))));
        scene.does(
            new Command.Reserve(
                seed + "-" + step,
                all.get(random.nextInt(all.size())),
                person,
                from,
                to,
                person,
                at("07:00")));
      }
    }
    assertTrue(refused > 1_000, refused + " seats were refused as kept or had before");
  }
}
