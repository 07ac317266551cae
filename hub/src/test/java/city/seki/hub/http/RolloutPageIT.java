package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Seat;
import city.seki.config.model.Text;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.source.CityFile;
import city.seki.hub.access.Role;
import city.seki.hub.rollout.Configurations;
import city.seki.hub.rollout.Goal;
import city.seki.hub.rollout.Phase;
import city.seki.hub.rollout.Plan;
import city.seki.hub.rollout.Report;
import city.seki.hub.rollout.Rollout;
import city.seki.hub.rollout.RolloutCommand;
import city.seki.hub.rollout.Sight;
import city.seki.hub.rollout.Wish;
import city.seki.hub.web.Chromium;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators follow a roll-out on the page, in a real browser, and decide what becomes of it. */
class RolloutPageIT {
  /** {@code -Dseki.pictures=DIR} renews pictures there. */
  private static final String PICTURES = System.getProperty("seki.pictures", "");

  private static final int OFFICES = 20;
  private static final int EACH = 5;
  private static final Set<String> FAILING = Set.of("unit-07-3", "unit-12-1", "unit-15-4");
  private static final String CARD = "document.querySelector('.rollout')";

  @TempDir private Path folder;
  private HubAtWork hub;

  @BeforeEach
  void start() throws Exception {
    hub = new HubAtWork(folder);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private static String town() {
    City like = HubAtWork.city(EACH);
    Office chuo = like.offices().values().iterator().next();
    List<Office> offices = new ArrayList<>();
    List<Unit> units = new ArrayList<>();
    for (int o = 0; o < OFFICES; o++) {
      String id = "office-%02d".formatted(o);
      offices.add(
          new Office(
              id,
              new Text("第%d庁舎".formatted(o + 1), "Office " + (o + 1)),
              chuo.hours(),
              false,
              Set.of(),
              List.of(),
              chuo.policy(),
              chuo.seats(),
              List.of()));
      int u = 0;
      for (Seat seat : chuo.seats().values()) {
        units.add(
            new Unit(
                "unit-%02d-%d".formatted(o, u++),
                id,
                List.of(new Wiring(new ReaderName.AtSeat(seat.id()), "pcsc:", null))));
      }
    }
    return CityFile.write(
        new City(like.name(), like.timeZone(), like.zones(), offices, units, Set.of()));
  }

  /** All units, as what they were told has made them. */
  private Map<String, Sight> sights() {
    Map<String, Sight> sights = new TreeMap<>();
    for (int o = 0; o < OFFICES; o++) {
      for (int u = 0; u < EACH; u++) {
        String unit = "unit-%02d-%d".formatted(o, u);
        boolean off = unit.equals("unit-02-2");
        sights.put(
            unit,
            new Sight(
                "office-%02d".formatted(o),
                off ? Duration.ofDays(3) : Duration.ZERO,
                false,
                false,
                null,
                report(unit)));
      }
    }
    return sights;
  }

  private @Nullable Report report(String unit) {
    Wish wish = hub.rollouts.state().wishes().get(unit);
    if (wish == null) {
      return null;
    }
    boolean fails = FAILING.contains(unit);
    return new Report(
        wish.version(),
        new Report.Part(
            fails ? Report.State.RETURNED : Report.State.RUNNING,
            fails ? null : wish.configuration().sha256(),
            null,
            fails ? "hub-unreached" : null,
            fails ? "mqtts://hub.example:8883 did not answer for 10 minutes" : null),
        new Report.Part(Report.State.RUNNING, "0.1.0", null, null, null),
        hub.now());
  }

  private Rollout rollout() {
    return hub.rollouts.state().rollouts().firstEntry().getValue();
  }

  private void untilItPauses() {
    assertInstanceOf(
        Configurations.Brought.Taken.class,
        hub.rollouts.configurations().bring("city.yaml", town(), "op", "新しい読取機"));
    Plan usual = Plan.STANDARD;
    Plan plan = new Plan(2, List.of(), List.of(10, 50, 100), 2, usual.rest(), usual.confirm(), 5);
    var refused =
        hub.rollouts
            .desk()
            .carryOut(
                new RolloutCommand.Start(
                    new Goal.Configuration(1), plan, sights(), "新しい読取機", "op", hub.now()));
    assertEquals(Optional.empty(), refused);
    for (int i = 0; i < 2_000 && rollout().phase() instanceof Phase.Running; i++) {
      hub.now(hub.now().plusSeconds(20));
      hub.rollouts.desk().look(sights());
    }
    assertInstanceOf(Phase.Paused.class, rollout().phase());
  }

  private void open(Chromium browser, Role role, String language, boolean phone) {
    browser.open(
        hub.base + "/?token=" + hub.tokens.get(role) + "&lang=" + language + "#rollouts",
        phone ? 390 : 1440,
        phone ? 844 : 900,
        phone);
  }

  private static void picture(Chromium browser, String name) throws Exception {
    if (!PICTURES.isEmpty()) {
      browser.picture(Path.of(PICTURES, name));
    }
  }

  private static String act(String act) {
    return CARD + ".querySelector('.act." + act + "')";
  }

  private static void carryOut(Chromium browser, String act, String reason) throws Exception {
    browser.evaluate(act(act) + ".querySelector('button').click()");
    browser.await("!" + act(act) + ".querySelector('form').hidden");
    browser.evaluate(act(act) + ".querySelector('input').value = '" + reason + "'");
    browser.evaluate(act(act) + ".querySelector('form').requestSubmit()");
  }

  @Test
  void an_operator_sees_which_units_failed_and_why_goes_on_and_ends_it() throws Exception {
    untilItPauses();
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      open(browser, Role.OPERATOR, "ja", false);
      browser.await(CARD + "?.dataset.state === 'halted'");
      browser.await(CARD + ".querySelector('.of-units').innerText.includes('届きませんでした')");
      browser.await(CARD + ".querySelectorAll('.steps li').length === " + rollout().waves().size());
      picture(browser, "rollouts-ja.png");
      carryOut(browser, "resume", "配線を直した");
      browser.await(CARD + ".dataset.state === 'running'");
      carryOut(browser, "stop", "違うファイル");
      browser.await(CARD + ".dataset.state === 'stopped'");
      assertInstanceOf(Phase.Stopped.class, rollout().phase());
      assertEquals(List.of(), browser.complaints());
      open(browser, Role.OPERATOR, "en", true);
      browser.await(CARD + "?.dataset.state === 'stopped'");
      picture(browser, "rollouts-phone.png");
      assertEquals(
          "true",
          browser.evaluate("document.documentElement.scrollWidth <= innerWidth").asString(),
          "the page is wider than a phone");
    }
  }

  @Test
  void a_roll_out_is_started_by_hand_and_who_only_looks_is_offered_nothing() throws Exception {
    hub.rollouts.configurations().bring("city.yaml", CityFile.write(HubAtWork.city(8)), "op", null);
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      open(browser, Role.OPERATOR, "en", false);
      browser.await("document.querySelector('#rollouts .start')?.hidden === false");
      browser.evaluate("document.querySelector('#rollouts .start button').click()");
      picture(browser, "rollouts-start.png");
      browser.await("document.querySelector('#rollouts .start form')?.checkValidity()");
      browser.evaluate("document.querySelector('#rollouts .start form').requestSubmit()");
      browser.await(CARD + "?.dataset.state === 'running'");
      open(browser, Role.FACILITIES, "en", false);
      browser.await(CARD + "?.dataset.state === 'running'");
      browser.await("[...document.querySelectorAll('#rollouts .act')].every(act => act.hidden)");
      assertEquals(List.of(), browser.complaints());
    }
  }
}
