package city.seki.hub.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RolloutRulesTest {
  private static final Duration LONG = Duration.ofDays(2);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Goal SOFTWARE = new Goal.Software("0.2.0", "ab".repeat(32), 20_000_000);

  private static Plan plan(int limit) {
    return new Plan(
        2,
        List.of(),
        List.of(10, 50, 100),
        limit,
        Duration.ofMinutes(10),
        Plan.STANDARD.confirm(),
        1);
  }

  private static Fleets fleet(int units, int perOffice) {
    Fleets fleet = new Fleets(units, perOffice);
    fleet.configuration();
    return fleet;
  }

  private static UnitPart.Standing standing(Fleets fleet, String unit) {
    return fleet.rollout(1).part(unit).standing();
  }

  private static String canary(Fleets fleet) {
    return fleet.rollout(1).waves().getFirst().getFirst();
  }

  private static RolloutRefusal refused(RolloutDecision decision) {
    return assertInstanceOf(RolloutDecision.Refused.class, decision).reason();
  }

  @Test
  void all_units_become_what_they_were_to_be_wave_by_wave() {
    Fleets fleet = fleet(40, 2);
    fleet.start(new Goal.Configuration(1), plan(5));
    Rollout through = fleet.run(1, LONG);
    assertInstanceOf(Phase.Finished.class, through.phase());
    assertEquals(40, through.count(UnitPart.Confirmed.class));
    fleet.units.values().forEach(unit -> assertEquals(Fleets.text(1, unit.id), unit.runs()));
    assertEquals(
        through.waves().size() - 1,
        fleet.events.stream().filter(e -> e instanceof RolloutEvent.WaveBegun).count());
  }

  @Test
  void a_wave_begins_when_the_one_before_is_settled_and_the_rest_is_over() {
    Fleets fleet = fleet(20, 1);
    fleet.start(new Goal.Configuration(1), plan(5));
    fleet.look();
    assertEquals(2, fleet.rollout(1).count(UnitPart.UnderWay.class));
    Instant settled = null;
    while (fleet.rollout(1).wave() == 0) {
      if (settled == null && fleet.rollout(1).count(UnitPart.Confirmed.class) == 2) {
        settled = fleet.now;
      }
      fleet.step(SECOND);
    }
    assertTrue(settled != null);
    assertEquals(Duration.ofMinutes(10), Duration.between(settled, fleet.now));
  }

  @Test
  void one_canary_that_fails_pauses_the_roll_out_at_once_and_is_told_with_its_reason() {
    Fleets fleet = fleet(20, 1);
    fleet.start(new Goal.Configuration(1), plan(5));
    fleet.unit(canary(fleet)).fate = ModelUnit.Fate.REFUSES;
    Rollout paused = fleet.run(1, LONG);
    Phase.Paused phase = assertInstanceOf(Phase.Paused.class, paused.phase());
    assertNull(phase.by());
    assertEquals("1 of 2 units failed in waves 1 to 1, 0 may", phase.reason());
    UnitPart.Failed failed =
        assertInstanceOf(UnitPart.Failed.class, standing(fleet, canary(fleet)));
    assertEquals("refused configuration: no-such-pin (GPIO 17 is taken)", failed.why().words());
    assertEquals(0, paused.wave());
  }

  @Test
  void units_that_fail_within_the_limit_hold_nobody_up() {
    Fleets fleet = fleet(100, 1);
    fleet.start(new Goal.Configuration(1), plan(5));
    fleet.unit(fleet.rollout(1).waves().get(2).get(5)).fate = ModelUnit.Fate.RETURNS;
    fleet.unit(fleet.rollout(1).waves().get(3).get(5)).fate = ModelUnit.Fate.DIES;
    Rollout through = fleet.run(1, LONG);
    assertInstanceOf(Phase.Finished.class, through.phase());
    assertEquals(2, through.failed());
    assertEquals(98, through.count(UnitPart.Confirmed.class));
  }

  @Test
  void one_that_is_not_heard_again_fails_when_its_time_is_over_and_counts_when_it_is_back() {
    Fleets fleet = fleet(4, 1);
    fleet.start(new Goal.Configuration(1), plan(50));
    ModelUnit canary = fleet.unit(canary(fleet));
    canary.fate = ModelUnit.Fate.DIES;
    fleet.look();
    Instant asked = fleet.now;
    while (!(standing(fleet, canary.id) instanceof UnitPart.Failed)) {
      fleet.step(SECOND);
    }
    // It still said that it tries, a second after it was asked.
    assertEquals(plan(50).patience().plus(SECOND), Duration.between(asked, fleet.now));
    assertEquals("not-back", ((UnitPart.Failed) standing(fleet, canary.id)).why().words());
    canary.mended(fleet.now);
    fleet.step(Duration.ofMinutes(2));
    assertInstanceOf(UnitPart.Confirmed.class, standing(fleet, canary.id));
  }

  @Test
  void nothing_is_late_before_a_hub_that_was_started_again_has_listened_long_enough() {
    Fleets fleet = fleet(4, 1);
    fleet.start(new Goal.Configuration(1), plan(0));
    fleet.look();
    fleet.now = fleet.now.plus(Duration.ofDays(1)); // the hub was away
    fleet.listening = fleet.now;
    fleet.units.values().forEach(unit -> unit.off(Fleets.START));
    fleet.look();
    assertEquals(0, fleet.rollout(1).failed());
  }

  @Test
  void nobody_is_disturbed_unless_it_is_forced_with_a_reason() {
    Fleets fleet = fleet(3, 1);
    fleet.unit("unit-000").claimed = true;
    fleet.unit("unit-001").call = true;
    fleet.unit("unit-002").reservedIn = Duration.ofMinutes(15);
    fleet.start(
        new Goal.Configuration(1),
        new Plan(3, List.of(), List.of(100), 0, Duration.ZERO, Plan.STANDARD.confirm(), 1));
    assertEquals(List.of(), fleet.look());
    fleet.unit("unit-002").reservedIn = Duration.ofMinutes(15).plusSeconds(1);
    assertEquals(1, fleet.look().size());
    fleet.decide(
        new RolloutCommand.Force(1, Set.of("unit-000"), "op", "leaks card numbers", fleet.now));
    fleet.look();
    UnitPart forced = fleet.rollout(1).part("unit-000");
    assertTrue(forced.isUnderWay());
    assertEquals("leaks card numbers", forced.wish() == null ? null : forced.wish().forced());
    assertInstanceOf(UnitPart.Waiting.class, standing(fleet, "unit-001"));
    assertEquals(
        RolloutRefusal.UNKNOWN_UNIT,
        refused(
            fleet.decide(
                new RolloutCommand.Force(1, Set.of("unit-000"), "op", "again", fleet.now))));
  }

  @Test
  void a_unit_that_is_off_holds_nobody_up_and_is_asked_when_it_is_back() {
    Fleets fleet = fleet(20, 1);
    fleet.unit("unit-007").off(fleet.now.minus(Duration.ofDays(30)));
    fleet.start(new Goal.Configuration(1), plan(5));
    fleet.run(1, Duration.ofHours(3));
    assertEquals(19, fleet.rollout(1).count(UnitPart.Confirmed.class));
    assertInstanceOf(UnitPart.Aside.class, standing(fleet, "unit-007"));
    fleet.unit("unit-007").mended(fleet.now);
    fleet.run(1, Duration.ofMinutes(5));
    assertInstanceOf(Phase.Finished.class, fleet.rollout(1).phase());
    assertEquals(Fleets.text(1, "unit-007"), fleet.unit("unit-007").runs());
  }

  @Test
  void units_that_all_vanish_are_not_taken_for_a_wave_that_went_well() {
    Fleets fleet = fleet(40, 1);
    fleet.start(new Goal.Configuration(1), plan(5));
    while (fleet.rollout(1).wave() < 1) {
      fleet.step(SECOND);
    }
    fleet.units.values().forEach(unit -> unit.off(fleet.now));
    fleet.run(1, Duration.ofDays(1));
    assertEquals(1, fleet.rollout(1).wave());
  }

  @Test
  void a_roll_out_that_is_paused_asks_nobody_until_it_is_resumed_and_forgives_what_failed() {
    Fleets fleet = fleet(20, 1);
    fleet.start(new Goal.Configuration(1), plan(5));
    fleet.unit(canary(fleet)).fate = ModelUnit.Fate.RETURNS;
    fleet.run(1, LONG);
    assertEquals(
        RolloutRefusal.NOT_RUNNING,
        refused(fleet.decide(new RolloutCommand.Pause(1, "op", "again", fleet.now))));
    for (int i = 0; i < 100; i++) {
      assertTrue(
          fleet.step(Duration.ofMinutes(1)).stream()
              .noneMatch(e -> e instanceof RolloutEvent.Wished));
    }
    fleet.decide(new RolloutCommand.Resume(1, "op", "its card was broken", fleet.now));
    assertInstanceOf(Phase.Finished.class, fleet.run(1, LONG).phase());
    assertEquals(new TreeSet<>(Set.of(canary(fleet))), fleet.failed(1));
  }

  @Test
  void a_roll_out_that_is_stopped_asks_nobody_any_more_and_who_is_under_way_finishes() {
    Fleets fleet = fleet(20, 1);
    fleet.start(new Goal.Configuration(1), plan(5));
    fleet.look();
    fleet.decide(new RolloutCommand.Stop(1, "op", "wrong file", fleet.now));
    for (int i = 0; i < 100; i++) {
      fleet.step(Duration.ofMinutes(1));
    }
    assertEquals(2, fleet.rollout(1).count(UnitPart.Confirmed.class));
    assertEquals(18, fleet.rollout(1).count(UnitPart.Waiting.class));
    assertEquals(
        RolloutRefusal.OVER,
        refused(fleet.decide(new RolloutCommand.Stop(1, "op", "again", fleet.now))));
    assertEquals(
        RolloutRefusal.NOT_PAUSED,
        refused(fleet.decide(new RolloutCommand.Resume(1, "op", "again", fleet.now))));
  }

  @Test
  void a_newer_roll_out_supersedes_one_of_its_kind_and_leaves_the_other_kind_alone() {
    Fleets fleet = fleet(20, 1);
    fleet.start(new Goal.Configuration(1), plan(5));
    fleet.look();
    fleet.configuration();
    fleet.start(SOFTWARE, plan(5));
    fleet.start(new Goal.Configuration(2), plan(5));
    assertEquals(new Phase.Superseded(3, fleet.now), fleet.rollout(1).phase());
    assertInstanceOf(Phase.Running.class, fleet.rollout(2).phase());
    fleet.run(3, LONG);
    fleet.run(2, LONG);
    for (ModelUnit unit : fleet.units.values()) {
      assertEquals(Fleets.text(2, unit.id), unit.runs());
      assertEquals("0.2.0", unit.software());
    }
  }

  @Test
  void what_was_before_comes_back_for_those_that_were_reached() {
    Fleets fleet = fleet(20, 1);
    fleet.start(new Goal.Configuration(1), plan(5));
    fleet.run(1, LONG);
    fleet.configuration();
    fleet.start(new Goal.Configuration(2), plan(5));
    while (fleet.rollout(2).wave() < 1) {
      fleet.step(SECOND);
    }
    fleet.step(SECOND);
    fleet.step(Duration.ofMinutes(5));
    int reached = fleet.rollout(2).count(UnitPart.Confirmed.class);
    assertEquals(10, reached);
    fleet.start(new Goal.Before(2), plan(5));
    assertInstanceOf(Phase.Superseded.class, fleet.rollout(2).phase());
    assertEquals(reached, fleet.rollout(3).parts().size());
    assertInstanceOf(Phase.Finished.class, fleet.run(3, LONG).phase());
    fleet.units.values().forEach(unit -> assertEquals(Fleets.text(1, unit.id), unit.runs()));
  }

  @Test
  void what_makes_no_sense_is_refused() {
    Fleets fleet = fleet(4, 1);
    assertEquals(
        RolloutRefusal.UNKNOWN_CONFIGURATION,
        refused(fleet.start(new Goal.Configuration(7), plan(5))));
    assertEquals(RolloutRefusal.UNKNOWN_ROLLOUT, refused(fleet.start(new Goal.Before(7), plan(5))));
    fleet.start(SOFTWARE, plan(5));
    fleet.run(1, LONG);
    assertEquals(RolloutRefusal.NOTHING_CHANGES, refused(fleet.start(SOFTWARE, plan(5))));
    assertEquals(
        RolloutRefusal.SOFTWARE_GOES_FORWARD, refused(fleet.start(new Goal.Before(1), plan(5))));
    assertEquals(
        RolloutRefusal.UNKNOWN_ROLLOUT,
        refused(fleet.decide(new RolloutCommand.Stop(9, "op", "x", fleet.now))));
  }

  @Test
  void a_configuration_that_is_brought_again_is_no_new_one() {
    Fleets fleet = fleet(1, 1);
    fleet.decide(new RolloutCommand.AddConfiguration("sha 1", 1, "op", null, fleet.now));
    assertEquals(1, fleet.state.configurations().size());
  }

  @Test
  void a_wish_is_newer_than_all_that_a_unit_knows_also_when_the_hub_has_forgotten() {
    Fleets fleet = fleet(2, 1);
    fleet.start(new Goal.Configuration(1), plan(5));
    fleet.run(1, LONG);
    long known = fleet.wish("unit-000").version();
    fleet.state = RolloutState.EMPTY; // brought back from a backup of before
    fleet.configuration();
    fleet.now = fleet.now.minus(Duration.ofDays(3)); // and its clock is wrong
    fleet.configuration();
    fleet.unit("unit-000").mended(fleet.now);
    fleet.start(new Goal.Configuration(1), plan(5));
    assertEquals(0, fleet.state.wishes().size());
    fleet.configuration();
    fleet.decide(new RolloutCommand.AddConfiguration("sha other", 1, "op", null, fleet.now));
    fleet.start(new Goal.Configuration(2), plan(5));
    fleet.run(fleet.state.rollouts().lastKey(), LONG);
    assertTrue(fleet.wish("unit-000").version() > known);
    assertEquals(Fleets.text(2, "unit-000"), fleet.unit("unit-000").runs());
  }
}
