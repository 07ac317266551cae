package city.seki.hub.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.operator.RolloutReport;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 200 units in 50 offices, of which 5 % fail; store, desk, signatures and messages are real. */
class RolloutSimulationTest {
  private static final int OFFICES = 50;
  private static final int UNITS_EACH = 4;
  private static final int UNITS = OFFICES * UNITS_EACH;
  private static final int FAILING = UNITS * 5 / 100;
  private static final Duration STEP = Duration.ofSeconds(20);
  private static final int SEEDS = Integer.getInteger("seki.seeds", 2);

  /** From here on they stop at waves 4 and 2. */
  private static final long FIRST = Long.getLong("seki.seed", 9);

  @TempDir Path folder;

  private static Plan plan(int limit, long seed) {
    return new Plan(
        2,
        List.of(),
        List.of(10, 50, 100),
        limit,
        Duration.ofMinutes(10),
        Plan.STANDARD.confirm(),
        1_000 + seed); // another order than that of those who fail
  }

  private static Set<String> fated(SimulatedTown town, Random random) {
    List<String> all = new ArrayList<>(town.units.keySet());
    Collections.shuffle(all, random);
    Set<String> fated = new TreeSet<>(all.subList(0, FAILING));
    ModelUnit.Fate[] fates = {ModelUnit.Fate.RETURNS, ModelUnit.Fate.REFUSES, ModelUnit.Fate.DIES};
    int next = 0;
    for (String unit : fated) {
      town.unit(unit).fate = fates[next++ % fates.length];
    }
    return fated;
  }

  /** The first wave by whose end more have failed than may, by the plan alone. */
  private static int stopsAt(List<List<String>> waves, Set<String> fated, int limit) {
    int asked = 0;
    int failed = 0;
    for (int wave = 0; wave < waves.size(); wave++) {
      asked += waves.get(wave).size();
      failed += Math.toIntExact(waves.get(wave).stream().filter(fated::contains).count());
      if (failed > asked * limit / 100) {
        return wave;
      }
    }
    throw new IllegalStateException("5 % is past every limit below");
  }

  @Test
  void it_stops_at_the_first_wave_past_the_limit_and_says_which_units_and_why() {
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      Path own = folder.resolve("seed-" + seed);
      assertTrue(own.toFile().mkdir());
      try (SimulatedTown town = new SimulatedTown(own, OFFICES, UNITS_EACH)) {
        stops(town, seed);
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private static void stops(SimulatedTown town, long seed) {
    Random random = new Random(seed);
    Set<String> fated = fated(town, random);
    town.desk.keep(Town.text(OFFICES, UNITS_EACH, "pcsc:ACS"), "cli:root", null);
    town.start(new Goal.Configuration(1), plan(3, seed));
    int last = stopsAt(town.rollout(1).waves(), fated, 3);
    runThroughFaults(town, random);
    Rollout rollout = town.rollout(1);
    Phase.Paused paused = assertInstanceOf(Phase.Paused.class, rollout.phase());
    assertNull(paused.by());
    assertEquals(last, rollout.wave(), "stopped at another wave");
    Set<String> asked =
        rollout.waves().subList(0, last + 1).stream()
            .flatMap(List::stream)
            .collect(Collectors.toSet());
    assertTrue(asked.containsAll(town.taken.keySet()), "a later wave was asked");
    // Those of the last wave that are still trying when it pauses come in later.
    for (int i = 0; i < 400; i++) {
      town.step(STEP);
    }
    Map<String, String> reasons =
        town.rollout(1).parts().values().stream()
            .filter(part -> part.standing() instanceof UnitPart.Failed)
            .collect(
                Collectors.toMap(
                    UnitPart::unit, part -> ((UnitPart.Failed) part.standing()).why().words()));
    assertEquals(
        asked.stream().filter(fated::contains).collect(Collectors.toSet()), reasons.keySet());
    reasons.forEach(
        (unit, why) ->
            assertEquals(
                switch (town.unit(unit).fate) {
                  case RETURNS -> "returned configuration: hub-not-reached (GPIO 17 is taken)";
                  case REFUSES -> "refused configuration: no-such-pin (GPIO 17 is taken)";
                  case DIES -> "not-back";
                  case WELL -> "it is well";
                },
                why));
  }

  /** The hub is started again now and then, and parts of the town are cut off for minutes. */
  private static void runThroughFaults(SimulatedTown town, Random random) {
    List<ModelUnit> cut = new ArrayList<>();
    while (town.rollout(1).phase() instanceof Phase.Running) {
      town.step(STEP);
      if (random.nextInt(60) == 0) {
        town.restart();
      }
      if (random.nextInt(100) == 0 && cut.isEmpty()) {
        String office = "office-%03d".formatted(random.nextInt(OFFICES));
        town.units.values().stream().filter(u -> u.office.equals(office) && u.on).forEach(cut::add);
        cut.forEach(unit -> unit.off(town.now));
      } else if (random.nextInt(20) == 0) {
        cut.forEach(unit -> unit.on = true);
        cut.clear();
      }
    }
    cut.forEach(unit -> unit.on = true);
  }

  @Test
  void what_the_terminal_says_of_it_is_this() throws Exception {
    try (SimulatedTown town = new SimulatedTown(folder, OFFICES, UNITS_EACH)) {
      fated(town, new Random(12));
      town.unit("unit-111").off(town.now);
      town.unit("unit-007").claimed = true;
      town.desk.keep(Town.text(OFFICES, UNITS_EACH, "pcsc:ACS"), "cli:root", null);
      town.start(new Goal.Configuration(1), plan(3, 12));
      while (town.rollout(1).phase() instanceof Phase.Running
          && town.now.isBefore(Fleets.START.plus(Duration.ofDays(1)))) {
        town.step(STEP);
      }
      byte[] json =
          JsonText.object(
              o ->
                  new RolloutView(town.rollout(1), ZoneId.of("Asia/Tokyo"))
                      .write(o, town.sights()));
      assertEquals(
          new String(
              Objects.requireNonNull(
                      RolloutSimulationTest.class.getResourceAsStream("/golden/rollout-status.txt"))
                  .readAllBytes(),
              UTF_8),
          RolloutReport.of(JsonFields.parse(json)));
    }
  }

  @Test
  void with_a_limit_above_it_all_others_get_there_and_no_two_of_an_office_at_once() {
    try (SimulatedTown town = new SimulatedTown(folder, OFFICES, UNITS_EACH)) {
      Set<String> fated = fated(town, new Random(7));
      town.desk.keep(Town.text(OFFICES, UNITS_EACH, "pcsc:ACS"), "cli:root", null);
      town.start(new Goal.Configuration(1), plan(100, 7));
      Set<String> offices = new HashSet<>();
      while (town.rollout(1).phase() instanceof Phase.Running) {
        town.step(STEP);
        offices.clear();
        for (UnitPart part : town.rollout(1).parts().values()) {
          assertTrue(!part.isUnderWay() || offices.add(part.office()), "two of " + part.office());
        }
      }
      assertEquals(UNITS - FAILING, town.rollout(1).count(UnitPart.Confirmed.class));
      assertEquals(fated.size(), town.rollout(1).failed());
      town.units.values().stream()
          .filter(unit -> !fated.contains(unit.id))
          .forEach(
              unit ->
                  assertEquals(
                      town.desk.texts(1, List.of(unit.id)).get(unit.id), unit.runs(), unit.id));
    }
    assertTrue(RolloutStore.check(folder.resolve("rollout.db")) > 2 * UNITS - 10);
  }

  @Test
  void a_unit_that_was_off_for_a_month_gets_the_last_of_all_wishes_and_nothing_between() {
    try (SimulatedTown town = new SimulatedTown(folder, 6, 1)) {
      town.unit("unit-003").off(town.now.minus(Duration.ofDays(1)));
      for (int i = 1; i <= 3; i++) {
        town.desk.keep(Town.text(6, 1, "pcsc:" + i), "cli:root", null);
        town.start(new Goal.Configuration(i), plan(5, i));
        for (int step = 0; step < 800; step++) {
          town.step(STEP);
        }
        town.restart();
        town.now = town.now.plus(Duration.ofDays(10));
      }
      assertEquals(List.of(), town.taken("unit-003"));
      assertEquals(3, town.taken("unit-002").size());
      town.unit("unit-003").mended(town.now);
      for (int step = 0; step < 10; step++) {
        town.step(STEP);
      }
      assertEquals(1, town.taken("unit-003").size());
      assertEquals(town.desk.texts(3, List.of("unit-003")).get("unit-003"), town.runs("unit-003"));
      assertInstanceOf(Phase.Finished.class, town.rollout(3).phase());
    }
  }
}
