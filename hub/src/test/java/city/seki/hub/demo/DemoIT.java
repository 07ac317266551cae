package city.seki.hub.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import city.seki.hub.web.Chromium;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The demo as a person starts it: the built program, and a real browser at its page. */
class DemoIT {
  private static final Path JAR = Path.of("target", "seki-hub.jar").toAbsolutePath();
  private static final Pattern READY =
      Pattern.compile("Seki is ready: (http://127\\.0\\.0\\.1:\\d+/)\\?token=(\\S+)");
  private static final String SEATS = "document.querySelectorAll('.plan [data-state]')";

  private static final String DRAWN =
      "document.querySelectorAll('#reports .report-part:not([hidden]) .drawing svg').length";

  /** {@code -Dseki.pictures=DIR} renews the pictures of README there. */
  private static final String PICTURES = System.getProperty("seki.pictures", "");

  private static final List<String> OFFICES =
      List.of(
          "yoshikawa",
          "kotobukidai",
          "shimauchi",
          "hongo",
          "sasaga",
          "hata",
          "joho-sozokan",
          "honchosha");

  @TempDir private Path folder;
  private Process demo;
  private BufferedReader out;
  private String page = "";
  private String token = "";

  @BeforeEach
  void start_the_demo() throws IOException {
    demo =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString(),
                "demo",
                "--speed",
                "20",
                "--for",
                "5m",
                "--data",
                folder.resolve("data").toString())
            .redirectError(folder.resolve("demo.err").toFile())
            .start();
    out = demo.inputReader();
    Matcher ready = READY.matcher("");
    long started = System.nanoTime();
    for (String line = out.readLine(); line != null && page.isEmpty(); ) {
      if (ready.reset(line).matches()) {
        page = ready.group(1);
        token = ready.group(2);
      } else {
        line = out.readLine();
      }
    }
    assertTrue(
        Duration.ofNanos(System.nanoTime() - started).toSeconds() < 60 && !page.isEmpty(),
        "the demo never said that it is ready");
  }

  @AfterEach
  void end_the_demo() {
    demo.destroyForcibly();
  }

  @Test
  void a_browser_shows_seats_that_change_and_a_card_of_ones_own() throws Exception {
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      browser.open(page + "?token=" + token + "&lang=en", 1440, 900, false);
      browser.await(SEATS + ".length > 20");
      browser.await("[..." + SEATS + "].some(seat => seat.dataset.state === 'claimed')");
      assertEquals(
          0, browser.evaluate("location.search.includes('token') ? 1 : 0").asInt(), "token stays");

      choose(browser, 0, "my-number");
      choose(browser, 1, "honchosha");
      choose(browser, 2, "seat:A-01");
      // again where one of the demo's staff taps there at the same moment, and the panel shows that
      browser.await(
          "document.querySelector('#demo').innerText.includes('staff card')"
              + " || (Date.now() > (window.next ?? 0) && (window.next = Date.now() + 4000,"
              + " document.querySelector('#demo button').click(), false))");

      pictures(browser);
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void a_browser_shows_rooms_with_their_devices_and_day() throws Exception {
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      browser.open(page + "?token=" + token + "&lang=en#rooms", 1440, 900, false);
      browser.await("document.querySelectorAll('.room').length === 10");
      browser.await("document.querySelector('.room[data-state=free]') !== null");
      browser.evaluate("document.querySelector('.room .open-card').click()");
      browser.await("document.querySelector('#room-panel[open] .track') !== null");
      browser.evaluate("document.querySelector('#room-panel .device-list button').click()");
      browser.await("document.querySelector('.history') !== null");
      browser.await("document.querySelector('#room-panel .sensors .honesty') !== null");
      browser.evaluate("document.querySelector('#room-panel .all-sensors').click()");
      browser.await("document.querySelector('#sensor-panel[open] .sensor-list .honesty') !== null");
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void a_browser_takes_a_kit_back_and_shows_what_somebody_has_to_look_after() throws Exception {
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      browser.open(page + "?token=" + token + "&lang=en#kits", 1440, 900, false);
      browser.await("document.querySelectorAll('.kit').length === 5");
      browser.await("document.querySelector('.kit[data-state=overdue] .holder b')?.innerText");
      String kit = "document.querySelector('.kit[data-state=overdue]').dataset.kit";
      browser.evaluate("window.late = " + kit);
      browser.evaluate("document.querySelector('.kit[data-state=overdue] .open-card').click()");
      browser.await("document.querySelector('#kit-panel[open] .loans table') !== null");
      browser.evaluate("document.querySelector('#kit-panel .act .act button').click()");
      browser.await("document.activeElement.tagName === 'INPUT'");
      browser.evaluate("document.activeElement.value = 'one cable less'");
      browser.evaluate("document.activeElement.form.requestSubmit()");
      browser.await("document.querySelector('#kit-panel .loans')?.innerText.includes('one cable')");
      browser.await(
          "[...document.querySelectorAll('.kit')].find(k => k.dataset.kit === window.late)"
              + ".dataset.state !== 'overdue'");
      browser.evaluate("document.querySelector('#kit-panel .close').click()");
      browser.await("!document.querySelector('#bell').hidden");
      browser.evaluate("document.querySelector('#bell').click()");
      browser.await(
          "[...document.querySelectorAll('#alert-panel[open] .alert h4')]"
              + ".some(line => line.innerText === 'A kit is overdue')");
      assertEquals(List.of(), browser.complaints());
    }
  }

  /** What happened before the demo's day is imported as any city would (contract.md). */
  @Test
  void a_browser_shows_the_figures_of_the_month_before() throws Exception {
    try (Chromium browser = Chromium.start(folder.resolve("chromium"))) {
      browser.open(
          page + "?token=" + token + "&lang=en#reports/telework?period=last-month",
          1440,
          900,
          false);
      browser.await(DRAWN + " === 3");
      browser.await(
          "Number(document.querySelector('#reports .tile b').innerText.replace(',', '')) > 300");
      browser.await("document.querySelectorAll('#reports .of-all tbody tr').length === 16");
      browser.evaluate("document.querySelector('#reports .of-all .to-rows').click()");
      browser.await("document.querySelectorAll('#report-rows[open] tbody tr').length > 0");
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void pictures_of_the_reports() throws Exception {
    assumeFalse(PICTURES.isEmpty(), "only where pictures are asked for");
    String compared = "?period=last-month&compare=before";
    pictures("reports/telework" + compared, "reports", DRAWN + " === 3");
    pictures("reports/utilisation" + compared, "utilisation", DRAWN + " > 4");
  }

  @Test
  void pictures_of_the_rooms() throws Exception {
    assumeFalse(PICTURES.isEmpty(), "only where pictures are asked for");
    pictures(
        "rooms",
        "rooms",
        "document.querySelectorAll('.room').length === 10",
        "document.querySelectorAll('.room[data-state=occupied]').length > 1");
  }

  @Test
  void pictures_of_the_kits_and_alerts() throws Exception {
    assumeFalse(PICTURES.isEmpty(), "only where pictures are asked for");
    for (int i = 0; i < 1_500 && !kits().contains("\"lent\""); i++) {
      assertTrue(!demo.waitFor(100, TimeUnit.MILLISECONDS), "the demo ended by itself");
    }
    String kits = "document.querySelectorAll('.kit').length === 5";
    String bell = "document.querySelector('#bell:not([hidden])')";
    String alert = "document.querySelector('#alert-panel[open] .alert') !== null";
    pictures("kits", "kits", kits, bell + " !== null");
    pictures("kits", "alerts", kits, alert + " || " + bell + "?.click()");
  }

  /** One browser for each: the streams of earlier pages keep their connections for a while. */
  private void pictures(String view, String name, String... ready) throws Exception {
    for (String language : List.of("en", "ja")) {
      for (boolean phone : List.of(false, true)) {
        String device = (phone ? "phone-" : "desktop-") + language;
        try (Chromium browser = Chromium.start(folder.resolve(name + "-" + device))) {
          browser.open(
              page + "?token=" + token + "&lang=" + language + "#" + view,
              phone ? 390 : 1440,
              phone ? 844 : 900,
              phone);
          for (String condition : ready) {
            browser.await(condition);
          }
          browser.picture(Path.of(PICTURES, name + "-" + device + ".png"));
        }
      }
    }
  }

  /** The demo's panel comes after the floor. */
  private static void choose(Chromium browser, int list, String value) throws InterruptedException {
    String chosen = "document.querySelectorAll('#demo select')[%d]".formatted(list);
    browser.await("[...%s.options].some(one => one.value === '%s')".formatted(chosen, value));
    browser.evaluate(
        "{ const list = %s; list.value = '%s'; list.dispatchEvent(new Event('change')); }"
            .formatted(chosen, value));
  }

  private void pictures(Chromium browser) throws IOException, InterruptedException {
    if (PICTURES.isEmpty()) {
      return;
    }
    for (String language : List.of("en", "ja")) {
      picture(browser, language, 1440, 900, false);
      picture(browser, language, 390, 844, true);
    }
  }

  private void picture(Chromium browser, String language, int width, int height, boolean phone)
      throws IOException, InterruptedException {
    browser.open("about:blank", width, height, phone); // no look at the page before
    browser.await("document.querySelector('#offices') === null");
    browser.open(page + "?lang=" + language, width, height, phone);
    browser.await("document.documentElement.lang === '" + language + "'");
    browser.await("/\\d/.test(document.querySelector('#clock')?.textContent)");
    browser.await(SEATS + ".length > 5");
    String device = phone ? "phone" : "desktop";
    browser.picture(Path.of(PICTURES, "floor-" + device + "-" + language + ".png"));
  }

  @Test
  void it_ends_cleanly_and_says_what_happened() throws Exception {
    sitDown("staff0", "honchosha", List.of("seat:A-01", "seat:A-02", "seat:A-03"));
    demo.toHandle().destroy(); // unlike Process.destroy, this leaves its output open
    assertTrue(demo.waitFor(20, TimeUnit.SECONDS), "still there 20 s after SIGTERM");
    List<String> rest = new ArrayList<>(out.lines().toList());
    assertEquals(0, demo.exitValue(), String.join("\n", rest));
    assertTrue(rest.contains("Summary of the demo"), String.join("\n", rest));
  }

  /** The reference city has 3 rooms with a conference system and 7 displays (product.md §2). */
  @Test
  void rooms_and_devices_move_by_the_production_drivers() throws Exception {
    Map<String, Set<String>> states = new TreeMap<>();
    Set<String> rooms = new TreeSet<>();
    for (int i = 0; i < 1_500 && !(rooms.size() == 2 && lived(states)); i++) {
      for (String office : OFFICES) {
        look(office, states, rooms);
      }
      assertTrue(!demo.waitFor(100, TimeUnit.MILLISECONDS), "the demo ended by itself");
    }
    assertEquals(10, states.size(), states.toString());
    assertTrue(lived(states), "devices that never changed: " + states);
    assertEquals(Set.of("occupied", "vacant"), rooms);
  }

  /** Whether every device is known, and some have been used. */
  private static boolean lived(Map<String, Set<String>> states) {
    return states.values().stream().noneMatch(Set::isEmpty)
        && states.values().stream().anyMatch(seen -> seen.contains("in-call"))
        && states.values().stream().filter(seen -> seen.size() > 1).count() >= 5;
  }

  private void look(String office, Map<String, Set<String>> states, Set<String> rooms)
      throws Exception {
    String body =
        send(HttpRequest.newBuilder(URI.create(page + "api/v1/offices/" + office + "/rooms")))
            .body();
    for (JsonNode room : new ObjectMapper().readTree(body)) {
      if (!room.get("state").asString().equals("unknown")) {
        rooms.add(room.get("state").asString());
      }
      for (JsonNode device : room.get("devices")) {
        Set<String> seen =
            states.computeIfAbsent(device.get("device").asString(), d -> new TreeSet<>());
        if (!device.get("state").asString().equals("unknown")) {
          seen.add(device.get("state").asString());
        }
      }
    }
  }

  /** The reference city has 5 kits (product.md §2): one is overdue from the day before. */
  @Test
  void kits_are_lent_and_returned_by_their_tags() throws Exception {
    Map<String, Set<String>> seen = new TreeMap<>();
    for (int i = 0; i < 2_400 && !moved(seen); i++) {
      for (JsonNode kit : new ObjectMapper().readTree(kits())) {
        seen.computeIfAbsent(kit.get("kit").asString(), k -> new TreeSet<>())
            .add(kit.get("state").asString());
      }
      assertTrue(!demo.waitFor(100, TimeUnit.MILLISECONDS), "the demo ended by itself");
    }
    assertEquals(5, seen.size(), seen.toString());
    assertTrue(moved(seen), "kits that never changed: " + seen);
  }

  private String kits() throws Exception {
    return send(HttpRequest.newBuilder(URI.create(page + "api/v1/kits"))).body();
  }

  private static boolean moved(Map<String, Set<String>> seen) {
    return seen.values().stream().filter(s -> s.containsAll(Set.of("available", "lent"))).count()
            >= 2
        && seen.values().stream().anyMatch(s -> s.contains("overdue"));
  }

  private void tap(String card, String office, String reader) throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(page + "api/v1/demo/taps"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"card\":\"%s\",\"office\":\"%s\",\"reader\":\"%s\"}"
                            .formatted(card, office, reader))));
    assertEquals(202, answer.statusCode(), answer.body());
  }

  /** Tries the next seat after a while: one may be reserved by somebody of the demo. */
  private void sitDown(String card, String office, List<String> readers) throws Exception {
    for (int i = 0; i < 1_200; i++) {
      if (i % 100 == 0) {
        tap(card, office, readers.get(i / 100 % readers.size()));
      }
      String seats =
          send(HttpRequest.newBuilder(URI.create(page + "api/v1/offices/" + office + "/seats")))
              .body();
      if (seats.contains("\"claimed\"")) {
        return;
      }
      assertTrue(!demo.waitFor(50, TimeUnit.MILLISECONDS), "the demo ended by itself");
    }
    throw new AssertionError("nobody ever sat down in " + office);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          request.header("Authorization", "Bearer " + token).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
