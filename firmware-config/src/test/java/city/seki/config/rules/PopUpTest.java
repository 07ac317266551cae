package city.seki.config.rules;

import static city.seki.config.rules.Scene.at;
import static city.seki.config.rules.Scene.granted;
import static city.seki.config.rules.Scene.seat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.Policy;
import city.seki.config.model.RoomId;
import city.seki.config.model.Seat;
import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A room that is seats for some half days. */
class PopUpTest {
  private static final LocalDate TODAY = Scene.WEDNESDAY;
  private static final LocalDate TOMORROW = TODAY.plusDays(1);
  private static final RoomId ROOM = new RoomId("honcho", "vc-1");

  private final Scene scene = Scene.standard();

  private static PopUp popUp(LocalDate from, LocalDate to, Slot half) {
    return new PopUp("p-1", ROOM, 3, "P", "internet", from, to, half, "trial", null);
  }

  private Decision opens(PopUp popUp, String now) {
    return scene.does(new Command.OpenPopUp(popUp, "fac", at(now)));
  }

  private Decision ends(String now) {
    return scene.does(new Command.LiftMeasure("p-1", "fac", at(now)));
  }

  private static Refusal refused(Decision decision) {
    return assertInstanceOf(Decision.Refused.class, decision).reason();
  }

  private Office honcho() {
    return Objects.requireNonNull(scene.state.city().office("honcho"));
  }

  @Test
  void its_seats_are_taken_like_others_in_its_half_days_and_given_back_at_their_end() {
    opens(popUp(TODAY, TOMORROW, Slot.AM), "08:00");
    assertEquals(granted("P-01", "12:00"), scene.phones("ben", "P-01", "09:00"));
    assertEquals("ben", scene.holder("P-01"));
    scene.advance("12:00");
    scene.assertEnded("P-01", "ben", EndReason.AUTO_CLOSED, "12:00");
    assertEquals(
        Answer.Denied.because(DenyReason.OUT_OF_SERVICE, seat("P-02")),
        scene.phones("ben", "P-02", "13:30"));
    assertEquals(
        granted("P-02", TOMORROW + "T12:00"),
        scene.phones("ben", "P-02", TOMORROW + "T11:59"),
        "and again on the next day");
    scene.advance(TOMORROW + "T18:00");
    assertEquals(
        Answer.Denied.because(DenyReason.OUT_OF_SERVICE, seat("P-02")),
        scene.phones("ben", "P-02", "2026-11-20T09:00"),
        "when its days are over nobody has to do anything");
    assertTrue(scene.state.held().isEmpty());
  }

  @Test
  void a_kiosk_gives_its_seats_out_while_they_are_there() {
    opens(popUp(TODAY, TODAY, Slot.PM), "08:00");
    scene.taps("aya", "A-01", "09:00");
    scene.taps("chie", "A-02", "09:00");
    scene.taps("eri", "A-03", "09:00");
    assertEquals(
        Answer.Denied.because(DenyReason.CAPACITY, null),
        scene.tapsKiosk("ben", "honcho", "12:30"),
        "the three that are always there are taken");
    Answer.Assigned assigned =
        assertInstanceOf(Answer.Assigned.class, scene.tapsKiosk("ben", "honcho", "13:00"));
    assertTrue(assigned.seat().seat().startsWith("P-"), assigned.toString());
    assertEquals(at("17:15"), assigned.until());
  }

  @Test
  void its_seats_are_promised_for_its_half_days_only() {
    opens(popUp(TOMORROW, TOMORROW, Slot.AM), "08:00");
    assertInstanceOf(
        Decision.Done.class,
        scene.reserves("ben", "P-01", TOMORROW + "T08:30", TOMORROW + "T12:00", "08:01"));
    assertEquals(
        Refusal.SLOT_NOT_OFFERED,
        refused(scene.reserves("chie", "P-02", TOMORROW + "T13:00", TOMORROW + "T17:15", "08:01")));
    assertEquals(
        Refusal.SLOT_NOT_OFFERED, refused(scene.reserves("chie", "P-02", "13:00", "17:15")));
    Offers offers =
        Offers.of(scene.state, Objects.requireNonNull(Scene.PEOPLE.get("chie")), at("08:02"));
    assertEquals(List.of("P-02", "P-03"), free(offers, new Offers.When(TOMORROW, Slot.AM)));
    assertEquals(List.of(), free(offers, new Offers.When(TOMORROW, Slot.PM)));
    assertEquals(List.of(), free(offers, new Offers.When(TODAY, Slot.AM)));
    assertEquals(List.of(), free(offers, new Offers.When(TODAY, null)));
  }

  private List<String> free(Offers offers, Offers.When when) {
    return offers.of(honcho(), when).stream()
        .filter(Offers.Offer::isFree)
        .map(offer -> offer.seat().seat())
        .filter(name -> name.startsWith("P"))
        .toList();
  }

  @Test
  void the_room_is_no_room_meanwhile_and_bookings_in_its_half_days_are_taken_back() {
    books("r-am", TOMORROW + "T09:00", TOMORROW + "T10:00", "07:00");
    books("r-pm", TOMORROW + "T14:00", TOMORROW + "T15:00", "07:00");
    PopUp morning = popUp(TOMORROW, TOMORROW, Slot.AM);
    assertEquals(
        List.of("r-am"),
        PopUpRules.bookings(scene.state, morning, at("08:00")).stream().map(Booking::id).toList());
    opens(morning, "08:00");
    assertEquals(Set.of("r-pm"), scene.state.rooms().bookings().keySet());
    assertEquals(
        Refusal.ROOM_TAKEN,
        refused(books("r-2", TOMORROW + "T11:00", TOMORROW + "T12:30", "08:01")));
    assertInstanceOf(
        Decision.Done.class, books("r-3", TOMORROW + "T12:00", TOMORROW + "T13:00", "08:01"));
  }

  private Decision books(String id, String from, String to, String now) {
    return scene.does(new Command.BookRoom(id, ROOM, "aya", at(from), at(to), "aya", at(now)));
  }

  @Test
  void one_that_is_ended_takes_its_promises_back_and_whoever_sits_there_has_to_go() {
    opens(popUp(TODAY, TOMORROW, Slot.DAY), "08:00");
    scene.phones("ben", "P-01", "09:00");
    scene.taps("chie", "A-01", "09:00");
    scene.reserves("eri", "P-02", TOMORROW + "T08:30", TOMORROW + "T12:00", "09:00");
    scene.reserves("aya", "A-02", TOMORROW + "T08:30", TOMORROW + "T12:00", "09:00");
    assertEquals(1, PopUpRules.people(scene.state, popUp(TODAY, TOMORROW, Slot.DAY), at("10:00")));
    ends("10:00");
    scene.assertEnded("P-01", "ben", EndReason.BY_STAFF, "10:00");
    assertEquals("trial", scene.lastEnd().note());
    assertEquals("chie", scene.holder("A-01"), "of the office itself");
    assertEquals(Set.of("aya@A-02"), scene.state.reservations().keySet());
    assertInstanceOf(Answer.Denied.class, scene.phones("ben", "P-01", "10:01"));
    assertEquals(Refusal.NOTHING_TO_DO, refused(ends("10:02")));
    assertInstanceOf(
        Decision.Done.class, books("r-1", TOMORROW + "T09:00", TOMORROW + "T10:00", "10:03"));
  }

  @Test
  void who_tapped_before_it_was_ended_sat_there_until_then() {
    opens(popUp(TODAY, TODAY, Slot.DAY), "08:00");
    ends("11:00");
    assertEquals(granted("P-01", "11:00"), scene.phones("ben", "P-01", "10:30"), "came late");
    scene.advance("11:00");
    scene.assertEnded("P-01", "ben", EndReason.AUTO_CLOSED, "11:00");
  }

  @Test
  void what_makes_no_sense_is_refused() {
    assertEquals(
        Refusal.PAST,
        refused(opens(popUp(TODAY.minusDays(2), TODAY.minusDays(1), Slot.AM), "08:00")));
    assertEquals(Refusal.PAST, refused(opens(popUp(TODAY, TODAY, Slot.AM), "12:00")));
    assertEquals(
        Refusal.OFFICE_CLOSED,
        refused(opens(popUp(Scene.HOLIDAY, Scene.HOLIDAY, Slot.AM), "08:00")));
    PopUp attic =
        new PopUp(
            "p-2",
            new RoomId("honcho", "attic"),
            3,
            "P",
            "internet",
            TODAY,
            TODAY,
            Slot.AM,
            "",
            null);
    assertEquals(Refusal.UNKNOWN_ROOM, refused(opens(attic, "08:00")));
    assertEquals(Refusal.NAMES_TAKEN, refused(opens(named("p-3", ROOM, "A", Slot.AM), "08:00")));
    opens(popUp(TODAY, TODAY, Slot.AM), "08:00");
    assertEquals(Refusal.ROOM_TAKEN, refused(opens(named("p-4", ROOM, "Q", Slot.DAY), "08:01")));
    assertInstanceOf(
        Decision.Done.class, opens(named("p-5", ROOM, "P", Slot.PM), "08:01"), "afterwards");
    assertThrows(IllegalArgumentException.class, () -> popUp(TOMORROW, TODAY, Slot.AM));
    assertThrows(IllegalArgumentException.class, () -> popUp(TODAY, TODAY, Slot.EXPLICIT));
    assertThrows(IllegalArgumentException.class, () -> popUp(TODAY, TODAY.plusDays(92), Slot.AM));
  }

  private static PopUp named(String id, RoomId room, String prefix, Slot half) {
    return new PopUp(id, room, 3, prefix, "internet", TODAY, TODAY, half, "", null);
  }

  @Test
  void the_files_know_nothing_of_it_and_it_outlives_their_change() {
    City files = scene.state.city();
    opens(popUp(TODAY, TODAY, Slot.AM), "08:00");
    assertEquals(files, scene.state.measures().files());
    scene.state = scene.state.reconfigured(files, Scene.directory());
    assertEquals(7, honcho().seats().size());
    assertEquals(
        Objects.requireNonNull(files.office("honcho")).seats(), honcho().lasting().seats());
  }

  /** Whatever the pop-up offices are like. */
  @Test
  void the_seats_follow_from_city_and_pop_up_offices_alone_and_never_lie_on_one_another() {
    City files = Scene.city(Policy.STANDARD);
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      List<PopUp> popUps = new ArrayList<>();
      for (int i = random.nextInt(5); i >= 0; i--) {
        popUps.add(any("p" + i, random));
      }
      City city = PopUpSeats.in(files, popUps);
      Collections.shuffle(popUps, random);
      assertEquals(city, PopUpSeats.in(files, popUps), "seed " + seed);
      for (Office office : city.offices().values()) {
        Set<List<Integer>> places = new HashSet<>();
        for (Seat seat : office.seats().values()) {
          String where = "seed " + seed + ": " + seat;
          assertTrue(seat.days() == null || places.add(List.of(seat.x(), seat.y())), where);
          if (seat.days() == null) {
            assertEquals(files.seat(new SeatId(office.id(), seat.id())), seat, where);
            places.add(List.of(seat.x(), seat.y()));
          } else {
            assertFalse(seat.days().isEmpty(), where);
            onDaysOfPopUpsOnly(office, seat, popUps, where);
          }
        }
      }
    }
  }

  private static void onDaysOfPopUpsOnly(
      Office office, Seat seat, List<PopUp> popUps, String where) {
    Objects.requireNonNull(seat.days())
        .hours()
        .forEach(
            (day, there) -> {
              OpeningHours open = office.hours().get(day.getDayOfWeek());
              assertTrue(
                  open != null
                      && !there.opens().isBefore(open.opens())
                      && !there.closes().isAfter(open.closes()),
                  where);
              assertTrue(
                  popUps.stream()
                      .anyMatch(
                          p ->
                              p.room().office().equals(office.id())
                                  && p.names().contains(seat.id())
                                  && !day.isBefore(p.from())
                                  && !day.isAfter(p.to())),
                  where);
            });
  }

  private static PopUp any(String id, Random random) {
    LocalDate from = TODAY.plusDays(random.nextInt(10));
    return new PopUp(
        id,
        new RoomId(List.of("honcho", "matsu", "gone").get(random.nextInt(3)), "vc-1"),
        1 + random.nextInt(40),
        List.of("P", "Q", "A").get(random.nextInt(3)),
        List.of("internet", "number").get(random.nextInt(2)),
        from,
        from.plusDays(random.nextInt(6)),
        List.of(Slot.AM, Slot.PM, Slot.DAY).get(random.nextInt(3)),
        "",
        random.nextInt(3) == 0
            ? from.plusDays(random.nextInt(3))
                .atTime(LocalTime.of(random.nextInt(24), random.nextInt(60)))
                .atZone(Scene.JAPAN)
                .toInstant()
            : null);
  }

  @Test
  void a_seat_that_is_not_there_looks_like_one_out_of_service() {
    opens(popUp(TODAY, TODAY, Slot.AM), "08:00");
    SeatView before = SeatView.of(scene.state, seat("P-01"), at("08:00"));
    assertEquals(SeatView.State.OUT_OF_SERVICE, before.state());
    SeatView in = SeatView.of(scene.state, seat("P-01"), at("09:00"));
    assertEquals(SeatView.State.FREE, in.state());
    assertEquals(at("12:00"), in.until());
    assertNull(SeatView.of(scene.state, seat("A-01"), at("09:00")).until());
  }
}
