package city.seki.config.rules;

import static city.seki.config.rules.Scene.assigned;
import static city.seki.config.rules.Scene.at;
import static city.seki.config.rules.Scene.released;
import static city.seki.config.rules.Scene.seat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import city.seki.config.model.Cap;
import city.seki.config.model.Policy;
import city.seki.config.model.Policy.Departments;
import org.junit.jupiter.api.Test;

/** The reader at the door (product.md §4, below the table). */
class KioskTest {
  private final Scene scene = Scene.standard();

  private static Answer none(DenyReason reason) {
    return Answer.Denied.because(reason, null);
  }

  @Test
  void it_assigns_a_seat_and_the_second_tap_releases_it() {
    assertEquals(assigned("A-01"), scene.tapsKiosk("ben", "honcho", "09:00"));
    assertEquals(assigned("A-01"), scene.tapsKiosk("ben", "honcho", "09:00:03"), "repeated");
    assertEquals(released("A-01"), scene.tapsKiosk("ben", "honcho", "12:00"));
    assertNull(scene.holder("A-01"));
  }

  @Test
  void it_releases_a_seat_of_this_office_that_was_taken_at_its_own_reader() {
    scene.taps("ben", "A-03", "09:00");
    assertEquals(released("A-03"), scene.tapsKiosk("ben", "honcho", "12:00"));
  }

  @Test
  void a_seat_that_was_left_after_the_tap_is_not_given_out_for_the_time_before() {
    scene.taps("chie", "A-01", "09:00");
    scene.taps("chie", "A-01", "10:00:05");
    assertEquals(assigned("A-02"), scene.tapsKiosk("ben", "honcho", "10:00:03"), "came late");
    assertEquals(assigned("A-01"), scene.tapsKiosk("eri", "honcho", "10:00:05"));
  }

  @Test
  void
      a_seat_that_was_somebodys_at_the_time_of_the_tap_is_not_given_out_though_it_became_known_late() {
    ClaimRecord chie =
        new ClaimRecord(
            seat("A-01"),
            "chie",
            "dep",
            Source.KIOSK,
            at("10:00"),
            at("17:15"),
            at("10:05"),
            EndReason.MOVED);
    TapId late = new TapId("u", "b", 1);
    scene.state = scene.state.apply(new Event.Corrected(null, chie, late, at("10:00")));
    assertEquals(assigned("A-02"), scene.tapsKiosk("ben", "honcho", "10:03"));
    assertEquals(assigned("A-01"), scene.tapsKiosk("eri", "honcho", "10:05"));
  }

  @Test
  void who_holds_a_seat_elsewhere_is_given_one_here() {
    scene.taps("ben", "M-01", "09:00");
    assertEquals(assigned("A-01"), scene.tapsKiosk("ben", "honcho", "12:00"));
    scene.assertEnded("M-01", "ben", EndReason.MOVED, "12:00");
  }

  @Test
  void the_own_reservation_comes_first() {
    scene.reserves("ben", "A-03", "13:00", "15:00");
    assertEquals(assigned("A-03"), scene.tapsKiosk("ben", "honcho", "12:40"));
    assertEquals(1, scene.told(Event.ReservationTaken.class).size());
  }

  @Test
  void the_own_reservation_comes_first_on_the_same_day_before_its_time_too() {
    scene.reserves("ben", "A-03", "13:00", "15:00");
    assertEquals(assigned("A-03"), scene.tapsKiosk("ben", "honcho", "09:00"));
  }

  @Test
  void the_zone_that_the_person_needs_most_comes_first() {
    assertEquals(assigned("N-01"), scene.tapsKiosk("aya", "honcho", "09:00"));
    assertEquals(assigned("A-01"), scene.tapsKiosk("ben", "honcho", "09:00"));
  }

  @Test
  void a_seat_that_stays_free_longer_comes_first() {
    scene.reserves("aya", "A-01", "11:00", "12:00");
    assertEquals(assigned("A-02"), scene.tapsKiosk("ben", "honcho", "09:00"));
  }

  @Test
  void the_spacing_rule_keeps_distance_while_it_can() {
    Scene spaced = Scene.with(Scene.kiosk(Departments.ANY, 2, false));
    spaced.taps("chie", "A-01", "09:00");
    assertEquals(assigned("A-03"), spaced.tapsKiosk("ben", "honcho", "09:10"));
    assertEquals(assigned("A-02"), spaced.tapsKiosk("eri", "honcho", "09:20"), "rather near");
  }

  @Test
  void departments_are_kept_together_or_spread() {
    Scene together = Scene.with(Scene.kiosk(Departments.TOGETHER, 0, false));
    together.taps("eri", "A-03", "09:00");
    assertEquals(assigned("A-02"), together.tapsKiosk("ben", "honcho", "09:10"));
    Scene spread = Scene.with(Scene.kiosk(Departments.SPREAD, 0, false));
    spread.taps("eri", "A-03", "09:00");
    assertEquals(assigned("A-01"), spread.tapsKiosk("ben", "honcho", "09:10"));
  }

  @Test
  void not_the_same_seat_twice_running_when_the_policy_says_so() {
    Scene changing = Scene.with(Scene.kiosk(Departments.ANY, 0, true));
    assertEquals(assigned("A-01"), changing.tapsKiosk("ben", "honcho", "09:00"));
    changing.tapsKiosk("ben", "honcho", "10:00");
    assertEquals(assigned("A-02"), changing.tapsKiosk("ben", "honcho", "11:00"));
  }

  @Test
  void taken_reserved_and_broken_seats_are_left_out() {
    scene.taps("chie", "A-01", "09:00");
    scene.reserves("aya", "A-02", "09:20", "12:00", "09:00");
    scene.does(new Command.TakeOutOfService(seat("A-03"), "fac", "lamp", at("09:00")));
    assertEquals(none(DenyReason.CAPACITY), scene.tapsKiosk("ben", "honcho", "09:10"));
  }

  @Test
  void a_cap_holds_at_the_door_too() {
    Scene halved = Scene.with(Policy.STANDARD, new Cap(1, null, null, null));
    halved.tapsKiosk("chie", "honcho", "09:00");
    assertEquals(none(DenyReason.CAPACITY), halved.tapsKiosk("ben", "honcho", "09:10"));
    assertInstanceOf(Answer.Assigned.class, halved.tapsKiosk("ben", "honcho", "2026-11-19T09:10"));
  }

  @Test
  void nobody_is_let_in_without_a_zone_or_out_of_hours() {
    assertEquals(none(DenyReason.NOT_ELIGIBLE), scene.tapsKiosk("dan", "honcho", "09:00"));
    assertEquals(none(DenyReason.NOT_ELIGIBLE), scene.tapsKiosk("dan", "honcho", "07:00"));
    assertEquals(none(DenyReason.OFFICE_CLOSED), scene.tapsKiosk("ben", "honcho", "07:00"));
  }

  @Test
  void an_office_that_is_not_there_is_a_bad_request() {
    assertEquals(none(DenyReason.BAD_REQUEST), scene.tapsKiosk("ben", "nowhere", "09:00"));
  }

  @Test
  void a_late_tap_gets_the_seat_that_the_person_was_given_since() {
    scene.tapsKiosk("ben", "honcho", "10:00");
    assertEquals(assigned("A-01"), scene.tapsKiosk("ben", "honcho", "09:00"));
    assertEquals("ben", scene.holder("A-01"));
  }
}
