package city.seki.config.rules;

import static city.seki.config.rules.Scene.at;
import static city.seki.config.rules.Scene.denied;
import static city.seki.config.rules.Scene.granted;
import static city.seki.config.rules.Scene.released;
import static city.seki.config.rules.Scene.seat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Cap;
import city.seki.config.model.Policy;
import city.seki.config.model.ReaderName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One example for each row of product.md §4's table. */
class SeatRulesTest {
  private final Scene scene = Scene.standard();

  @Test
  void a_free_seat_is_granted_until_closing() {
    assertEquals(granted("A-01", "17:15"), scene.taps("aya", "A-01", "09:00"));
    assertEquals("aya", scene.holder("A-01"));
  }

  @Test
  void who_holds_another_seat_is_moved_and_the_old_seat_is_free_at_that_instant() {
    scene.taps("aya", "M-01", "09:00");
    assertEquals(
        new Answer.Moved(seat("A-01"), seat("M-01"), at("17:15"), null),
        scene.taps("aya", "A-01", "10:00"));
    assertNull(scene.holder("M-01"));
    scene.assertEnded("M-01", "aya", EndReason.MOVED, "10:00");
  }

  @Test
  void the_own_seat_is_released() {
    scene.taps("aya", "A-01", "09:00");
    assertEquals(released("A-01"), scene.taps("aya", "A-01", "10:00"));
    assertNull(scene.holder("A-01"));
    scene.assertEnded("A-01", "aya", EndReason.RELEASED, "10:00");
  }

  @Test
  void the_same_card_within_five_seconds_gets_the_last_answer_and_changes_nothing() {
    Answer first = scene.taps("aya", "A-01", "09:00:00");
    Seating before = scene.state;
    assertEquals(first, scene.taps("aya", "A-01", "09:00:04"));
    assertEquals(before, scene.state);
    assertTrue(scene.told(Event.Tapped.class).getLast().repeated());
    assertEquals(released("A-01"), scene.taps("aya", "A-01", "09:00:05"));
  }

  @Test
  void the_last_answer_is_that_of_the_last_tap_whatever_becomes_known_late() {
    Answer first = scene.taps("aya", "A-01", "09:00:00");
    Event late =
        new Event.Tapped(
            new TapId("unit", "boot", 9),
            "honcho",
            "seat:A-01",
            "ben",
            null,
            at("08:50"),
            denied(DenyReason.SEAT_TAKEN, "A-01"),
            false,
            null,
            true);
    scene.state = scene.state.apply(late);
    assertEquals(first, scene.taps("aya", "A-01", "09:00:04"));
    assertEquals("aya", scene.holder("A-01"));
  }

  @Test
  void a_denial_is_repeated_too() {
    scene.taps("aya", "A-01", "09:00");
    scene.taps("ben", "A-01", "09:00:10");
    scene.taps("ben", "A-01", "09:00:12");
    assertTrue(scene.told(Event.Tapped.class).getLast().repeated());
  }

  @Test
  void an_answer_that_is_not_true_any_more_is_not_repeated() {
    scene.taps("aya", "A-01", "09:00:00");
    scene.taps("aya", "A-02", "09:00:02");
    assertInstanceOf(Answer.Moved.class, scene.taps("aya", "A-01", "09:00:04"));
    assertEquals("aya", scene.holder("A-01"));
  }

  @Test
  void another_card_within_five_seconds_gets_its_own_answer() {
    scene.taps("aya", "A-01", "09:00:00");
    assertEquals(denied(DenyReason.SEAT_TAKEN, "A-01"), scene.taps("ben", "A-01", "09:00:01"));
  }

  @Test
  void a_seat_that_somebody_else_holds_is_taken() {
    scene.taps("aya", "A-01", "09:00");
    scene.taps("ben", "A-02", "09:05");
    assertEquals(denied(DenyReason.SEAT_TAKEN, "A-01"), scene.taps("ben", "A-01", "09:10"));
    assertEquals("ben", scene.holder("A-02"), "who is denied keeps the seat that he has");
  }

  @Test
  void a_seat_that_is_reserved_for_somebody_else_now_or_within_half_an_hour_is_denied() {
    scene.reserves("aya", "A-01", "13:00", "15:00");
    Answer reserved = new Answer.Denied(DenyReason.RESERVED, seat("A-01"), at("13:00"), null);
    assertEquals(reserved, scene.taps("ben", "A-01", "12:30"));
    assertEquals(reserved, scene.taps("ben", "A-01", "13:14:59"));
  }

  @Test
  void a_seat_that_is_reserved_for_somebody_else_later_is_granted_until_then_with_a_warning() {
    scene.reserves("aya", "A-01", "13:00", "15:00");
    assertEquals(
        new Answer.Granted(seat("A-01"), at("13:00"), at("12:50")),
        scene.taps("ben", "A-01", "12:29:59"));
  }

  @Test
  void the_own_reservation_is_consumed() {
    scene.reserves("aya", "A-01", "13:00", "15:00");
    assertEquals(granted("A-01", "17:15"), scene.taps("aya", "A-01", "12:45"));
    assertTrue(scene.state.reservations().isEmpty());
    assertEquals(1, scene.told(Event.ReservationTaken.class).size());
  }

  @Test
  void a_zone_that_the_person_is_not_eligible_for_is_denied() {
    assertEquals(denied(DenyReason.NOT_ELIGIBLE, "N-01"), scene.taps("ben", "N-01", "09:00"));
  }

  @Test
  void a_closed_office_denies_before_opening_from_closing_on_and_on_holidays_and_weekends() {
    Answer closed = denied(DenyReason.OFFICE_CLOSED, "A-01");
    assertEquals(closed, scene.taps("aya", "A-01", "08:29:50"));
    assertEquals(granted("A-01", "17:15"), scene.taps("aya", "A-01", "08:30"));
    assertEquals(closed, scene.taps("aya", "A-01", "17:15"));
    assertEquals(closed, scene.taps("aya", "A-01", Scene.HOLIDAY + "T10:00"));
    assertEquals(closed, scene.taps("aya", "A-01", "2026-11-21T10:00"));
  }

  @Test
  void a_cap_of_the_office_is_kept() {
    Scene halved = Scene.with(Policy.STANDARD, new Cap(1, null, null, null));
    halved.taps("aya", "A-01", "09:00");
    assertEquals(denied(DenyReason.CAPACITY, "A-02"), halved.taps("ben", "A-02", "09:10"));
    assertInstanceOf(Answer.Moved.class, halved.taps("aya", "A-02", "09:20"), "not one more");
  }

  @Test
  void a_cap_of_a_zone_leaves_other_zones_alone() {
    Scene halved = Scene.with(Policy.STANDARD, new Cap(1, "internet", null, null));
    halved.taps("ben", "A-01", "09:00");
    assertEquals(denied(DenyReason.CAPACITY, "A-02"), halved.taps("chie", "A-02", "09:10"));
    assertEquals(granted("N-01", "17:15"), halved.taps("aya", "N-01", "09:20"));
  }

  @Test
  void a_cap_counts_what_is_promised_from_about_now_and_each_person_once() {
    Scene halved = Scene.with(Policy.STANDARD, new Cap(2, null, null, null));
    halved.reserves("aya", "A-01", "10:00", "12:00");
    halved.taps("aya", "A-02", "09:00");
    assertEquals(granted("A-03", "17:15"), halved.taps("ben", "A-03", "09:45"));
    assertEquals(
        new Answer.Denied(DenyReason.RESERVED, seat("A-01"), at("10:00"), null),
        halved.taps("chie", "A-01", "09:46"));
  }

  @Test
  void a_cap_does_not_count_yesterdays_claims_even_if_nobody_looked_since() {
    Scene halved = Scene.with(Policy.STANDARD, new Cap(1, null, null, null));
    halved.taps("aya", "A-01", "09:00");
    assertEquals(
        new Answer.Granted(seat("A-02"), at("2026-11-19T17:15"), null),
        halved.taps("ben", "A-02", "2026-11-19T09:00"));
  }

  @Test
  void a_cap_holds_in_its_period_only() {
    Cap period = new Cap(0, null, Scene.WEDNESDAY.plusDays(1), Scene.WEDNESDAY.plusDays(1));
    Scene halved = Scene.with(Policy.STANDARD, period);
    assertEquals(granted("A-01", "17:15"), halved.taps("aya", "A-01", "09:00"));
    assertEquals(
        denied(DenyReason.CAPACITY, "A-01"), halved.taps("aya", "A-01", "2026-11-19T09:00"));
    assertInstanceOf(Answer.Granted.class, halved.taps("aya", "A-01", "2026-11-20T09:00"));
  }

  @Test
  void a_seat_out_of_service_is_denied_until_it_is_back() {
    scene.does(new Command.TakeOutOfService(seat("A-01"), "fac", "lamp", at("08:45")));
    assertEquals(denied(DenyReason.OUT_OF_SERVICE, "A-01"), scene.taps("aya", "A-01", "09:00"));
    scene.does(new Command.PutIntoService(seat("A-01"), "fac", at("09:30")));
    assertEquals(granted("A-01", "17:15"), scene.taps("aya", "A-01", "10:00"));
  }

  @Test
  void a_blocked_card_is_denied() {
    scene.does(new Command.BlockCard(Scene.cardOf("aya"), "fac", at("08:45")));
    assertEquals(denied(DenyReason.CARD_BLOCKED, "A-01"), scene.taps("aya", "A-01", "09:00"));
  }

  @Test
  void an_unknown_card_is_denied_with_a_code() {
    Answer answer = scene.taps("stranger", "A-01", "09:00");
    Answer.Denied denied = assertInstanceOf(Answer.Denied.class, answer);
    assertEquals(DenyReason.UNKNOWN_CARD, denied.reason());
    assertTrue(String.valueOf(denied.linkCode()).matches("[2-9A-HJ-NP-Z]{5}"));
  }

  @Test
  void a_card_whose_number_is_random_is_denied() {
    Answer answer =
        scene.atReader(
            "honcho", new ReaderName.AtSeat("A-01"), new Command.CardRef.RandomId(), at("09:00"));
    assertEquals(denied(DenyReason.RANDOM_ID, "A-01"), answer);
  }

  @Test
  void a_reader_that_is_not_there_is_a_bad_request() {
    Answer answer =
        scene.atReader("honcho", new ReaderName.AtSeat("Z-99"), Scene.digest("aya"), at("09:00"));
    assertEquals(denied(DenyReason.BAD_REQUEST, "Z-99"), answer);
  }

  @Test
  void the_first_row_that_fits_is_the_answer() {
    scene.does(new Command.TakeOutOfService(seat("N-01"), "fac", "lamp", at("08:45")));
    assertEquals(denied(DenyReason.NOT_ELIGIBLE, "N-01"), scene.taps("ben", "N-01", "07:00"));
    scene.taps("aya", "A-01", "09:00");
    scene.does(new Command.TakeOutOfService(seat("A-01"), "fac", "lamp", at("09:10")));
    assertEquals(denied(DenyReason.SEAT_TAKEN, "A-01"), scene.taps("ben", "A-01", "09:20"));
  }

  @Test
  void what_time_brought_about_comes_before_the_tap_in_the_events() {
    scene.reserves("ben", "A-01", "13:00", "15:00");
    scene.taps("aya", "A-01", "09:00");
    scene.events.clear();
    scene.taps("ben", "A-01", "13:00:05");
    assertEquals(
        List.of("Ended", "Tapped", "Claimed", "ReservationTaken"),
        scene.events.stream().map(e -> e.getClass().getSimpleName()).toList());
    scene.assertEnded("A-01", "aya", EndReason.RESERVATION, "13:00");
  }

  @Test
  void a_late_tap_of_somebody_who_sat_down_elsewhere_since_claims_nothing() {
    scene.taps("aya", "A-02", "10:00");
    assertEquals(released("A-01"), scene.taps("aya", "A-01", "09:00"));
    assertEquals("aya", scene.holder("A-02"));
    assertNull(scene.holder("A-01"));
  }

  @Test
  void a_late_tap_at_the_own_seat_does_not_release_it() {
    scene.taps("aya", "A-01", "10:00");
    assertEquals(granted("A-01", "17:15"), scene.taps("aya", "A-01", "09:00"));
    assertEquals("aya", scene.holder("A-01"));
  }

  @Test
  void a_phone_does_the_same_for_a_signed_in_person() {
    assertEquals(granted("A-01", "17:15"), scene.phones("aya", "A-01", "09:00"));
    assertEquals(granted("A-01", "17:15"), scene.phones("aya", "A-01", "09:00:03"), "repeated");
    assertEquals(denied(DenyReason.SEAT_TAKEN, "A-01"), scene.phones("ben", "A-01", "09:05"));
    assertEquals(released("A-01"), scene.phones("aya", "A-01", "10:00"));
    assertEquals(denied(DenyReason.BAD_REQUEST, "Z-99"), scene.phones("aya", "Z-99", "10:00"));
    assertEquals(denied(DenyReason.UNKNOWN_CARD, "A-01"), scene.phones("nobody", "A-01", "10:00"));
  }
}
