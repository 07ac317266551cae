package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Policy;
import city.seki.config.model.Reserving;
import city.seki.hub.access.Role;
import city.seki.hub.roster.RosterEntry;
import city.seki.hub.web.Chromium;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Staff find a seat on their phones, in real browsers at a hub. */
class SeatPageIT {
  /** {@code -Dseki.pictures=DIR} renews pictures there. */
  private static final String PICTURES = System.getProperty("seki.pictures", "");

  private static final String FREE = "document.querySelector('.find-list > .find-seats')";
  private static final String REST = "document.querySelector('.find-rest')";
  private static final String SHEET = "document.querySelector('.seat-sheet[open]')";
  private static final String NOW = "document.querySelector('.find-slots [data-value=now]')";
  private static final String MINE = "document.querySelector('.find-mine')";

  private static final String UNDO = MINE + ".querySelector('.said-more button')";
  private static final String SAID = MINE + ".querySelector('.done').textContent";

  private static final String GOOD = "{\"rating\":\"good\"}";

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

  private void open(Chromium browser, String token, String language, String rest) {
    browser.open(hub.base + "/?token=" + token + "&lang=" + language + rest, 390, 844, true);
  }

  private static void picture(Chromium browser, String name) throws Exception {
    if (!PICTURES.isEmpty()) {
      browser.picture(Path.of(PICTURES, name));
    }
  }

  private static String seat(String seat) {
    return "[data-seat=\"" + seat + "\"]";
  }

  /** The first touch: a seat. The second one: the button of its sheet. */
  private static void touchSeat(Chromium browser, String seat) throws Exception {
    browser.await(FREE + "?.querySelector('" + seat(seat) + "')");
    browser.evaluate(FREE + ".querySelector('" + seat(seat) + "').click()");
    browser.await(SHEET + "?.querySelector('.primary').hidden === false");
  }

  private static void touchButton(Chromium browser) {
    browser.evaluate(SHEET + ".querySelector('.primary').click()");
  }

  @Test
  void one_reserves_in_two_touches_sits_down_leaves_and_cancels() throws Exception {
    String staff = String.valueOf(hub.tokens.get(Role.STAFF));
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      open(browser, staff, "en", "");
      browser.await("document.body.dataset.view === 'seat'"); // where staff begin
      touchSeat(browser, "A-03");
      picture(browser, "seat-sheet.png");
      touchButton(browser);
      browser.await(MINE + ".innerText.includes('is reserved for you')");
      browser.await(MINE + ".querySelector('li[data-state=reserved]')?.innerText.includes('A-03')");
      assertEquals(1, hub.allocation.state().reservations().size());
      browser.await(REST + "?.querySelector('" + seat("A-03") + ".own')");
      picture(browser, "seat-phone.png");
      assertTrue(
          browser.evaluate("document.documentElement.scrollWidth <= innerWidth").asBoolean(),
          "the page is wider than a phone");

      browser.evaluate(MINE + ".querySelector('li[data-state=reserved] button').click()"); // here
      browser.await(MINE + ".querySelector('li[data-state=claimed]')?.innerText.includes('A-03')");
      assertEquals(0, hub.allocation.state().reservations().size());
      hub.now(hub.now().plusSeconds(60));
      browser.evaluate(MINE + ".querySelector('li[data-state=claimed] button').click()");
      browser.await("!" + MINE + ".querySelector('li[data-state=claimed]')");
      assertEquals(0, hub.allocation.state().held().size());

      touchSeat(browser, "A-04");
      touchButton(browser);
      browser.await(MINE + ".querySelector('li[data-state=reserved]')?.innerText.includes('A-04')");
      touchSeat(browser, "A-06"); // another one, in one step
      browser.await(SHEET + ".innerText.includes('replaces your reservation of A-04')");
      picture(browser, "seat-change.png");
      touchButton(browser);
      browser.await(MINE + ".querySelector('li[data-state=reserved]')?.innerText.includes('A-06')");
      assertEquals(1, hub.allocation.state().reservations().size());
      browser.evaluate(
          "[..." + MINE + ".querySelectorAll('li[data-state=reserved] button')].at(-1).click()");
      browser.await("!" + MINE + ".querySelector('li[data-state=reserved]')");
      assertEquals(0, hub.allocation.state().reservations().size());
      picture(browser, "seat-undo.png");
      browser.evaluate(UNDO + ".click()"); // one touch too many
      browser.await(MINE + ".querySelector('li[data-state=reserved]')?.innerText.includes('A-06')");
      assertEquals(1, hub.allocation.state().reservations().size());

      browser.evaluate("document.querySelectorAll('.find-days button')[1].click()"); // tomorrow
      browser.await(NOW + ".hidden");
      browser.evaluate("[..." + MINE + ".querySelectorAll('li button')].at(-2).click()"); // change
      browser.await("document.activeElement.matches('.find-count')");
      browser.await("!" + NOW + ".hidden"); // the day of the reservation
      browser.await(FREE + ".innerText.includes('change to it')");

      browser.evaluate("[..." + MINE + ".querySelectorAll('li button')].at(-1).click()"); // cancel
      browser.await(UNDO + " && " + SAID + " !== ''"); // until one looks elsewhere
      browser.evaluate("location.hash = '#rooms'");
      browser.await("document.body.dataset.view === 'rooms'");
      browser.evaluate("location.hash = '#seat'");
      browser.await("document.body.dataset.view === 'seat'");
      assertEquals("", browser.evaluate(SAID).asString());
      assertTrue(browser.evaluate(UNDO + " === null").asBoolean());
      assertEquals(List.of(), browser.complaints());

      hub.now(hub.now().plusSeconds(60));
      open(browser, staff, "ja", "#seat/chuo/A-05"); // a code at the seat
      browser.await(SHEET + "?.innerText.includes('A-05')");
      browser.await(SHEET + ".querySelector('.primary').hidden === false");
      touchButton(browser);
      browser.await(MINE + "?.querySelector('li[data-state=claimed]')?.innerText.includes('A-05')");
      picture(browser, "seat-phone-ja.png");

      // whatever was looked for before: a code, or a seat of the floor, is about now
      browser.evaluate("document.querySelectorAll('.find-days button')[1].click()"); // tomorrow
      browser.await(NOW + ".hidden");
      browser.evaluate("location.hash = '#seat/chuo/A-06'");
      browser.await(NOW + ".getAttribute('aria-pressed') === 'true' && !" + NOW + ".hidden");
      browser.await(SHEET + "?.innerText.includes('A-06')");
      assertEquals(List.of(), browser.complaints());
    }
  }

  /** A tap at the seat's reader or code, half an hour apart: used and left. */
  private void uses(String seat) throws Exception {
    String body = "{\"office\":\"chuo\",\"seat\":\"" + seat + "\"}";
    assertEquals(200, hub.post(Role.STAFF, "/api/v1/taps", body).statusCode());
    hub.now(hub.now().plusSeconds(1_800));
    assertEquals(200, hub.post(Role.STAFF, "/api/v1/taps", body).statusCode());
  }

  @Test
  void one_reserves_every_week_is_told_what_is_refused_and_says_how_it_was() throws Exception {
    hub.reconfigure(
        Policy.STANDARD
            .asking(new Reserving(1, LocalTime.of(13, 0), false, 0, false))
            .askingAfterUse(),
        1);
    String staff = String.valueOf(hub.tokens.get(Role.STAFF));
    hub.post(
        Role.FACILITIES,
        "/api/v1/reservations",
        "{\"office\":\"chuo\",\"seat\":\"A-03\",\"staff_id\":\"1002\",\"date\":\"2026-12-08\","
            + "\"slot\":\"day\"}");
    uses("A-05");
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      open(browser, staff, "ja", "");
      String asked = "document.querySelector('.find-question:not([hidden])')";
      browser.await(asked + "?.innerText.includes('A-05')");
      picture(browser, "seat-question-ja.png");
      browser.evaluate(asked + ".querySelector('[data-value=poor]').click()");
      browser.await(asked + ".querySelector('[data-value=noise]').offsetParent !== null");
      browser.evaluate(asked + ".querySelector('[data-value=noise]').click()");
      browser.await("!" + asked);
      assertEquals(
          404, hub.post(Role.STAFF, "/api/v1/me/question", GOOD).statusCode(), "asked once");

      open(browser, staff, "en", "");
      browser.await(
          "document.querySelector('.find-terms')?.innerText.includes('were taken until')");
      browser.evaluate(
          "{ const day = document.querySelector('#find-date'); day.value = '2026-12-01';"
              + " day.dispatchEvent(new Event('change')) }");
      browser.await(
          "document.querySelector('.find-terms').innerText.includes('until Mon, Nov 30')");
      browser.await(REST + "?.querySelector('" + seat("A-01") + "')?.textContent.includes('kept')");
      touchSeat(browser, "A-03");
      browser.evaluate(SHEET + ".querySelector('#find-weeks').value = '4'");
      picture(browser, "seat-weekly.png");
      touchButton(browser);
      browser.await(MINE + "?.innerText.includes('3 of 4 times')");
      browser.await(MINE + ".querySelector('.find-refused')?.innerText.includes('Dec 8')");
      browser.await(MINE + ".querySelector('.find-series')?.textContent.includes('2 more')");
      assertEquals(4, hub.allocation.state().reservations().size());
      picture(browser, "seat-series.png");
      assertTrue(
          browser.evaluate("document.documentElement.scrollWidth <= innerWidth").asBoolean(),
          "the page is wider than a phone");
      browser.evaluate(MINE + ".querySelector('.act > button').click()"); // is asked first
      browser.await(MINE + ".querySelector('.act form').innerText.includes('All 3 reservations')");
      assertEquals(4, hub.allocation.state().reservations().size());
      picture(browser, "seat-series-sure.png");
      hub.post(
          Role.FACILITIES,
          "/api/v1/reservations",
          "{\"office\":\"chuo\",\"seat\":\"A-07\",\"staff_id\":\"1001\",\"date\":\"2026-11-24\","
              + "\"slot\":\"pm\"}");
      browser.evaluate(MINE + ".querySelector('.act form .primary').click()");
      browser.await(MINE + ".innerText.includes('3 reservations are cancelled')");
      assertEquals(2, hub.allocation.state().reservations().size());
      String cancel = "[..." + MINE + ".querySelectorAll('li[data-state=reserved] button')].at(-1)";
      browser.await(MINE + ".querySelector('li[data-state=reserved]')?.innerText.includes('A-07')");
      browser.evaluate(cancel + ".click()"); // the day is closed for reservations: asked once more
      browser.await(MINE + ".innerText.includes('Press again to cancel it')");
      assertEquals(2, hub.allocation.state().reservations().size());
      browser.evaluate(cancel + ".click()");
      browser.await("!" + MINE + ".querySelector('li[data-state=reserved]')");
      assertEquals(1, hub.allocation.state().reservations().size());

      wishes(browser);
      assertEquals(List.of(), browser.complaints());
    }
  }

  /** Lots are drawn a week before: a wish is made, drawn, and is a reservation. */
  private void wishes(Chromium browser) throws Exception {
    Reserving asks = Reserving.FREELY.drawing(new Reserving.Lottery(7, LocalTime.of(10, 32)));
    hub.reconfigure(Policy.STANDARD.asking(asks), 0);
    browser.evaluate("document.querySelector('#find-date').dispatchEvent(new Event('change'))");
    String lots = "document.querySelector('.find-lots:not([hidden])')";
    browser.await(lots + "?.innerText.includes('Nov 24 10:32')");
    picture(browser, "seat-lots.png");
    touchSeat(browser, "A-05");
    browser.await(SHEET + ".querySelector('.primary').innerText === 'Wish for this seat'");
    picture(browser, "seat-lots-sheet.png");
    touchButton(browser);
    browser.await(MINE + "?.querySelector('li[data-state=reserved]')?.innerText.includes('Wish')");
    browser.await(lots + ".innerText.includes('1 person wishes. You are one of them.')");
    picture(browser, "seat-lots-made.png");
    hub.now(hub.now().plusSeconds(120));
    hub.draw();
    assertEquals(0, hub.allocation.state().wishes().open().size());
    assertEquals(2, hub.allocation.state().reservations().size(), "the wish is a reservation");
  }

  @Test
  void of_two_who_want_the_same_seat_one_gets_it_and_the_other_is_told_what_is_next_best()
      throws Exception {
    String first = String.valueOf(hub.tokens.get(Role.STAFF));
    String second = hub.token(Role.STAFF, "1002");
    try (Chromium one = Chromium.start(folder.resolve("one"));
        Chromium two = Chromium.start(folder.resolve("two"))) {
      open(one, first, "en", "");
      open(two, second, "en", "");
      touchSeat(one, "A-06");
      touchSeat(two, "A-06");
      touchButton(one);
      touchButton(two);
      String over = "(" + MINE + "?.innerText.includes('is reserved for you')";
      String lost = SHEET + "?.innerText.includes('Somebody else has reserved it.'))";
      one.await(over + " || " + lost);
      two.await(over + " || " + lost);
      assertEquals(1, hub.allocation.state().reservations().size());
      boolean oneWon = one.evaluate(over + ")").asBoolean();
      assertEquals(oneWon, !two.evaluate(over + ")").asBoolean(), "one wins, one is refused");
      Chromium loser = oneWon ? two : one;
      String suggested = SHEET + "?.querySelector('.find-next [data-kind=seat]')";
      loser.await(suggested + "?.innerText.includes('A-0')");
      picture(loser, "seat-refused.png");
      loser.evaluate(suggested + ".click()");
      loser.await(
          SHEET
              + "?.querySelector('.primary').hidden === false && !"
              + SHEET
              + ".innerText.includes('A-06')");
      touchButton(loser);
      loser.await(MINE + ".innerText.includes('is reserved for you')");
      assertEquals(2, hub.allocation.state().reservations().size());

      Chromium winner = oneWon ? one : two; // gives it up, and is too late to have it again
      winner.evaluate("[..." + MINE + ".querySelectorAll('li button')].at(-1).click()");
      winner.await(UNDO);
      touchSeat(loser, "A-06");
      touchButton(loser);
      loser.await(MINE + ".innerText.includes('Your seat is now A-06')");
      winner.evaluate(UNDO + ".click()");
      winner.await(MINE + ".innerText.includes('could not be made again. Somebody else')");
    }
  }

  @Test
  void who_may_not_have_a_seat_is_told_why_and_gets_an_address_for_the_calendar() throws Exception {
    String facilities = hub.token(Role.FACILITIES, "1002");
    hub.post(
        Role.FACILITIES,
        "/api/v1/reservations",
        "{\"office\":\"chuo\",\"seat\":\"A-07\",\"staff_id\":\"1001\",\"date\":\"2026-11-24\","
            + "\"slot\":\"day\"}");
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      open(browser, facilities, "en", "");
      browser.await("document.querySelector('[href=\"#seat\"]').hidden === false");
      assertEquals(
          "seats", browser.evaluate("document.body.dataset.view").asString(), "others begin there");
      browser.evaluate("location.hash = '#seat'");
      browser.await(REST + "?.querySelector('" + seat("A-07") + "')");
      browser.evaluate(REST + ".querySelector('" + seat("A-07") + "').click()");
      browser.await(SHEET + "?.innerText.includes('Somebody else has reserved it.')");
      browser.await(SHEET + ".querySelector('.find-next [data-kind=seat]')");
      browser.evaluate(SHEET + ".querySelector('.close').click()");

      String calendar = "document.querySelector('.find-calendar')";
      browser.evaluate(calendar + ".open = true");
      browser.evaluate(calendar + ".querySelectorAll('.buttons')[1].firstElementChild.click()");
      browser.await(calendar + ".querySelector('input').value.includes('calendar.ics?key=')");
      picture(browser, "seat-calendar.png");
      String address = browser.evaluate(calendar + ".querySelector('input').value").asString();
      String path = address.substring(hub.base.length());
      assertEquals(200, hub.send(hub.request("GET", path, null)).statusCode());
      browser.evaluate(calendar + ".querySelectorAll('.buttons')[1].lastElementChild.click()");
      browser.await(calendar + ".innerText.includes('The address counts no more.')");
      assertEquals(404, hub.send(hub.request("GET", path, null)).statusCode());
    }
  }

  @Test
  void one_sits_beside_a_colleague_who_lets_it_be_seen_and_lets_oneself_be_seen() throws Exception {
    hub.roster.replace(
        List.of(
            new RosterEntry("1001", "松本 花子", "総務部", List.of("lgwan"), HubAtWork.CARD),
            new RosterEntry("1002", "安曇 太郎", "総務部", List.of("lgwan"), null)));
    hub.reconfigure(Policy.STANDARD, 0);
    String self = String.valueOf(hub.roster.personOf("1001"));
    hub.database.whereabouts().show(String.valueOf(hub.roster.personOf("1002")), "総務部");
    hub.post(
        Role.FACILITIES,
        "/api/v1/reservations",
        "{\"office\":\"chuo\",\"seat\":\"A-06\",\"staff_id\":\"1002\",\"date\":\"2026-11-24\","
            + "\"slot\":\"day\"}");
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      open(browser, String.valueOf(hub.tokens.get(Role.STAFF)), "en", "");
      String more = "document.querySelector('.find-more')";
      String colleague = more + "?.querySelector('.find-people input')";
      browser.await(colleague + " != null");
      browser.evaluate(more + ".firstElementChild.click()");
      browser.await(more + ".querySelector('.find-people').innerText.includes('A-06 · Central')");
      browser.evaluate(colleague + ".click()");
      browser.await(more + ".firstElementChild.innerText.includes('near 1 colleague')");
      browser.await("document.querySelector('.find-places').innerText.includes('A-06, Central')");
      browser.await(FREE + ".firstElementChild.innerText.includes('beside 安曇 太郎')");
      picture(browser, "seat-colleagues.png");
      browser.evaluate("document.querySelector('#me').click()");
      String mine = "document.querySelector('#my-panel[open] .my-choice input')";
      browser.await(mine + " !== null && !" + mine + ".checked");
      browser.await("document.querySelectorAll('#my-panel[open] dd').length > 4");
      browser.evaluate(mine + ".click()");
      browser.await("document.querySelector('#my-panel').innerText.includes('can see it now')");
      assertTrue(hub.database.whereabouts().shownTo("総務部").contains(self));
      assertEquals(List.of(), browser.complaints());
    }
  }
}
