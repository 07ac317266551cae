package city.seki.config.rules;

import static city.seki.config.rules.Scene.at;
import static city.seki.config.rules.Scene.granted;
import static city.seki.config.rules.Scene.seat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/** What ends a claim (product.md §5), one example for each; presence has its own test. */
class ClosingTest {
  private final Scene scene = Scene.standard();

  @Test
  void a_claim_is_closed_at_closing_time_and_marked_so() {
    scene.taps("aya", "A-01", "09:00");
    scene.advance("17:14:59");
    assertEquals("aya", scene.holder("A-01"));
    scene.advance("17:15");
    scene.assertEnded("A-01", "aya", EndReason.AUTO_CLOSED, "17:15");
  }

  @Test
  void a_claim_never_runs_overnight_even_if_nobody_looked() {
    scene.taps("aya", "A-01", "09:00");
    scene.taps("ben", "A-01", "2026-11-19T09:00");
    scene.assertEnded("A-01", "aya", EndReason.AUTO_CLOSED, "17:15");
    assertEquals("ben", scene.holder("A-01"));
  }

  @Test
  void somebody_elses_reservation_ends_a_claim_at_its_start() {
    scene.reserves("ben", "A-01", "13:00", "15:00");
    scene.taps("aya", "A-01", "09:00");
    scene.advance("13:00");
    scene.assertEnded("A-01", "aya", EndReason.RESERVATION, "13:00");
  }

  @Test
  void a_reservation_after_closing_does_not_shorten_the_day() {
    scene.reserves("ben", "A-01", "2026-11-19T08:30", "2026-11-19T12:00");
    assertEquals(granted("A-01", "17:15"), scene.taps("aya", "A-01", "09:00"));
    scene.advance("2026-11-19T08:00");
    scene.assertEnded("A-01", "aya", EndReason.AUTO_CLOSED, "17:15");
  }

  @Test
  void facilities_end_a_claim_with_a_reason() {
    scene.taps("aya", "A-01", "09:00");
    scene.does(new Command.EndClaim(seat("A-01"), "fac", "left a coat", at("11:00")));
    scene.assertEnded("A-01", "aya", EndReason.BY_STAFF, "11:00");
    assertEquals("fac", scene.lastEnd().by());
    assertEquals("left a coat", scene.lastEnd().note());
  }

  @Test
  void there_is_nothing_to_end_at_a_free_seat() {
    assertEquals(
        Refusal.NOTHING_TO_DO,
        assertInstanceOf(
                Decision.Refused.class,
                scene.does(new Command.EndClaim(seat("A-01"), "fac", "why", at("11:00"))))
            .reason());
  }

  @Test
  void a_blocked_card_ends_its_claim() {
    scene.taps("aya", "A-01", "09:00");
    scene.does(new Command.BlockCard(Scene.cardOf("aya"), "fac", at("11:00")));
    scene.assertEnded("A-01", "aya", EndReason.CARD_BLOCKED, "11:00");
    assertNull(scene.holder("A-01"));
  }

  @Test
  void no_end_lies_before_its_beginning() {
    scene.taps("aya", "A-01", "09:00");
    scene.does(new Command.EndClaim(seat("A-01"), "fac", "clock runs slow", at("08:59")));
    scene.assertEnded("A-01", "aya", EndReason.BY_STAFF, "09:00");
  }

  @Test
  void time_alone_brings_events_in_its_order() {
    scene.reserves("ben", "A-01", "13:00", "15:00");
    scene.reserves("chie", "A-02", "09:30", "12:00");
    scene.taps("aya", "A-01", "09:00");
    scene.taps("eri", "M-01", "09:10");
    scene.events.clear();
    scene.advance("2026-11-19T00:00");
    assertEquals(
        scene.events.stream().map(Event::at).sorted().toList(),
        scene.events.stream().map(Event::at).toList());
    assertEquals(4, scene.events.size(), scene.events.toString());
  }
}
