package city.seki.hub.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.web.Axe;
import city.seki.hub.web.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The pages are for everybody: by the rules of axe-core, by the keyboard alone, and on 320 CSS
 * pixels, which is also what is left of 1,280 at 400 %. What is looked at comes from the page's own
 * navigation and from the panels that its code names, so that a new one cannot be forgotten.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessibleIT {
  private static final Path WEB = Path.of("src", "main", "resources", "city", "seki", "hub", "web");
  private static final Pattern PANEL = Pattern.compile("el\\(\"dialog\", \\{ id: \"([a-z-]+)\"");
  private static final int FIRST_LOAD_BYTES = 200_000;

  /** Counts what is asked for and not yet answered; the stream of events never ends. */
  private static final String COUNT =
      """
      window.outstanding = 0;
      const hub = window.fetch;
      window.fetch = (path, options) => {
        if (String(path).includes("/events")) return hub(path, options);
        window.outstanding++;
        return hub(path, options).finally(() => setTimeout(() => window.outstanding--, 50));
      };
      """;

  private static final String SETTLED =
      "window.outstanding === 0 && document.body.dataset.view === '%s'"
          + " && [...document.querySelectorAll('main > section, main > div')].some(part => part.offsetHeight > 40 && part.innerText.trim().length > 10)"
          + " && [...document.querySelectorAll('link[rel=stylesheet]')].every(link => link.sheet)";

  /** Panels and what opens them, beside the view in which that is; the first one is taken. */
  private static final Map<String, List<Panel>> PANELS =
      Map.of(
          "seats",
          List.of(
              new Panel(".plan .seat", "#details"),
              new Panel("#bell", "#alert-panel"),
              new Panel("#me", "#my-panel"),
              new Panel("#who > summary", "#who .panel")),
          "rooms",
          List.of(
              new Panel(".room .open-card", "#room-panel"),
              new Panel("#rooms button[data-t='sensors.open']", "#sensor-panel")),
          "kits",
          List.of(new Panel(".kit .open-card", "#kit-panel")),
          "fleet",
          List.of(new Panel(".fleet-row .unit", "#fleet-panel")),
          "seat",
          List.of(new Panel(".find-list > .find-seats [data-seat]", "#seat-sheet")),
          "reports",
          List.of(new Panel("#reports .to-rows", "#report-rows")));

  /** Views that draw, and how many pictures there are when all is drawn. */
  private static final Map<String, Integer> DRAWN = Map.of("reports", 3, "reports/utilisation", 5);

  /** Forms that are open when one looks, by the view or panel in which they are. */
  private static final Map<String, String> FORMS =
      Map.of("limits", "#limits .fields", "#details", "#details .service .fields");

  private record Panel(String opener, String panel) {}

  /** Does something with what is shown now. */
  @FunctionalInterface
  private interface Look {
    /**
     * @param part selector of what there is to see
     */
    void at(String what, String part) throws Exception;
  }

  @TempDir static Path folder;
  private DemoProcess demo;
  private Chromium browser;
  private String person = "";

  @BeforeAll
  void start() throws Exception {
    Path notices = folder.resolve("notices.yaml");
    Files.writeString(
        notices,
        """
        mail:
          server: smtp://127.0.0.1:25
          from: seki@example.city
          domains: [example.city]
        chat_hosts: [hooks.example.com]
        """);
    demo =
        DemoProcess.start(folder, "--speed", "5", "--for", "20m", "--notices", notices.toString());
    person = demo.tokenOf("S00001", "admin");
    browser = Chromium.start(folder.resolve("chromium"));
    browser.watch(COUNT);
  }

  @AfterAll
  void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (demo != null) {
      demo.close();
    }
  }

  private void open(String query) throws InterruptedException {
    browser.open(demo.page() + "?" + query, 1440, 900, false);
    browser.await("document.querySelectorAll('.plan .seat').length > 5");
    browser.await(
        "!document.querySelector('#me').hidden && !document.querySelector('#who').hidden");
  }

  private List<String> views() {
    List<String> views = new ArrayList<>();
    browser
        .evaluate("[...document.querySelectorAll('#views a:not([hidden])')].map(a => a.hash)")
        .forEach(hash -> views.add(hash.asString().substring(1)));
    assertTrue(views.containsAll(List.of("seats", "rooms", "kits", "reports")), views.toString());
    views.add("reports/utilisation");
    views.add("reports/opinions");
    return views;
  }

  private void show(String view) throws InterruptedException {
    browser.evaluate("location.hash = '#" + view + "'");
    browser.await(SETTLED.formatted(view.split("/", 2)[0]));
    if (DRAWN.containsKey(view)) {
      browser.await(
          "document.querySelectorAll('#reports .report-part:not([hidden]) .drawing svg').length >= "
              + DRAWN.get(view));
    }
  }

  /** Everything there is to see, one after the other. */
  private Set<String> walk(Look look) throws Exception {
    Set<String> seen = new TreeSet<>();
    open("token=" + person + "&lang=en");
    for (String view : views()) {
      browser.resize(1440, 900);
      show(view);
      openForm(view);
      unfold();
      look.at(view, "html");
      for (Panel panel : PANELS.getOrDefault(view, List.of())) {
        browser.resize(1440, 900);
        String opener = "document.querySelector(\"" + panel.opener() + "\")";
        browser.await(opener + "?.checkVisibility()");
        browser.evaluate(opener + ".click()");
        browser.await(shown(panel) + " && window.outstanding === 0");
        openForm(panel.panel());
        look.at(view + " ", panel.panel());
        closeForm(panel.panel());
        seen.add(panel.panel().substring(1));
        browser.press(Chromium.Key.ESCAPE);
        browser.await("!(" + shown(panel) + ")");
      }
    }
    browser.evaluate(
        "import('/web/password.js').then(({ PasswordPanel }) => new PasswordPanel().open())");
    browser.await("document.querySelector('#password-panel[open]') && window.outstanding === 0");
    look.at("", "#password-panel");
    seen.add("password-panel");
    browser.forgetSignIn();
    browser.open(demo.page() + "?lang=en", 1440, 900, false);
    browser.await("document.querySelector('#sign-in[open]') && window.outstanding === 0");
    look.at("", "#sign-in");
    return seen;
  }

  /** What is folded away is looked at as well. */
  private void unfold() throws InterruptedException {
    browser.evaluate(
        "document.querySelectorAll('main details').forEach(part => (part.open = true))");
    browser.await("window.outstanding === 0");
  }

  /** Of several kinds the one with the most fields. */
  private void openForm(String where) throws InterruptedException {
    if (FORMS.containsKey(where)) {
      String form = "document.querySelector('" + FORMS.get(where) + "')";
      browser.await(form + "?.querySelector('button')?.checkVisibility()");
      browser.evaluate(form + ".querySelector('button').click()");
      browser.evaluate(
          "{ const kind = "
              + form
              + ".querySelector('option[value=\"pop-up\"]')?.parentElement; if (kind) {"
              + " kind.value = 'pop-up'; kind.dispatchEvent(new Event('change', { bubbles: true })); } }");
      browser.await(form + ".querySelector('form').checkVisibility() && window.outstanding === 0");
    }
  }

  /** Else Escape would leave the form, and not the panel. */
  private void closeForm(String where) {
    if (FORMS.containsKey(where)) {
      browser.evaluate(
          "document.querySelector('"
              + FORMS.get(where)
              + " form .buttons button:last-child').click()");
    }
  }

  private static String shown(Panel panel) {
    return "document.querySelector('%s')?.checkVisibility()".formatted(panel.panel());
  }

  private static Set<String> panelsOfTheCode() throws IOException {
    Set<String> named = new TreeSet<>();
    try (Stream<Path> files = Files.list(WEB)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".js")).toList()) {
        PANEL
            .matcher(Files.readString(file))
            .results()
            .map(found -> found.group(1))
            .forEach(named::add);
      }
    }
    return named;
  }

  private void language(String language) throws InterruptedException {
    browser.evaluate("document.querySelector('[data-lang=%s]').click()".formatted(language));
    browser.await(
        "document.documentElement.lang === '%s' && window.outstanding === 0".formatted(language));
  }

  @Test
  void no_rule_is_against_any_view_in_any_language_width_or_light() throws Exception {
    Axe axe = Axe.installed();
    Map<String, Set<String>> found = new LinkedHashMap<>();
    Set<String> seen =
        walk(
            (what, part) -> {
              for (String language : List.of("ja", "en")) {
                language(language);
                browser.resize(1440, 900);
                String where = what + part + ", " + language;
                axe.violations(browser, part).forEach(line -> note(found, line, where));
                browser.resize(390, 844);
                axe.violationsOfLook(browser, part)
                    .forEach(line -> note(found, line, where + ", phone"));
                // in the dark only colours differ: one width for each language
                boolean phone = language.equals("ja");
                if (!phone) {
                  browser.resize(1440, 900);
                }
                browser.dark(true);
                axe.violationsOfLook(browser, part)
                    .forEach(
                        line -> note(found, line, where + (phone ? ", phone" : "") + ", dark"));
                browser.dark(false);
              }
            });
    StringBuilder all = new StringBuilder();
    found.forEach(
        (line, places) -> all.append(line).append("\n    at ").append(places).append('\n'));
    assertEquals("", all.toString());
    Set<String> missed = panelsOfTheCode();
    missed.removeAll(seen);
    assertEquals(Set.of(), missed, "panels that PANELS does not open");
  }

  private static void note(Map<String, Set<String>> found, String line, String where) {
    found.computeIfAbsent(line, l -> new TreeSet<>()).add(where);
  }

  @Test
  void nothing_is_wider_than_a_window_of_320_pixels() throws Exception {
    List<String> wide = new ArrayList<>();
    walk(
        (what, part) -> {
          for (String language : List.of("ja", "en")) {
            language(language);
            browser.resize(320, 640);
            browser
                .evaluate(
                    "[document.documentElement, ...document.querySelectorAll('dialog[open]')]"
                        + ".filter(part => part.scrollWidth > 320)"
                        + ".map(part => `${part.id} ${part.scrollWidth}: ${[...part.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > 321).slice(0, 4).map(e => e.outerHTML.slice(0, 120)).join(' ')}`)")
                .forEach(each -> wide.add(what + part + ", " + language + ": " + each.asString()));
          }
        });
    assertEquals(List.of(), wide);
  }

  /** What Tab reaches is noted, and how one sees that it is there. */
  private static final String WATCH_FOCUS =
      """
      window.reached = new Map();
      window.nameOf = (e) => `${e.tagName}#${e.id}.${[...e.classList].join(".")} ${e.getAttribute("aria-label") ?? e.innerText ?? ""}`.slice(0, 90);
      document.addEventListener("focusin", ({ target }) => {
        const outlined = [null, "::after"].some((part) => {
          const style = getComputedStyle(target, part);
          return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        });
        const box = target.getBoundingClientRect();
        const there = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
        window.reached.set(nameOf(target), { outlined, there });
      });
      window.unreached = () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
        .filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length)
        .map(nameOf).filter((name) => !window.reached.has(name));
      window.unseen = () => [...window.reached].filter(([, { outlined, there }]) => !outlined || !there).map(([name]) => name);
      0
      """;

  private static final int PRESSES_AT_ONCE = 20;
  private static final int MOST_PRESSES = 800;

  @Test
  void everything_is_reached_by_the_keyboard_and_one_sees_where_one_is() throws Exception {
    List<String> wrong = new ArrayList<>();
    open("token=" + person + "&lang=en");
    browser.evaluate(WATCH_FOCUS);
    for (String view : views()) {
      show(view);
      unfold();
      browser.evaluate("document.activeElement.blur(); window.reached.clear()");
      JsonNode unreached = browser.evaluate("unreached()");
      for (int presses = 0; presses < MOST_PRESSES && !unreached.isEmpty(); presses++) {
        browser.press(Chromium.Key.TAB);
        if (presses % PRESSES_AT_ONCE == 0) {
          unreached = browser.evaluate("unreached()");
        }
      }
      unreached.forEach(each -> wrong.add(view + ": not reached: " + each.asString()));
      browser
          .evaluate("unseen()")
          .forEach(each -> wrong.add(view + ": not seen: " + each.asString()));
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void panels_open_and_close_by_the_keyboard_and_lead_back_to_where_one_was() throws Exception {
    open("token=" + person + "&lang=en");
    for (String view : views()) {
      show(view);
      for (Panel panel : PANELS.getOrDefault(view, List.of())) {
        browser.await("document.querySelector(\"" + panel.opener() + "\")?.checkVisibility()");
        browser.evaluate(
            "window.opener = document.querySelector(\"" + panel.opener() + "\"); opener.focus()");
        browser.press(Chromium.Key.ENTER);
        browser.await(shown(panel));
        if (!panel.opener().startsWith("#who")) {
          browser.await(
              "document.querySelector('%s').contains(document.activeElement)"
                  .formatted(panel.panel()));
        }
        browser.press(Chromium.Key.ESCAPE);
        browser.await("!(" + shown(panel) + ")");
        browser.await("document.activeElement === window.opener");
      }
    }
  }

  @Test
  void the_first_view_is_light() throws Exception {
    open("token=" + person + "&lang=ja");
    browser.await(SETTLED.formatted("seats"));
    int bytes =
        browser
            .evaluate(
                "performance.getEntries().reduce((sum, { transferSize }) => sum + (transferSize ?? 0), 0)")
            .asInt();
    System.out.println("first view of the floor, with the demo's panel: " + bytes + " bytes");
    assertTrue(bytes > 20_000, "that is no page: " + bytes);
    assertTrue(bytes < FIRST_LOAD_BYTES, "the first view takes " + bytes + " bytes");
  }
}
