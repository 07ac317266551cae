package city.seki.hub.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.web.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Walks the guides in {@code docs/guide} as their readers do, at the demo, and takes their
 * pictures: {@code -Dseki.pictures=docs/guide} renews them.
 */
class GuideIT {
  private static final String PICTURES = System.getProperty("seki.pictures", "target/guide");
  private static final String MINE = "document.querySelector('.find-mine')";
  private static final String SHEET = "document.querySelector('.seat-sheet[open]')";

  private final Set<String> taken = new TreeSet<>();
  @TempDir private Path folder;
  private DemoProcess demo;

  @BeforeEach
  void start() throws Exception {
    demo = DemoProcess.start(folder, "--speed", "5", "--for", "20m");
  }

  @AfterEach
  void stop() throws Exception {
    demo.close();
  }

  private void picture(Chromium browser, String name) throws IOException {
    browser.picture(Path.of(PICTURES, name + ".png"));
    taken.add(name + ".png");
  }

  private static void press(Chromium browser, String selector) throws InterruptedException {
    String button = "document.querySelector(\"" + selector + "\")";
    browser.await(button + "?.checkVisibility()");
    browser.evaluate(button + ".click()");
  }

  @Test
  void what_the_guides_say_can_be_done_and_their_pictures_are_those_of_today() throws Exception {
    String staff = demo.tokenOf("S00001", "staff");
    List<String> complaints = new ArrayList<>();
    for (String language : List.of("en", "ja")) {
      try (Chromium browser = Chromium.start(folder.resolve(language))) {
        browser.open(
            demo.page() + "?token=" + staff + "&lang=" + language + "#seat", 390, 844, true);
        staff(browser, "-" + language);
        browser.open("about:blank", 1280, 800, false); // a page without its sign-in would complain
        browser.forgetSignIn();
        browser.open(
            demo.page() + "?token=" + demo.token() + "&lang=" + language + "#seats",
            1280,
            800,
            false);
        facilities(browser, "-" + language);
        installer(browser, "-" + language);
        complaints.addAll(browser.complaints());
      }
    }
    assertEquals(List.of(), complaints);
    Set<String> shown = GuideTest.pictures();
    shown.removeIf(picture -> picture.startsWith("../")); // taken by other tests
    assertEquals(shown, taken);
  }

  private void staff(Chromium browser, String language) throws Exception {
    browser.await("document.body.dataset.view === 'seat'");
    press(browser, ".find-days button:nth-of-type(2)"); // tomorrow
    browser.await("document.querySelector('.find-slots [aria-pressed=true] small').innerText");
    browser.await("document.querySelectorAll('.find-list > .find-seats [data-seat]').length > 2");
    picture(browser, "staff-1-free" + language);
    press(browser, ".find-list > .find-seats [data-seat]");
    browser.await(SHEET + "?.querySelector('.primary').hidden === false");
    picture(browser, "staff-2-reserve" + language);
    press(browser, ".seat-sheet[open] .primary");
    browser.await(MINE + ".querySelector('li[data-state=reserved]')");
    browser.await("!" + SHEET);
    browser.evaluate("scrollTo(0, 0)");
    picture(browser, "staff-3-mine" + language);
    browser.evaluate(
        "[..." + MINE + ".querySelectorAll('li[data-state=reserved] button')].at(-1).click()");
    browser.await("!" + MINE + ".querySelector('li[data-state=reserved]')");
    press(browser, "#me");
    browser.await("document.querySelectorAll('#my-panel[open] dd').length > 4");
    picture(browser, "staff-4-data" + language);
  }

  private void facilities(Chromium browser, String language) throws Exception {
    browser.await("document.querySelectorAll('.plan .seat').length > 5");
    browser.await("document.querySelector('.plan .seat[data-state=claimed]') !== null");
    browser.await(
        "['#bell', '#who', '.replay summary'].every(one => document.querySelector(one)?.checkVisibility())");
    picture(browser, "facilities-1-floor" + language);
    press(browser, ".plan .seat[data-state=claimed]");
    browser.await("document.querySelector('#details:not([hidden])')?.innerText.length > 20");
    picture(browser, "facilities-2-seat" + language);
    browser.press(Chromium.Key.ESCAPE);
    press(browser, "#bell");
    browser.await("document.querySelector('#alert-panel[open] .alert')");
    picture(browser, "facilities-3-alerts" + language);
    browser.press(Chromium.Key.ESCAPE);
    show(browser, "rooms", "document.querySelectorAll('.room').length > 5");
    picture(browser, "facilities-4-rooms" + language);
    show(browser, "muster", "document.querySelectorAll('.muster-offices tbody tr').length > 1");
    picture(browser, "facilities-5-muster" + language);
    show(browser, "seats", "document.querySelectorAll('.plan .seat').length > 5");
    press(browser, ".replay summary");
    browser.evaluate(
        "{ const at = document.querySelector('.replay input'); at.value = new Date(Date.parse(at.max + 'Z') - 60_000).toISOString().slice(0, 16); }");
    press(browser, ".replay form button");
    browser.await("location.hash.startsWith('#seats/')");
    browser.await("!document.querySelector('.replay-banner').hidden");
    browser.await("document.querySelectorAll('.plan .seat').length > 5");
    browser.evaluate("scrollTo(0, 0)");
    browser.await(
        "document.getAnimations().every(({ animationName }) => !animationName?.startsWith('flash'))");
    picture(browser, "facilities-6-replay" + language);
  }

  private void installer(Chromium browser, String language) throws Exception {
    show(browser, "fleet", "document.querySelectorAll('.fleet-row').length > 3");
    picture(browser, "installer-1-health" + language);
  }

  private static void show(Chromium browser, String view, String ready)
      throws InterruptedException {
    browser.evaluate("location.hash = '#" + view + "'");
    browser.await("document.body.dataset.view === '" + view + "'");
    browser.await(ready);
    assertTrue(browser.evaluate(ready).asBoolean(), view);
  }
}
