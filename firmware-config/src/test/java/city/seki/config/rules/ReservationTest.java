package city.seki.config.rules;

import static city.seki.config.rules.Scene.at;
import static city.seki.config.rules.Scene.denied;
import static city.seki.config.rules.Scene.seat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Cap;
import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Policy;
import city.seki.config.model.Slot;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Promises of seats: who gets one, and what becomes of it (product.md §3 to §5). */
class ReservationTest {
  private final Scene scene = Scene.standard();

  private static Refusal refused(Decision decision) {
    return assertInstanceOf(Decision.Refused.class, decision).reason();
  }

  @Test
  void a_reservation_not_taken_up_within_fifteen_minutes_is_dropped_as_a_no_show() {
    scene.reserves("aya", "A-01", "13:00", "15:00");
    scene.advance("13:14:59");
    assertEquals(1, scene.state.reservations().size());
    scene.advance("14:00");
    assertEquals(new Event.NoShow("aya@A-01", at("13:15")), scene.events.getLast());
    assertInstanceOf(Answer.Granted.class, scene.taps("ben", "A-01", "14:01"));
  }

  @Test
  void a_reservation_shorter_than_the_grace_is_dropped_at_its_end() {
    scene.reserves("aya", "A-01", "13:00", "13:05");
    scene.advance("14:00");
    assertEquals(new Event.NoShow("aya@A-01", at("13:05")), scene.events.getLast());
  }

  @Test
  void who_comes_within_the_grace_takes_it_up() {
    scene.reserves("aya", "A-01", "13:00", "15:00");
    scene.taps("aya", "A-01", "13:14:59");
    scene.advance("16:00");
    assertTrue(scene.told(Event.NoShow.class).isEmpty());
    assertEquals("aya", scene.holder("A-01"), "nobody else wants it: until closing");
  }

  @Test
  void who_sits_there_already_when_it_starts_has_taken_it_up() {
    scene.reserves("aya", "A-01", "13:00", "15:00");
    scene.taps("aya", "A-01", "09:00");
    scene.advance("13:30");
    assertEquals(new Event.ReservationTaken("aya@A-01", at("13:00")), scene.events.getLast());
    assertEquals("aya", scene.holder("A-01"));
  }

  @Test
  void one_after_the_other_shares_the_day() {
    scene.reserves("aya", "A-01", "08:30", "12:00");
    scene.reserves("ben", "A-01", "13:00", "17:15");
    assertEquals(
        new Answer.Granted(seat("A-01"), at("13:00"), at("12:50")),
        scene.taps("aya", "A-01", "08:40"));
    assertInstanceOf(Answer.Granted.class, scene.taps("ben", "A-01", "13:05"));
    assertEquals("ben", scene.holder("A-01"));
  }

  @Test
  void a_slot_that_runs_already_may_be_reserved_and_has_its_whole_grace() {
    scene.reserves("aya", "A-01", "08:30", "17:15", "10:00");
    scene.advance("10:14");
    assertEquals(1, scene.state.reservations().size());
    scene.advance("10:20");
    assertEquals(new Event.NoShow("aya@A-01", at("10:15")), scene.events.getLast());
  }

  @Test
  void two_never_overlap_at_one_seat() {
    scene.reserves("aya", "A-01", "09:00", "12:00");
    assertEquals(Refusal.RESERVED, refused(scene.reserves("ben", "A-01", "11:59", "14:00")));
    assertInstanceOf(Decision.Done.class, scene.reserves("ben", "A-01", "12:00", "14:00"));
  }

  @Test
  void two_never_overlap_for_one_person() {
    scene.reserves("aya", "A-01", "09:00", "12:00");
    assertEquals(
        Refusal.ALREADY_RESERVED, refused(scene.reserves("aya", "M-01", "11:00", "14:00")));
  }

  @Test
  void one_that_was_dropped_stands_in_nobodys_way_even_if_nobody_looked() {
    scene.reserves("aya", "A-01", "09:00", "12:00");
    assertInstanceOf(Decision.Done.class, scene.reserves("aya", "M-01", "09:30", "12:00", "09:20"));
  }

  @Test
  void the_same_reservation_is_not_made_twice() {
    scene.reserves("aya", "A-01", "09:00", "12:00");
    assertEquals(
        Refusal.ALREADY_RESERVED, refused(scene.reserves("aya", "A-01", "13:00", "14:00")));
    assertEquals(1, scene.state.seat(seat("A-01")).reservations().size());
  }

  @Test
  void the_zone_the_hours_and_the_day_must_fit() {
    assertEquals(Refusal.NOT_ELIGIBLE, refused(scene.reserves("ben", "N-01", "09:00", "12:00")));
    assertEquals(Refusal.OFFICE_CLOSED, refused(scene.reserves("aya", "A-01", "08:00", "12:00")));
    assertEquals(Refusal.OFFICE_CLOSED, refused(scene.reserves("aya", "A-01", "16:00", "17:30")));
    assertEquals(
        Refusal.OFFICE_CLOSED,
        refused(scene.reserves("aya", "A-01", Scene.HOLIDAY + "T09:00", Scene.HOLIDAY + "T12:00")));
    assertEquals(
        Refusal.OFFICE_CLOSED, refused(scene.reserves("aya", "A-01", "09:00", "2026-11-19T12:00")));
    assertEquals(
        Refusal.TOO_FAR_AHEAD,
        refused(scene.reserves("aya", "A-01", "2026-12-21T09:00", "2026-12-21T12:00")));
    assertEquals(Refusal.PAST, refused(scene.reserves("aya", "A-01", "09:00", "10:00", "10:00")));
    assertEquals(Refusal.UNKNOWN_SEAT, refused(scene.reserves("aya", "Z-1", "09:00", "10:00")));
    assertEquals(Refusal.UNKNOWN_PERSON, refused(scene.reserves("zoe", "A-01", "09:00", "10:00")));
  }

  @Test
  void a_seat_out_of_service_is_not_promised() {
    scene.does(new Command.TakeOutOfService(seat("A-01"), "fac", "lamp", at("07:00")));
    assertEquals(Refusal.OUT_OF_SERVICE, refused(scene.reserves("aya", "A-01", "09:00", "10:00")));
  }

  @Test
  void a_seat_that_somebody_sits_at_is_not_promised_from_about_now() {
    scene.taps("ben", "A-01", "09:00");
    assertEquals(
        Refusal.SEAT_TAKEN, refused(scene.reserves("aya", "A-01", "09:35", "10:00", "09:10")));
    assertInstanceOf(Decision.Done.class, scene.reserves("aya", "A-01", "09:40", "10:00", "09:10"));
  }

  @Test
  void a_cap_counts_the_most_promises_at_one_moment() {
    Scene halved = Scene.with(Policy.STANDARD, new Cap(2, null, null, null));
    halved.reserves("aya", "A-01", "08:30", "12:00");
    halved.reserves("ben", "A-01", "13:00", "17:15");
    assertInstanceOf(Decision.Done.class, halved.reserves("chie", "A-02", "08:30", "17:15"));
    assertEquals(Refusal.CAPACITY, refused(halved.reserves("eri", "A-03", "11:00", "12:30")));
    assertInstanceOf(Decision.Done.class, halved.reserves("eri", "A-03", "12:00", "13:00"));
  }

  @Test
  void a_cap_counts_who_sits_there_for_a_promise_from_about_now() {
    Scene halved = Scene.with(Policy.STANDARD, new Cap(1, null, null, null));
    halved.taps("ben", "A-02", "09:00");
    assertEquals(
        Refusal.CAPACITY, refused(halved.reserves("aya", "A-01", "09:20", "10:00", "09:10")));
  }

  @Test
  void a_cancelled_reservation_is_gone_and_cannot_be_cancelled_again() {
    scene.reserves("aya", "A-01", "13:00", "15:00");
    Command cancel = new Command.CancelReservation("aya@A-01", "aya", at("12:00"));
    assertInstanceOf(Decision.Done.class, scene.does(cancel));
    assertEquals(Refusal.UNKNOWN_RESERVATION, refused(scene.does(cancel)));
    assertInstanceOf(Answer.Granted.class, scene.taps("ben", "A-01", "13:00"));
  }

  private Decision changes(String person, String seat, String from, String to, String... given) {
    return scene.does(
        new Command.Reserve(
            "new", seat(seat), person, at(from), at(to), person, Set.of(given), at("07:00")));
  }

  @Test
  void another_seat_instead_of_the_one_that_is_reserved_is_one_decision() {
    scene.reserves("aya", "A-01", "08:30", "12:00");
    assertInstanceOf(Decision.Done.class, changes("aya", "A-02", "08:30", "12:00", "aya@A-01"));
    assertEquals(Set.of("new"), scene.state.reservations().keySet());
    assertInstanceOf(Decision.Done.class, scene.reserves("ben", "A-01", "08:30", "12:00"));
  }

  @Test
  void what_is_to_be_given_up_stays_where_the_other_is_refused() {
    scene.reserves("aya", "A-01", "08:30", "12:00");
    scene.reserves("ben", "A-02", "08:30", "12:00");
    assertEquals(Refusal.RESERVED, refused(changes("aya", "A-02", "08:30", "12:00", "aya@A-01")));
    assertEquals(Set.of("aya@A-01", "ben@A-02"), scene.state.reservations().keySet());
    scene.reserves("aya", "A-01", "13:00", "17:15");
    assertEquals(
        Refusal.ALREADY_RESERVED,
        refused(changes("aya", "A-03", "08:30", "17:15")),
        "nothing is given up that was not said");
  }

  @Test
  void two_halves_are_given_up_for_a_day_and_nothing_of_anybody_else() {
    scene.reserves("aya", "A-01", "08:30", "12:00");
    scene.reserves("aya", "A-02", "13:00", "17:15");
    scene.reserves("ben", "A-02", "08:30", "12:00");
    assertEquals(
        Refusal.UNKNOWN_RESERVATION,
        refused(changes("aya", "A-02", "08:30", "17:15", "aya@A-01", "aya@A-02", "ben@A-02")));
    assertEquals(
        Refusal.UNKNOWN_RESERVATION, refused(changes("aya", "A-03", "08:30", "17:15", "no-such")));
    assertInstanceOf(
        Decision.Done.class, changes("aya", "A-03", "08:30", "17:15", "aya@A-01", "aya@A-02"));
    assertEquals(Set.of("new", "ben@A-02"), scene.state.reservations().keySet());
  }

  @Test
  void a_no_show_cannot_be_cancelled_afterwards() {
    scene.reserves("aya", "A-01", "13:00", "15:00");
    assertEquals(
        Refusal.NOTHING_TO_DO,
        refused(scene.does(new Command.CancelReservation("aya@A-01", "aya", at("13:20")))));
    assertEquals(1, scene.told(Event.NoShow.class).size());
  }

  @Test
  void slots_have_the_hours_of_the_office() {
    City city = scene.state.city();
    Office office = Objects.requireNonNull(city.office("honcho"));
    LocalDate day = Scene.WEDNESDAY;
    assertEquals(
        new ReservationRules.Interval(at("08:30"), at("12:00")),
        ReservationRules.interval(city, office, day, Slot.AM));
    assertEquals(
        new ReservationRules.Interval(at("13:00"), at("17:15")),
        ReservationRules.interval(city, office, day, Slot.PM));
    assertEquals(
        new ReservationRules.Interval(at("08:30"), at("17:15")),
        ReservationRules.interval(city, office, day, Slot.DAY));
    assertNull(ReservationRules.interval(city, office, Scene.HOLIDAY, Slot.DAY));
    assertNull(ReservationRules.interval(city, office, day, Slot.EXPLICIT));
  }

  @Test
  void an_office_that_offers_half_days_only_promises_nothing_else() {
    Policy p = Policy.STANDARD;
    Scene halfDays =
        Scene.with(
            new Policy(
                Set.of(Slot.AM, Slot.PM),
                p.amEnds(),
                p.pmStarts(),
                p.grace(),
                p.reservedBefore(),
                p.warnBefore(),
                p.noPresence(),
                p.unclaimedUse(),
                p.daysAhead(),
                p.kiosk()));
    assertEquals(
        Refusal.SLOT_NOT_OFFERED, refused(halfDays.reserves("aya", "A-01", "08:30", "17:15")));
    assertInstanceOf(Decision.Done.class, halfDays.reserves("aya", "A-01", "08:30", "12:00"));
  }

  @Test
  void who_comes_too_early_for_a_seat_of_somebody_else_is_told_the_time() {
    scene.reserves("aya", "A-01", "13:00", "15:00");
    Answer answer = scene.taps("ben", "A-01", "12:31");
    assertEquals(new Answer.Denied(DenyReason.RESERVED, seat("A-01"), at("13:00"), null), answer);
    assertEquals(denied(DenyReason.NOT_ELIGIBLE, "A-01"), scene.taps("dan", "A-01", "09:00"));
  }
}
