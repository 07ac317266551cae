package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Event;
import city.seki.config.wire.HealthMessage;
import city.seki.hub.access.Role;
import city.seki.hub.web.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A facilities clerk's morning in a real browser: an alert, a seat, an office. */
class FacilityPageIT {
  /** {@code -Dseki.pictures=DIR} lays pictures there, to be looked at. */
  private static final String PICTURES = System.getProperty("seki.pictures", "");

  private static final String ALERT = "document.querySelector('#alert-panel .alert')";
  private static final String SERVICE = "document.querySelector('#details .service')";
  private static final String LIMITS = "document.querySelector('#limits')";

  @TempDir private Path folder;
  private HubAtWork hub;

  @BeforeEach
  void start() throws Exception {
    hub = new HubAtWork(folder);
    hub.fleet.health(
        "u1", hub.now(), new HealthMessage("b", 1, 0, null, null, null, null, null, List.of()));
    hub.post(
        Role.STAFF,
        "/api/v1/reservations",
        "{\"office\":\"chuo\",\"seat\":\"A-06\",\"date\":\"2026-12-01\",\"slot\":\"am\"}");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void open(Chromium browser, String language, String view, int width) {
    browser.open(
        hub.base + "/?token=" + hub.tokens.get(Role.FACILITIES) + "&lang=" + language + "#" + view,
        width,
        900,
        width < 500);
  }

  private static void picture(Chromium browser, String name) throws IOException {
    if (!PICTURES.isEmpty()) {
      browser.picture(Path.of(PICTURES, name + ".png"));
    }
  }

  private static String click(String within, String words) {
    return "[..."
        + within
        + ".querySelectorAll('button')].find(b => b.offsetParent && b.innerText.includes('"
        + words
        + "')).click()";
  }

  /** Fills in the fields of a form, in their order; null leaves one. */
  private static String fill(String form, String... values) {
    StringBuilder script =
        new StringBuilder("{ const fields = [...")
            .append(form)
            .append(".querySelectorAll('.fields form :is(input, select)')];");
    for (int i = 0; i < values.length; i++) {
      if (!values[i].isEmpty()) {
        script
            .append("fields[" + i + "].value = '" + values[i] + "';")
            .append("fields[" + i + "].dispatchEvent(new Event('change', { bubbles: true }));");
      }
    }
    return script.append(" }").toString();
  }

  @Test
  void an_alert_is_taken_with_a_note_changed_and_given_back() throws Exception {
    hub.alerts.changed(List.of(new Event.UnclaimedUse(new SeatId("chuo", "A-07"), hub.now())));
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      open(browser, "en", "seats", 390);
      browser.await("document.querySelector('#bell b').innerText === '1'");
      browser.evaluate("document.querySelector('#bell').click()");
      browser.await(ALERT + "?.classList.contains('waits')");
      browser.evaluate(click(ALERT, "Take care"));
      browser.evaluate(ALERT + ".querySelector('input').value = 'I go and look'");
      browser.evaluate(ALERT + ".querySelector('form').requestSubmit()");
      browser.await(ALERT + ".querySelector('.taken').innerText.includes('I go and look')");
      browser.await(ALERT + ".querySelector('.taken').innerText.startsWith('You take care')");
      picture(browser, "alert-taken-en");
      browser.evaluate(click(ALERT, "Change the note"));
      browser.await(ALERT + ".querySelector('input').value === 'I go and look'");
      browser.evaluate(ALERT + ".querySelector('input').value = 'somebody forgot to tap'");
      browser.evaluate(ALERT + ".querySelector('form').requestSubmit()");
      browser.await(ALERT + ".querySelector('.taken').innerText.includes('forgot to tap')");
      browser.evaluate(click(ALERT, "Give it back"));
      browser.evaluate(ALERT + ".querySelectorAll('form')[1].requestSubmit()");
      browser.await(ALERT + ".classList.contains('waits')");
      browser.await("document.documentElement.scrollWidth <= innerWidth");
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void a_seat_is_taken_out_for_a_time_and_an_office_is_closed_and_whom_it_hits_is_said_before()
      throws Exception {
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      open(browser, "ja", "seats", 1440);
      browser.await("document.querySelector('.plan [data-seat=\"A-06\"]')?.dataset.state");
      browser.evaluate("document.querySelector('.plan [data-seat=\"A-06\"]').click()");
      browser.await(SERVICE + "?.offsetParent");
      browser.evaluate(click(SERVICE, "使用停止にする"));
      browser.evaluate(
          fill(SERVICE, "cleaning", "絨毯の張り替え", "2026-12-01T08:00", "2026-12-01T13:00"));
      browser.await(SERVICE + ".querySelector('.hits').innerText.includes('予約が1件')");
      browser.await(SERVICE + ".querySelector('[type=checkbox]').checked");
      picture(browser, "outage-ja");
      browser.evaluate(SERVICE + ".querySelector('.fields form').requestSubmit()");
      browser.await(SERVICE + ".innerText.includes('清掃: 絨毯の張り替え')");
      assertEquals(0, hub.allocation.state().reservations().size());
      browser.evaluate(click(SERVICE, "再開する"));
      browser.evaluate(SERVICE + ".querySelectorAll('form')[1].requestSubmit()");
      browser.await("!" + SERVICE + ".innerText.includes('絨毯')");

      hub.post(Role.STAFF, "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"A-01\"}");
      hub.now(hub.now().plusSeconds(1));
      open(browser, "en", "limits", 320);
      browser.await(LIMITS + "?.innerText.includes('No office is closed')");
      browser.await("[..." + LIMITS + ".querySelectorAll('select')][1].options.length === 1");
      browser.evaluate(click(LIMITS, "Close an office"));
      browser.evaluate(
          fill(
              LIMITS,
              "closure",
              "",
              "",
              "",
              "",
              "",
              "",
              "",
              "2026-11-24",
              "2026-11-24",
              "",
              "typhoon"));
      browser.await(LIMITS + ".querySelector('.hits').innerText.includes('1 person sits there')");
      picture(browser, "limits-phone-en");
      browser.evaluate(LIMITS + ".querySelector('form').requestSubmit()");
      browser.await(LIMITS + ".querySelector('.limit')?.innerText.includes('typhoon')");
      assertEquals(0, hub.allocation.state().held().size());
      browser.await("document.documentElement.scrollWidth <= innerWidth");
      browser.evaluate(click(LIMITS + ".querySelector('.limit')", "Lift it"));
      browser.evaluate(LIMITS + ".querySelector('.limit form').requestSubmit()");
      browser.await("!" + LIMITS + ".querySelector('.limit')");
      hub.post(
          Role.FACILITIES,
          "/api/v1/measures",
          "{\"office\":\"chuo\",\"people\":4,\"from\":\"2026-11-24\",\"note\":\"感染症対策\"}");
      open(browser, "ja", "limits", 1440);
      browser.await(LIMITS + "?.querySelector('.limit')?.innerText.includes('定員4人')");
      browser.dark(true);
      picture(browser, "limits-dark-ja");
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void a_room_becomes_seats_that_come_onto_the_floor_and_leave_it_at_noon() throws Exception {
    String last = "document.querySelector('.plan [data-seat=\"P-12\"]')";
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      open(browser, "ja", "limits", 390);
      browser.await(
          "[...(" + LIMITS + "?.querySelectorAll('select') ?? [])][2]?.options.length === 1");
      browser.evaluate(click(LIMITS, "臨時オフィスを登録する"));
      browser.evaluate(
          fill(
              LIMITS,
              "pop-up",
              "",
              "R1",
              "12",
              "",
              "lgwan",
              "",
              "",
              "2026-11-24",
              "2026-11-26",
              "am",
              "テレワーク体験会"));
      browser.await(LIMITS + ".querySelector('.hits').innerText.includes('1日間')");
      picture(browser, "pop-up-phone-ja");
      browser.evaluate(LIMITS + ".querySelector('form').requestSubmit()");
      browser.await(LIMITS + ".querySelector('.limit')?.innerText.includes('P-01 ～ P-12')");
      browser.await("document.documentElement.scrollWidth <= innerWidth");
      picture(browser, "pop-up-made-phone-ja");
      open(browser, "en", "seats", 1440);
      browser.await(last + "?.dataset.state === 'free'");
      picture(browser, "pop-up-floor-en");
      hub.floor.sweep(1);
      hub.floor.flush();
      hub.now(Instant.parse("2026-11-24T12:00:00+09:00"));
      hub.floor.sweep(1);
      hub.floor.flush();
      browser.await("!" + last);
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void a_pop_up_office_is_ended_before_its_time_and_whom_it_hits_is_said_before() throws Exception {
    hub.post(
        Role.FACILITIES,
        "/api/v1/measures",
        "{\"office\":\"chuo\",\"room\":\"R1\",\"seats\":12,\"zone\":\"lgwan\",\"slot\":\"day\","
            + "\"from\":\"2026-11-24\",\"to\":\"2026-11-26\",\"note\":\"trial\"}");
    hub.post(Role.STAFF, "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"P-12\"}");
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      open(browser, "en", "limits", 1440);
      browser.await(LIMITS + "?.querySelector('.limit')?.innerText.includes('Pop-up office in')");
      browser.evaluate(click(LIMITS + ".querySelector('.limit')", "End it"));
      browser.await(LIMITS + ".querySelector('.limit form').innerText.includes('1 person sits')");
      picture(browser, "pop-up-end-en");
      browser.evaluate(LIMITS + ".querySelector('.limit form').requestSubmit()");
      browser.await("!" + LIMITS + ".querySelector('.limit')");
      assertEquals(0, hub.allocation.state().held().size());
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void a_seat_is_found_by_its_name_and_what_is_wrong_by_one_touch() throws Exception {
    hub.alerts.changed(List.of(new Event.UnclaimedUse(new SeatId("chuo", "A-07"), hub.now())));
    String list = "document.querySelector('#found')";
    String seven = "document.querySelector('.plan [data-seat=\"A-07\"]')";
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      open(browser, "ja", "seats", 320);
      browser.await(seven + "?.dataset.state");
      browser.evaluate(
          "{ const field = document.querySelector('#search'); field.value = 'a-07 中央';"
              + " field.dispatchEvent(new Event('input', { bubbles: true })); field.focus(); }");
      browser.await(list + ".querySelectorAll('button').length === 1");
      browser.await("!document.querySelector('.office').hidden");
      picture(browser, "search-ja");
      browser.await("document.documentElement.scrollWidth <= innerWidth");
      browser.evaluate(
          "document.querySelector('#search').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }))");
      browser.await("document.activeElement === " + list + ".querySelector('button')");
      browser.evaluate(list + ".querySelector('button').click()");
      browser.await("document.querySelector('#details-title').innerText.includes('A-07')");
      browser.evaluate("document.querySelector('#clear').click()");
      browser.await(list + ".hidden");
      browser.evaluate("document.querySelector('#alerts-only').click()");
      browser.await("!" + seven + ".classList.contains('aside')");
      browser.await("document.querySelectorAll('.plan .aside').length === 7");
      assertEquals(List.of(), browser.complaints());
    }
  }
}
