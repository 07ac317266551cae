package city.seki.hub.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.KitId;
import city.seki.config.rules.Command;
import city.seki.config.source.CityFile;
import city.seki.config.source.ReferenceCity;
import city.seki.config.wire.CardKey;
import city.seki.config.wire.CardTech;
import city.seki.edge.card.Pace;
import city.seki.hub.data.AtomicFile;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.roster.RosterEntry;
import city.seki.hub.roster.RosterStore;
import city.seki.hub.server.Hub;
import city.seki.hub.server.HubSettings;
import city.seki.hub.server.HubSurroundings;
import city.seki.hub.web.Axe;
import city.seki.hub.web.Chromium;
import city.seki.provisioning.CardKeyFile;
import city.seki.provisioning.HubKeyFile;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The display at a door in a real browser: a hub, the real agents of one office over emulated
 * readers, and a cable between them that is pulled.
 */
@Timeout(240)
class KioskPageIT {
  /** {@code -Dseki.pictures=DIR} renews pictures there. */
  private static final String PICTURES = System.getProperty("seki.pictures", "");

  private static final String OFFICE = "joho-sozokan";
  private static final String TAG = "04A1B2C3D4E5F6";

  /** A Monday. */
  private static final Instant MORNING = Instant.parse("2026-11-30T09:00:00+09:00");

  private static final String SAY = "document.querySelector('#say')";

  /** What was said is kept, for it is over in some seconds however slow a machine is. */
  private static final String LISTEN =
      """
      window.said = [];
      const one = (selector) => document.querySelector(selector);
      document.addEventListener("DOMContentLoaded", () => new MutationObserver(() => window.said.push({
        tone: one("#say").dataset.tone,
        seat: one("#seat").hidden ? "" : one("#seat").innerText,
        mine: one("#seats .mine b")?.innerText ?? "",
        text: one("#say").innerText,
      })).observe(document.body, { subtree: true, childList: true, attributes: true }));
      """;

  @TempDir private Path folder;
  private final SecureRandom random = new SecureRandom();
  private final Deque<AutoCloseable> ends = new ArrayDeque<>();

  @SuppressWarnings("NullAway.Init")
  private Hub hub;

  @SuppressWarnings("NullAway.Init")
  private Cable cable;

  @SuppressWarnings("NullAway.Init")
  private DemoUnits units;

  private static String card(int person) {
    return "01100300000000%02d".formatted(person);
  }

  private static City office() {
    City all = ReferenceCity.city();
    return new City(
        all.name(),
        all.timeZone(),
        all.zones(),
        all.offices().values().stream().filter(it -> it.id().equals(OFFICE)).toList(),
        all.units().values().stream().filter(it -> it.office().equals(OFFICE)).toList(),
        all.holidays());
  }

  private void roster(DataDirectory data) throws Exception {
    CardKey key = CardKeyFile.loadOrCreate(data.root(), random);
    List<RosterEntry> people = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      people.add(
          new RosterEntry(
              "S%05d".formatted(i),
              "松本 花子",
              "福祉課",
              List.of("lgwan", "internet"),
              key.digest(CardTech.FELICA, card(i))));
    }
    try (RosterStore store = RosterStore.open(data.roster(), random)) {
      store.replace(people);
    }
  }

  @BeforeEach
  void start() throws Exception {
    DataDirectory data = DataDirectory.use(folder.resolve("data"));
    City city = office();
    AtomicFile.write(data.city(), CityFile.write(city));
    roster(data);
    DemoClock clock = new DemoClock(MORNING, 1, System::nanoTime);
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    hub =
        Hub.start(
            new HubSettings(data, loopback, null, 0, 0, 0, null, 1, true, null, null, null),
            new HubSurroundings(
                clock,
                InstantSource.system(),
                System::nanoTime,
                random,
                Assertions::fail,
                () -> {}),
            List.of());
    ends.push(hub);
    cable = new Cable(hub.mqttPort());
    ends.push(cable);
    units =
        DemoUnits.start(
            city,
            new DemoUnits.Common(
                folder.resolve("units"),
                hub.cardKey(),
                HubKeyFile.loadOrCreate(data.root(), random).key(),
                "127.0.0.1",
                cable.port(),
                clock,
                new Random(1),
                Pace.real(),
                Pace.real(),
                (_, _, _) -> {}));
    ends.push(units);
    String tag = hub.cardKey().digest(CardTech.ISO14443A, TAG);
    KitId kit = new KitId(OFFICE, firstKit(city));
    var _ = hub.allocation().ask(new Command.LinkTag(kit, tag, "test", clock.get())).join();
  }

  private static String firstKit(City city) {
    return Objects.requireNonNull(city.office(OFFICE)).kits().getFirst().id();
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable end : ends) {
      end.close();
    }
  }

  private String address() {
    return Objects.requireNonNull(units.displays().get(OFFICE));
  }

  private void tap(Chromium browser, CardTech tech, String id) throws InterruptedException {
    browser.evaluate("window.said.length = 0");
    Objects.requireNonNull(units.reader(OFFICE, "kiosk:door")).tap(tech, id);
  }

  /** Waits until the display has said that since the last tap; it may be over by now. */
  private static void awaitSaid(Chromium browser, String what) throws InterruptedException {
    browser.await("window.said.some(({ tone, seat, mine, text }) => " + what + ")");
  }

  /** In large letters, and framed on the plan. */
  private static void awaitSeated(Chromium browser) throws InterruptedException {
    awaitSaid(browser, "tone === 'yes' && seat && seat === mine");
  }

  /** A unit waits longer and longer between its attempts. */
  private static void awaitBack(Chromium browser) throws InterruptedException {
    String back = "document.querySelector('#away').hidden";
    for (int i = 0; i < 6_000 && !browser.evaluate(back).asBoolean(); i++) {
      Pace.real().pause(Duration.ofMillis(10));
    }
    browser.await(back);
  }

  private static void looks(Chromium browser, Axe axe, String name) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (boolean dark : new boolean[] {false, true}) {
      browser.dark(dark);
      for (int[] size : new int[][] {{800, 480}, {480, 800}, {1024, 600}}) {
        browser.resize(size[0], size[1]);
        String where = "%s %dx%d dark=%s: ".formatted(name, size[0], size[1], dark);
        axe.violations(browser, "html").forEach(line -> wrong.add(where + line));
        if (browser.evaluate("document.documentElement.scrollWidth > innerWidth").asBoolean()) {
          wrong.add(where + "wider than the screen");
        }
        if (!browser.evaluate(SAY + ".getBoundingClientRect().bottom <= innerHeight").asBoolean()) {
          wrong.add(where + "the answer is not on the screen");
        }
        if (!PICTURES.isEmpty()) {
          browser.picture(
              Path.of(PICTURES, "kiosk-%s-%d%s.png".formatted(name, size[0], dark ? "-dark" : "")));
        }
      }
    }
    browser.dark(false);
    assertEquals(List.of(), wrong);
  }

  @Test
  void who_taps_at_the_door_reads_the_seat_there_also_while_the_cable_is_pulled() throws Exception {
    Axe axe = Axe.installed();
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      browser.watch(LISTEN);
      browser.open(address(), 800, 480, false);
      browser.await("document.body.dataset.state === 'idle'");
      browser.await("document.querySelector('#office').innerText.includes('情報創造館')");
      browser.await("document.querySelectorAll('#rooms li').length > 0");
      browser.await("document.querySelector('#away').hidden");
      int free = browser.evaluate("Number(document.querySelector('#count b').innerText)").asInt();
      assertTrue(free > 3, "free seats: " + free);
      looks(browser, axe, "idle");

      tap(browser, CardTech.FELICA, card(0));
      awaitSeated(browser);
      browser.await("document.querySelector('#count b').innerText === '" + (free - 1) + "'");

      tap(browser, CardTech.ISO14443A, TAG);
      browser.await("document.querySelectorAll('#kits [data-state=taken]').length === 1");
      awaitSaid(browser, "tone === 'yes' && text.includes('貸し出しました')");

      tap(browser, CardTech.FELICA, "0116FFFF00000042");
      awaitSaid(browser, "tone === 'other' && !mine && text.includes('Unknown card')");
      tap(browser, CardTech.FELICA, card(2));
      awaitSeated(browser);
      looks(browser, axe, "seated");

      cable.pull();
      browser.await("!document.querySelector('#away').hidden");
      tap(browser, CardTech.FELICA, card(1));
      awaitSeated(browser);
      awaitSaid(browser, "text.includes('Provisional')");
      if (!PICTURES.isEmpty()) {
        browser.picture(Path.of(PICTURES, "kiosk-cut-off.png"));
      }
      browser.open(address(), 800, 480, false); // the page itself needs no network
      browser.await("document.body.dataset.state !== 'starting'");
      assertEquals(2, hub.allocation().state().held().size());

      cable.plugIn();
      awaitBack(browser);
      browser.await("document.body.dataset.state === 'idle'");
      tap(browser, CardTech.FELICA, card(1));
      awaitSaid(browser, "tone === 'back'");
      assertEquals(List.of(), browser.complaints());
      String all = browser.evaluate("document.documentElement.outerHTML").asString();
      assertTrue(!all.contains("松本") && !all.contains("福祉課"), "a person is on the display");
    }
  }
}
