package city.seki.edge.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.config.ConfigState.Refused;
import city.seki.edge.config.ConfigState.Returned;
import city.seki.edge.config.ConfigState.Running;
import city.seki.edge.config.ConfigState.Trying;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A unit that is told to be something else becomes it, or is what it was. */
class ConfigRulesTest {
  private static final Facts WELL = new Facts(true, true, Set.of());
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int SEEDS = Integer.getInteger("seki.seeds", 400);

  private ConfigRules.Now now = new ConfigRules.Now(new Running(null), null);
  private boolean restarts;

  private void on(ConfigEvent event) {
    ConfigRules.Step step = ConfigRules.step(now, event);
    now = step.next();
    restarts = step.restart();
  }

  private void tryOut(long version, Set<String> excused) {
    on(Wishes.told(version));
    assertNotNull(now.examined());
    on(new ConfigEvent.Fits(Wishes.wished(version), excused));
    assertInstanceOf(Trying.class, now.state());
    assertTrue(restarts);
  }

  private Verdict verdict() {
    return switch (now.state()) {
      case Refused(var _, var why) -> why;
      case Returned(var _, var why) -> why;
      case Running _, Trying _ -> throw new AssertionError(now.toString());
    };
  }

  @Test
  void what_reaches_the_hub_and_is_well_in_time_is_good() {
    tryOut(7, Set.of());
    on(new ConfigEvent.Passed(MINUTE, Facts.NONE));
    on(new ConfigEvent.Passed(MINUTE, new Facts(true, false, Set.of())));
    on(new ConfigEvent.Passed(MINUTE, new Facts(true, true, Set.of("sensor pir:gpio:17"))));
    assertInstanceOf(Trying.class, now.state());
    on(new ConfigEvent.Passed(MINUTE, WELL));
    assertEquals(new Running(Wishes.wished(7)), now.state());
    assertFalse(restarts, "it runs already");
  }

  @Test
  void what_does_not_reach_the_hub_in_time_is_taken_back() {
    tryOut(7, Set.of());
    on(new ConfigEvent.Passed(Duration.ofSeconds(Wishes.CONFIRM_S - 1), Facts.NONE));
    assertInstanceOf(Trying.class, now.state());
    on(new ConfigEvent.Passed(Duration.ofSeconds(1), Facts.NONE));
    assertInstanceOf(Returned.class, now.state());
    assertTrue(restarts);
    assertNull(now.state().runs(), "the start document's runs again");
    assertEquals(Reason.HUB_UNREACHED, verdict().reason());
    assertTrue(verdict().detail().contains("mqtt://127.0.0.1:2007"), verdict().detail());
  }

  @Test
  void what_is_missing_when_the_time_is_over_is_told() {
    Duration all = Duration.ofSeconds(Wishes.CONFIRM_S);
    tryOut(7, Set.of());
    on(new ConfigEvent.Passed(all, new Facts(true, false, Set.of())));
    assertEquals(Reason.OFFICE_UNKNOWN, verdict().reason());
    tryOut(8, Set.of());
    on(new ConfigEvent.Passed(all, new Facts(true, true, Set.of("sensor pir:gpio:17"))));
    assertEquals(Reason.SELF_TEST, verdict().reason());
    assertTrue(verdict().detail().startsWith("sensor pir:gpio:17"), verdict().detail());
  }

  @Test
  void what_was_broken_before_does_not_keep_a_unit_from_another_configuration() {
    String broken = "reader seat:A-01 at pn532:hsu:/dev/ttyUSB0";
    tryOut(7, Set.of(broken));
    on(new ConfigEvent.Passed(MINUTE, new Facts(true, true, Set.of(broken))));
    assertInstanceOf(Running.class, now.state());
  }

  @Test
  void what_was_refused_or_taken_back_is_not_tried_again_until_something_newer_comes() {
    on(Wishes.told(7));
    on(new ConfigEvent.DoesNotFit(new Verdict(7, Reason.WIRING, "no pin 27")));
    assertInstanceOf(Refused.class, now.state());
    assertFalse(restarts, "what runs goes on");
    for (long old : new long[] {7, 6, 1}) {
      on(Wishes.told(old));
      assertNull(now.examined());
    }
    tryOut(8, Set.of());
    on(new ConfigEvent.NotStarted(new Unfit(Reason.NOT_STARTED, "no key")));
    on(Wishes.told(8));
    assertNull(now.examined());
    assertInstanceOf(Returned.class, now.state());
  }

  @Test
  void whoever_asks_for_it_has_it_tried_again() {
    tryOut(7, Set.of());
    on(new ConfigEvent.TryAgain(Wishes.told(7)));
    assertNull(now.examined(), "it is being tried");
    on(new ConfigEvent.NotStarted(new Unfit(Reason.NOT_STARTED, "no key")));
    on(new ConfigEvent.TryAgain(Wishes.told(6)));
    assertNull(now.examined(), "nobody wants 6 any more");
    on(new ConfigEvent.TryAgain(Wishes.told(7)));
    assertNotNull(now.examined());
    on(new ConfigEvent.Fits(Wishes.wished(7), Set.of()));
    assertInstanceOf(Trying.class, now.state());
  }

  @Test
  void a_newer_wish_takes_the_place_of_the_one_that_is_looked_at_or_tried() {
    on(Wishes.told(7));
    on(Wishes.told(8));
    on(new ConfigEvent.Fits(Wishes.wished(7), Set.of()));
    assertInstanceOf(Running.class, now.state(), "7 is not wanted any more");
    on(new ConfigEvent.Fits(Wishes.wished(8), Set.of()));
    assertEquals(8, now.state().newest());
    on(Wishes.told(9));
    assertFalse(restarts, "8 runs until 9 is known to fit");
    on(new ConfigEvent.DoesNotFit(new Verdict(9, Reason.WIRING, "no pin 27")));
    assertTrue(restarts, "nobody wants 8, and 9 cannot be");
    assertNull(now.state().runs());
  }

  @Test
  void the_same_configuration_under_another_version_is_no_restart() {
    tryOut(7, Set.of());
    on(new ConfigEvent.Passed(MINUTE, WELL));
    on(Wishes.told(8));
    on(new ConfigEvent.IsSame(Wishes.wished(8)));
    assertFalse(restarts);
    assertEquals(new Running(Wishes.wished(8)), now.state());
  }

  @Test
  void a_trial_goes_on_after_a_power_cut_with_the_time_that_is_left() {
    tryOut(7, Set.of());
    on(new ConfigEvent.Passed(Duration.ofSeconds(400), Facts.NONE));
    now = new ConfigRules.Now(ConfigRules.boot(now.state()), null);
    assertInstanceOf(Trying.class, now.state());
    on(new ConfigEvent.Passed(Duration.ofSeconds(200), Facts.NONE));
    assertInstanceOf(Returned.class, now.state());
  }

  @Test
  void a_trial_that_ends_the_unit_again_and_again_is_taken_back() {
    tryOut(7, Set.of());
    ConfigState left = now.state();
    for (int start = 1; start < ConfigRules.MOST_STARTS; start++) {
      left = ConfigRules.boot(left);
      assertInstanceOf(Trying.class, left);
    }
    Returned end = assertInstanceOf(Returned.class, ConfigRules.boot(left));
    assertEquals(Reason.ENDED, end.verdict().reason());
    assertEquals(end, ConfigRules.boot(end));
  }

  /** Anything in any order, with power cuts; what was written last is what the next start finds. */
  @Test
  void whatever_happens_there_is_a_good_configuration_and_versions_do_not_fall() {
    for (long seed = 0; seed < SEEDS; seed++) {
      life(new Random(seed), "seed " + seed);
    }
  }

  private void life(Random random, String seed) {
    now = new ConfigRules.Now(new Running(null), null);
    Set<Long> judged = new HashSet<>();
    Set<Long> good = new HashSet<>(Set.of(0L));
    int starts = 0;
    Duration tried = Duration.ZERO;
    for (int i = 0; i < 200; i++) {
      ConfigState before = now.state();
      if (random.nextInt(8) == 0) {
        now = new ConfigRules.Now(ConfigRules.boot(before), null);
        starts++;
      } else {
        ConfigEvent event = event(random);
        on(event);
        if (event instanceof ConfigEvent.Passed(var time, var facts) && before instanceof Trying) {
          tried = tried.plus(time);
          if (facts.equals(WELL)) {
            good.add(before.newest());
          }
        }
        if (event instanceof ConfigEvent.IsSame && now.state() instanceof Running) {
          good.add(now.state().newest());
        }
      }
      assertTrue(now.state().newest() >= before.newest(), seed);
      Wished last = now.state().good();
      assertTrue(good.contains(last == null ? 0 : last.version()), seed + " " + last);
      if (now.state() instanceof Trying trying) {
        if (!(before instanceof Trying was) || was.newest() != trying.newest()) {
          assertFalse(judged.contains(trying.newest()), seed + " tries again");
          starts = 1;
          tried = Duration.ZERO;
        }
        assertTrue(starts <= ConfigRules.MOST_STARTS, seed + " starts for ever");
        assertTrue(tried.toSeconds() < 2 * Wishes.CONFIRM_S, seed + " tries for ever");
      } else {
        judged.add(now.state().newest());
      }
    }
  }

  private ConfigEvent event(Random random) {
    long newest = now.newest();
    long version = random.nextBoolean() ? newest : Math.max(1, newest - 2 + random.nextInt(5));
    return switch (random.nextInt(10)) {
      case 0, 1 -> Wishes.told(Math.max(1, version));
      case 2, 3 -> new ConfigEvent.Fits(Wishes.wished(Math.max(1, version)), Set.of());
      case 4 -> new ConfigEvent.IsSame(Wishes.wished(Math.max(1, version)));
      case 5 ->
          new ConfigEvent.DoesNotFit(new Verdict(Math.max(1, version), Reason.WIRING, "no pin"));
      case 6 -> new ConfigEvent.NotStarted(new Unfit(Reason.NOT_STARTED, "no key"));
      case 7 -> new ConfigEvent.Passed(MINUTE, WELL);
      default -> new ConfigEvent.Passed(MINUTE, Facts.NONE);
    };
  }
}
