package city.seki.hub.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/**
 * Generated histories of units that fail, vanish and are used, and of operators who start, pause,
 * stop and force; what must hold is looked at from outside after each look.
 */
class RolloutHistoryTest {
  private static final int HISTORIES = Integer.getInteger("seki.seeds", 150);
  private static final long FIRST = Long.getLong("seki.seed", 1);
  private static final int STEPS = 250;
  private static final List<ModelUnit.Fate> FATES = List.of(ModelUnit.Fate.values());

  @Test
  void the_promises_hold_after_every_look_of_every_history() {
    for (long seed = FIRST; seed < FIRST + HISTORIES; seed++) {
      History history = new History(seed);
      try {
        history.run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionFailedError(
            "-Dseki.seed=%d -Dseki.seeds=1: %s".formatted(seed, e.getMessage()), e);
      }
    }
  }

  private static final class History {
    private final Random random;
    private final Fleets fleet;
    private final Map<String, Long> versions = new HashMap<>();

    /** Which unit each office has under way, as told by events alone. */
    private final Map<String, String> underWay = new HashMap<>();

    History(long seed) {
      random = new Random(seed);
      fleet = new Fleets(6 + random.nextInt(25), 1 + random.nextInt(4));
      fleet.configuration();
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        units();
        operators();
        look(Duration.ofSeconds(1 + random.nextInt(random.nextBoolean() ? 20 : 400)));
      }
      assertEquals(fleet.state, RolloutState.EMPTY.applyAll(fleet.events), "replayed otherwise");
      heal();
    }

    private ModelUnit any() {
      List<ModelUnit> all = List.copyOf(fleet.units.values());
      return all.get(random.nextInt(all.size()));
    }

    private void units() {
      switch (random.nextInt(10)) {
        case 0 -> any().off(fleet.now);
        case 1 -> any().mended(fleet.now);
        case 2 -> any().claimed = random.nextInt(3) == 0;
        case 3 -> any().call = random.nextInt(3) == 0;
        case 4 ->
            any().reservedIn =
                random.nextBoolean() ? null : Duration.ofMinutes(random.nextInt(40) - 10);
        case 5 -> any().fate = FATES.get(random.nextInt(FATES.size()));
        default -> {}
      }
    }

    private void operators() {
      long some = 1L + random.nextInt(1 + fleet.state.rollouts().size());
      switch (random.nextInt(40)) {
        case 0 -> fleet.configuration();
        case 1, 2 ->
            fleet.start(
                new Goal.Configuration(1L + random.nextInt(fleet.state.configurations().size())),
                plan());
        case 3 ->
            fleet.start(
                new Goal.Software("0." + random.nextInt(5) + ".0", "ab".repeat(32), 1), plan());
        case 4 -> fleet.start(new Goal.Before(some), plan());
        case 5 -> fleet.decide(new RolloutCommand.Pause(some, "op", "why", fleet.now));
        case 6, 7, 8 -> fleet.decide(new RolloutCommand.Resume(some, "op", "why", fleet.now));
        case 9 -> fleet.decide(new RolloutCommand.Stop(some, "op", "why", fleet.now));
        case 10 ->
            fleet.decide(
                new RolloutCommand.Force(
                    some,
                    random.nextBoolean() ? Set.of() : Set.of(any().id),
                    "op",
                    "why",
                    fleet.now));
        default -> {}
      }
    }

    private Plan plan() {
      return new Plan(
          1 + random.nextInt(3),
          List.of(),
          List.of(10, 50, 100),
          random.nextInt(40),
          Duration.ofSeconds(random.nextInt(900)),
          Plan.STANDARD.confirm(),
          random.nextLong());
    }

    private void look(Duration time) {
      RolloutState before = fleet.state;
      List<RolloutEvent> events = fleet.step(time);
      RolloutState state = before;
      for (RolloutEvent event : events) {
        switch (event) {
          case RolloutEvent.Wished wished ->
              asked(state, wished, fleet.unit(wished.unit()).sight(fleet.now));
          case RolloutEvent.Confirmed e -> {
            underWay.values().remove(e.unit());
            ModelUnit unit = fleet.unit(e.unit());
            Wish wish = Objects.requireNonNull(state.wishes().get(e.unit()));
            assertEquals(wish.configuration().sha256(), unit.runs(), "confirmed and is not");
          }
          case RolloutEvent.Failed e -> {
            underWay.values().remove(e.unit());
            boolean said =
                e.why().kind() == Failure.Kind.REFUSED || e.why().kind() == Failure.Kind.RETURNED;
            assertEquals(said, e.why().reason() != null && e.why().part() != null, "no reason");
          }
          case RolloutEvent.WaveBegun e ->
              assertTrue(
                  state
                      .rollout(e.rollout())
                      .ofWave(e.wave() - 1)
                      .noneMatch(p -> p.isUnderWay() || p.standing() instanceof UnitPart.Waiting),
                  "a wave began before the one before was settled");
          default -> {}
        }
        state = state.apply(event);
      }
      assertEquals(fleet.state, state);
    }

    private void asked(RolloutState state, RolloutEvent.Wished wished, Sight sight) {
      Rollout rollout = state.rollout(wished.rollout());
      UnitPart part = rollout.part(wished.unit());
      assertTrue(rollout.phase() instanceof Phase.Running, "asked while " + rollout.phase());
      assertTrue(part.wave() <= rollout.wave(), "asked before its wave");
      long failed =
          rollout.parts().values().stream()
              .filter(p -> p.standing() instanceof UnitPart.Failed)
              .count();
      long planned =
          rollout.parts().values().stream().filter(p -> p.wave() <= rollout.wave()).count();
      assertTrue(
          (failed - rollout.forgiven()) * 100 <= rollout.plan().limitPercent() * planned,
          "asked although %d of %d have failed".formatted(failed, planned));
      assertTrue(sight.isOnline(), "asked while it is off");
      assertTrue(
          wished.wish().forced() != null
              || (!sight.call()
                  && !sight.claimed()
                  && (sight.reservedIn() == null
                      || sight.reservedIn().compareTo(rollout.plan().confirm()) > 0)),
          "somebody was disturbed: " + sight);
      String other = underWay.put(sight.office(), wished.unit());
      assertTrue(other == null, () -> other + " of the same office is under way");
      Long last = versions.put(wished.unit(), wished.wish().version());
      assertTrue(last == null || last < wished.wish().version(), "a version fell");
      assertTrue(
          rollout.waves().stream().allMatch(wave -> new HashSet<>(wave).size() == wave.size()));
    }

    /** Everything is mended and nobody is there: what still runs comes to its end. */
    private void heal() {
      fleet
          .units
          .values()
          .forEach(
              unit -> {
                unit.mended(fleet.now);
                unit.call = false;
                unit.claimed = false;
                unit.reservedIn = null;
              });
      for (long number : fleet.state.rollouts().keySet()) {
        fleet.decide(new RolloutCommand.Resume(number, "op", "mended", fleet.now));
      }
      for (int i = 0; i < 40 * 48 && fleet.state.alive().findAny().isPresent(); i++) {
        look(Duration.ofSeconds(75));
      }
      assertEquals(
          List.of(),
          fleet.state.alive().map(r -> r.number() + " " + r.phase()).toList(),
          "never through");
    }
  }
}
