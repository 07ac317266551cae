package city.seki.config.rules;

import static city.seki.config.rules.Scene.at;
import static city.seki.config.rules.Scene.seat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What a sensor at a seat brings about (product.md §5). */
class PresenceTest {
  private final Scene scene = Scene.standard();

  @Test
  void a_claim_ends_after_an_hour_without_presence() {
    scene.taps("aya", "A-01", "09:00");
    scene.senses("A-01", true, "09:01");
    scene.senses("A-01", false, "10:00");
    scene.advance("10:59:59");
    assertEquals("aya", scene.holder("A-01"));
    scene.advance("11:30");
    scene.assertEnded("A-01", "aya", EndReason.NO_PRESENCE, "11:00");
  }

  @Test
  void the_hour_counts_from_the_tap_where_the_seat_was_empty_before() {
    scene.senses("A-01", false, "08:00");
    scene.taps("aya", "A-01", "09:00");
    scene.advance("10:00");
    scene.assertEnded("A-01", "aya", EndReason.NO_PRESENCE, "10:00");
  }

  @Test
  void who_comes_back_within_the_hour_keeps_the_seat() {
    scene.taps("aya", "A-01", "09:00");
    scene.senses("A-01", false, "10:00");
    scene.senses("A-01", true, "10:50");
    scene.advance("12:00");
    assertEquals("aya", scene.holder("A-01"));
  }

  @Test
  void who_comes_back_after_the_hour_has_lost_it_although_nobody_looked() {
    scene.taps("aya", "A-01", "09:00");
    scene.senses("A-01", false, "10:00");
    scene.senses("A-01", true, "11:05");
    scene.assertEnded("A-01", "aya", EndReason.NO_PRESENCE, "11:00");
  }

  @Test
  void a_seat_without_a_sensor_is_never_given_up_for_absence() {
    scene.taps("aya", "A-02", "09:00");
    scene.senses("A-02", false, "09:10");
    scene.advance("17:00");
    assertEquals("aya", scene.holder("A-02"));
  }

  @Test
  void presence_without_a_claim_for_ten_minutes_is_an_unclaimed_use() {
    scene.senses("A-01", true, "09:00");
    scene.advance("09:09:59");
    assertFalse(scene.state.seat(seat("A-01")).unclaimedUse());
    scene.advance("09:30");
    assertTrue(scene.state.seat(seat("A-01")).unclaimedUse());
    assertEquals(at("09:10"), scene.told(Event.UnclaimedUse.class).getLast().at());
  }

  @Test
  void an_unclaimed_use_ends_with_a_tap_or_with_the_presence() {
    scene.senses("A-01", true, "09:00");
    scene.advance("09:10");
    scene.taps("aya", "A-01", "09:12");
    assertFalse(scene.state.seat(seat("A-01")).unclaimedUse());
    scene.senses("A-03", true, "09:00");
    scene.advance("09:30");
    scene.senses("A-03", false, "09:40");
    assertFalse(scene.state.seat(seat("A-03")).unclaimedUse());
  }

  @Test
  void who_taps_out_has_ten_minutes_to_pack() {
    scene.taps("aya", "A-01", "09:00");
    scene.senses("A-01", true, "09:01");
    scene.taps("aya", "A-01", "12:00");
    scene.advance("12:09:59");
    assertFalse(scene.state.seat(seat("A-01")).unclaimedUse());
    scene.advance("12:10");
    assertTrue(scene.state.seat(seat("A-01")).unclaimedUse());
  }

  @Test
  void a_belief_that_is_older_than_the_known_one_changes_nothing() {
    scene.taps("aya", "A-01", "08:30");
    scene.senses("A-01", true, "10:00");
    scene.senses("A-01", false, "09:00");
    scene.advance("12:00");
    assertEquals("aya", scene.holder("A-01"));
  }

  @Test
  void taking_a_seat_out_of_service_does_not_hide_the_use_before_it() {
    scene.senses("A-01", true, "09:00");
    scene.does(new Command.TakeOutOfService(seat("A-01"), "fac", "lamp", at("09:15")));
    assertEquals(at("09:10"), scene.told(Event.UnclaimedUse.class).getLast().at());
  }
}
