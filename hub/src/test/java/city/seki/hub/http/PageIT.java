package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.access.PasswordHash;
import city.seki.hub.access.Role;
import city.seki.hub.web.Chromium;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The floor page in a real browser at a hub without an authority, as {@code --dev} and demo. */
class PageIT {
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

  private void open(Chromium browser, Role role, String view) {
    browser.open(
        hub.base + "/?token=" + hub.tokens.get(role) + "&lang=en#" + view, 1440, 900, false);
  }

  @Test
  void somebody_of_the_roster_sees_what_is_held_about_them_and_cancels_a_reservation()
      throws Exception {
    String wanted =
        "{\"office\":\"chuo\",\"seat\":\"A-03\",\"date\":\"2026-11-24\",\"slot\":\"pm\"}";
    assertEquals(201, hub.post(Role.STAFF, "/api/v1/reservations", wanted).statusCode());
    assertEquals(200, hub.get(Role.FACILITIES, "/api/v1/reservations").statusCode());
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      open(browser, Role.STAFF, "seats");
      browser.await("!document.querySelector('#me').hidden");
      String seat = "document.querySelector('.plan .seat')";
      String details = "document.querySelector('#details')";
      browser.await(seat);
      browser.evaluate(seat + ".focus()");
      browser.press(Chromium.Key.ENTER);
      browser.await("!" + details + ".hidden");
      browser.press(Chromium.Key.ESCAPE);
      browser.await(details + ".hidden && document.activeElement === " + seat);
      browser.evaluate("document.querySelector('#me').click()");
      String panel = "document.querySelector('#my-panel[open]')";
      browser.await(panel + "?.innerText.includes('松本 花子')");
      browser.await(panel + ".innerText.includes('1001')");
      browser.await(panel + ".querySelectorAll('table tbody tr').length === 1"); // who looked
      browser.await(panel + ".querySelector('.mine').innerText.includes('A-03')");
      browser.evaluate(panel + ".querySelector('.mine button').click()");
      browser.await("!" + panel + ".querySelector('.mine').innerText.includes('A-03')");
      browser.evaluate(panel + ".querySelector('.said-more button').click()"); // not meant so
      browser.await(panel + ".querySelector('.mine').innerText.includes('A-03')");
      assertEquals(1, hub.allocation.state().reservations().size());
      String file = panel + ".querySelector('a[download]').href";
      assertTrue(browser.evaluate("fetch(" + file + ").then(answer => answer.ok)").asBoolean());
      browser.press(Chromium.Key.ESCAPE);
      browser.await("!" + panel + " && document.activeElement === " + seat);
      assertTrue(browser.evaluate(details + ".hidden").asBoolean(), "closed is closed");
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void the_view_of_a_link_is_asked_for_when_one_is_signed_in_and_not_before() throws Exception {
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      browser.watch(
          """
          const hub = window.fetch;
          window.fetch = async (path, options) => {
            if (path === "/api/v1/session" && options?.method === "POST") await new Promise((resolve) => setTimeout(resolve, 500));
            return hub(path, options);
          };
          """);
      open(browser, Role.STAFF, "seat");
      browser.await("document.querySelector('.find-seats [data-seat]')?.checkVisibility()");
      assertTrue(browser.evaluate("!document.querySelector('#sign-in[open]')").asBoolean());
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void who_is_signed_in_by_a_password_changes_it_with_the_present_one() throws Exception {
    PasswordHash hash = PasswordHash.of("granite otter lamp seven", hub.random);
    hub.database.accounts().add("hanako", Set.of(Role.STAFF), "1001", hash, hub.now(), hub.random);
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      browser.open(hub.base + "/?lang=en", 1440, 900, false);
      browser.await("document.querySelector('#sign-in[open] #user')?.offsetParent");
      browser.evaluate("document.querySelector('#user').value = 'hanako'");
      browser.evaluate("document.querySelector('#password').value = 'granite otter lamp seven'");
      browser.evaluate("document.querySelector('#sign-in-account').requestSubmit()");
      browser.await("document.querySelector('#who:not([hidden]) .panel button:not([hidden])')");
      browser.evaluate("document.querySelector('#who .panel button').click()");
      String panel = "document.querySelector('#password-panel[open]')";
      browser.await(panel);
      change(browser, panel, "something else", "cobalt fern anvil mist");
      browser.await(panel + ".innerText.includes('The present password is another one.')");
      change(browser, panel, "granite otter lamp seven", "cobalt fern anvil mist");
      browser.await(panel + ".innerText.includes('The password is changed.')");
      // The refusal is in the browser's own log; the page goes on with its new session.
      assertTrue(
          browser.evaluate("fetch('/api/v1/session').then(answer => answer.ok)").asBoolean());
    }
  }

  private static void change(Chromium browser, String panel, String current, String wanted) {
    browser.evaluate(panel + ".querySelectorAll('input')[0].value = '" + current + "'");
    browser.evaluate(panel + ".querySelectorAll('input')[1].value = '" + wanted + "'");
    browser.evaluate(panel + ".querySelector('form').requestSubmit()");
  }

  @Test
  void who_looks_for_units_is_told_that_enrolment_is_not_in_use() throws Exception {
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      open(browser, Role.ADMIN, "units");
      browser.await(
          "document.querySelector('#units')?.innerText === 'Enrolment is not in use here. This hub"
              + " runs for trying things out (--dev), and its units connect without"
              + " certificates.'");
    }
  }
}
