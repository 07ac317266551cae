package city.seki.hub.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.config.model.Occupancy;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Command;
import city.seki.config.wire.HealthMessage;
import city.seki.hub.access.Role;
import city.seki.hub.history.Visit;
import city.seki.hub.web.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disaster desk's, the supervisor's and the facilities' look at the past, in a real browser.
 */
class DeskPageIT {
  /** {@code -Dseki.pictures=DIR} lays pictures and printed pages there, to be looked at. */
  private static final String PICTURES = System.getProperty("seki.pictures", "");

  private static final String MUSTER = "document.querySelector('#muster')";
  private static final String DAY = "document.querySelector('#department')";

  @TempDir private Path folder;
  private HubAtWork hub;

  @BeforeEach
  void start() throws Exception {
    hub = new HubAtWork(folder);
    hub.fleet.health(
        "u1", hub.now(), new HealthMessage("b", 1, 0, null, null, null, null, null, List.of()));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void open(Chromium browser, Role role, String language, String view, int width) {
    browser.open(
        hub.base + "/?token=" + hub.tokens.get(role) + "&lang=" + language + "#" + view,
        width,
        900,
        width < 500);
  }

  private static void picture(Chromium browser, String name) throws IOException {
    if (!PICTURES.isEmpty()) {
      browser.picture(Path.of(PICTURES, name + ".png"));
    }
  }

  private void someAreThere() throws Exception {
    hub.post(Role.STAFF, "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"A-01\"}");
    Command sensed =
        new Command.SensePresence(new SeatId("chuo", "A-05"), Occupancy.OCCUPIED, hub.now());
    hub.allocation.ask(sensed).get();
    RoomId room = new RoomId("chuo", "R1");
    hub.allocation
        .ask(new Command.SenseRoom(room, Occupancy.OCCUPIED, 4L, hub.now(), hub.now()))
        .get();
  }

  @Test
  void the_desk_sees_who_is_where_ticks_them_off_and_prints_a_page_for_each_office()
      throws Exception {
    someAreThere();
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      open(browser, Role.FACILITIES, "ja", "muster", 1440);
      browser.await(MUSTER + "?.innerText.includes('松本 花子')");
      browser.await(
          MUSTER + ".innerText.includes('総務部') && " + MUSTER + ".innerText.includes('A-01')");
      browser.await(MUSTER + ".querySelector('.muster-seats').innerText.includes('A-05')");
      browser.await(
          "[..."
              + MUSTER
              + ".querySelectorAll('.muster-counts b')].map(b => b.innerText).join() === '1,5,0'");
      picture(browser, "muster-ja");
      browser.evaluate(MUSTER + ".querySelector('[data-person]').click()");
      browser.await(MUSTER + ".querySelector('output').innerText === '確認済み 1 / 1 人'");
      browser.onPaper(true);
      browser.await(
          "[...document.querySelectorAll('button, select, nav, .muster input[type=search]')].every(part => !part.offsetParent)");
      browser.await(
          "getComputedStyle(document.querySelector('.muster-office')).breakBefore === 'page'");
      browser.await(MUSTER + ".querySelector('.by-hand').offsetParent !== null");
      browser.onPaper(false);
      byte[] paper = browser.print();
      assertEquals("%PDF-", new String(paper, 0, 5, UTF_8));
      if (!PICTURES.isEmpty()) {
        Files.write(Path.of(PICTURES, "muster.pdf"), paper);
      }
      // A unit falls silent: who sat there stays, and it is told.
      hub.nanos.addAndGet(Duration.ofMinutes(5).toNanos());
      open(browser, Role.FACILITIES, "en", "muster", 390);
      browser.await(MUSTER + "?.querySelector('tr.silent')?.innerText.includes('松本 花子')");
      browser.await(MUSTER + ".querySelector('.muster-news').innerText.includes('u1: last heard')");
      browser.await("document.documentElement.scrollWidth <= innerWidth");
      picture(browser, "muster-phone-en");
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void facilities_see_the_floor_as_it_was_and_come_back_to_now() throws Exception {
    hub.now(hub.now().plusSeconds(600));
    someAreThere(); // at 10:10
    hub.now(hub.now().plusSeconds(1_200));
    hub.post(Role.STAFF, "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"A-01\"}"); // at 10:30
    hub.now(hub.now().plusSeconds(3_600));
    String seat = "document.querySelector('.plan [data-seat=\"A-01\"]')";
    String banner = "document.querySelector('.replay-banner')";
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      open(browser, Role.FACILITIES, "en", "seats", 1440);
      browser.await(seat + "?.dataset.state === 'free'");
      browser.await(banner + "?.hidden");
      browser.evaluate(
          "{ const at = document.querySelector('.replay input'); at.value = '2026-11-24T10:20'; at.form.requestSubmit(); }");
      browser.await(seat + "?.dataset.state === 'claimed'");
      browser.await("location.hash === '#seats/2026-11-24T10:20'");
      browser.await(banner + ".innerText.includes('As it was on November 24, 2026 at 10:20')");
      browser.await("document.querySelector('.free b').innerText === '7'");
      picture(browser, "replay-en");
      // Ten minutes before nobody had come yet: the third of the steps goes ten minutes on.
      browser.evaluate("location.hash = '#seats/2026-11-24T10:05'");
      browser.await(seat + "?.dataset.state === 'free'");
      browser.evaluate("document.querySelectorAll('.replay-banner button')[2].click()");
      browser.await(seat + "?.dataset.state === 'claimed'");
      browser.evaluate("document.querySelector('.replay-banner .primary').click()");
      browser.await(banner + ".hidden && location.hash === '#seats'");
      browser.await(seat + "?.dataset.state === 'free'");
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void a_supervisor_sees_and_confirms_the_day_of_the_own_department() throws Exception {
    LocalDate day = LocalDate.of(2026, 11, 24);
    hub.visits.add(
        new Visit(
            day,
            new SeatId("chuo", "A-01"),
            String.valueOf(hub.roster.personOf("1002")),
            "総務部",
            Instant.parse("2026-11-24T08:31:00+09:00"),
            Instant.parse("2026-11-24T19:15:00+09:00"),
            null,
            Visit.Origin.LEDGER));
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      open(browser, Role.SUPERVISOR, "ja", "department", 1440);
      browser.await(DAY + "?.innerText.includes('安曇 太郎')");
      browser.await(
          DAY + ".innerText.includes('08:31') && " + DAY + ".innerText.includes('19:15')");
      browser.await(DAY + ".querySelector('tr.long')");
      browser.evaluate(DAY + ".querySelector('tbody button').click()");
      browser.await(DAY + ".querySelector('tbody .done')?.innerText.includes('確認済み')");
      picture(browser, "department-ja");
      open(browser, Role.SUPERVISOR, "en", "department", 320);
      browser.await(DAY + "?.querySelector('tbody .done')?.innerText.includes('confirmed')");
      browser.await("document.documentElement.scrollWidth <= innerWidth");
      picture(browser, "department-phone-en");
      assertEquals(List.of(), browser.complaints());
    }
  }
}
