package city.seki.hub.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.access.Role;
import city.seki.hub.web.Chromium;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The view of figures in a real browser. What the hub counts is told by files, so that every figure
 * on the page can be named here; that the hub really answers so is for the tests of its routes.
 */
class ReportPageIT {
  /** {@code -Dseki.pictures=DIR} lays pictures and printed pages there, to be looked at. */
  private static final String PICTURES = System.getProperty("seki.pictures", "");

  private static final String VIEW = "document.querySelector('#reports')";
  private static final String TILES =
      VIEW + ".querySelectorAll('.report-part:not([hidden]) .tile')";
  private static final String DRAWN =
      VIEW + "?.querySelectorAll('.report-part:not([hidden]) .drawing svg').length";

  /** Answers instead of the hub, and keeps what was asked and which files were given. */
  private static final String INSTEAD_OF_THE_HUB =
      """
      window.asked = [];
      window.files = [];
      URL.createObjectURL = (file) => (window.files.push(file), "blob:kept");
      HTMLAnchorElement.prototype.click = function () { window.files.at(-1).called = this.download; };
      const answers = { telework: TOLD_OF_TELEWORK, utilisation: TOLD_OF_USE };
      const rows = [
        { date: "2022-08-02", department: "総務部", staff_id: "1001", name: "松本 花子", office: "chuo", seat: "A-03", from: "2022-08-02T08:31:00+09:00", to: "2022-08-02T17:15:00+09:00" },
        { date: "2022-08-04", department: "総務部", staff_id: "1002", name: "安曇 太郎", office: "chuo", seat: "A-01", from: "2022-08-04T13:00:00+09:00", to: "2022-08-04T17:00:00+09:00" },
      ];
      const json = (value, status = 200) => new Response(JSON.stringify(value), { status, headers: { "Content-Type": "application/json" } });
      const hub = window.fetch;
      window.fetch = async (path, options) => {
        const url = new URL(path, location);
        if (url.pathname === "/api/v1/reports/campaigns") return json([{ id: "r4", name: { ja: "令和4年度", en: "Summer of 2022" }, from: "2022-07-01", to: "2022-09-22" }]);
        if (!url.pathname.startsWith("/api/v1/reports/")) return hub(path, options);
        window.asked.push(url.pathname.slice(16) + url.search);
        if (window.answer) return window.answer(url);
        if (url.pathname.endsWith("/rows")) return json(url.searchParams.has("after") ? { rows: rows.slice(1), after: null } : { rows: rows.slice(0, 1), after: "1" });
        if (options.headers.Accept === "text/csv") return new Response("\\ufeffdepartment", { headers: { "Content-Type": "text/csv" } });
        const report = structuredClone(answers[url.pathname.split("/").at(-1)]);
        for (const day of ["from", "to"]) report[day] = url.searchParams.get(day);
        if (url.searchParams.get("from").startsWith("2021")) report.total && (report.total.person_days = 1000);
        return json(report);
      };
      """;

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

  private static String told(String name) throws IOException {
    try (InputStream in = ReportPageIT.class.getResourceAsStream("/reports/" + name + ".json")) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    }
  }

  private Chromium browser() throws Exception {
    Chromium browser = Chromium.start(folder.resolve("chromium"));
    browser.watch(
        INSTEAD_OF_THE_HUB
            .replace("TOLD_OF_TELEWORK", told("telework"))
            .replace("TOLD_OF_USE", told("utilisation")));
    return browser;
  }

  private void open(Chromium browser, Role role, String language, String report, int width) {
    browser.open(
        hub.base + "/?token=" + hub.tokens.get(role) + "&lang=" + language + "#" + report,
        width,
        900,
        width < 500);
  }

  private static void choose(Chromium browser, String name, String value) {
    browser.evaluate(
        "{ const field = %s.querySelector('.report-choice [name=%s]'); field.value = '%s'; field.dispatchEvent(new Event('change', { bubbles: true })); }"
            .formatted(VIEW, name, value));
  }

  private static void picture(Chromium browser, String name) throws IOException {
    if (!PICTURES.isEmpty()) {
      browser.picture(Path.of(PICTURES, name + ".png"));
    }
  }

  private static String lastAsked(Chromium browser) {
    return browser.evaluate("window.asked.at(-1)").asString();
  }

  @Test
  void hr_sees_the_figures_of_a_campaign_each_picture_with_its_table() throws Exception {
    try (Chromium browser = browser()) {
      open(browser, Role.HR, "en", "reports", 1440);
      browser.await(DRAWN + " === 3");
      assertEquals(
          "telework?from=2026-11-01&to=2026-11-24", lastAsked(browser), "this month until today");
      choose(browser, "period", "campaign:r4");
      browser.await("window.asked.at(-1).includes('campaign=r4')");
      browser.await(TILES + "[0].innerText.includes('1,170')");
      for (String figure : List.of("749", "47%", "20.53", "1.56", "1,600", "57 open days")) {
        browser.await("[..." + TILES + "].some(tile => tile.innerText.includes('" + figure + "'))");
      }
      browser.await(VIEW + ".innerText.includes('July 1 – September 22, 2022, FY 2022 (Reiwa 4)')");
      browser.await(VIEW + ".innerText.includes('2 person-days fell on days')");
      String table = VIEW + ".querySelector('.of-all table')";
      browser.await(table + ".rows.length === 1 + 16 + 3");
      browser.await(table + ".innerText.includes('危機管理部')");
      browser.await(
          table + ".tFoot.rows[1].innerText.replaceAll(/\\s+/g, ' ') === 'Simple mean 3.79 29%'");
      browser.await(
          "[..."
              + VIEW
              + ".querySelectorAll('.picture:not([hidden]) .drawing')].filter(drawing => drawing.offsetParent)"
              + ".every(drawing => drawing.getAttribute('aria-label').length > 20 && drawing.closest('.picture').querySelector('details table'))");
      picture(browser, "reports-en");
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void what_is_chosen_is_asked_for_is_in_the_address_and_is_compared() throws Exception {
    try (Chromium browser = browser()) {
      open(
          browser,
          Role.HR,
          "ja",
          "reports/telework?from=2022-07-01&to=2022-09-22&half_days=half",
          1440);
      browser.await(DRAWN + " === 3");
      assertEquals("telework?from=2022-07-01&to=2022-09-22&half_days=half", lastAsked(browser));
      browser.await(VIEW + ".innerText.includes('2022年7月1日～9月22日（令和4年7月1日～9月22日・令和4年度）')");
      choose(browser, "compare", "year");
      browser.await(
          "window.asked.some(question => question.includes('from=2021-07-01&to=2021-09-22'))");
      browser.await(TILES + "[0].innerText.includes('1,000（+17%）')");
      browser.evaluate(VIEW + ".querySelector('[name=departments][value=財政部]').click()");
      browser.await("decodeURIComponent(window.asked.at(-1)).includes('departments=財政部')");
      browser.await(
          "location.hash.includes('compare=year') && location.hash.includes('half_days=half')");
      browser.evaluate("document.querySelector('[data-lang=en]').click()");
      browser.await(VIEW + ".innerText.includes('half days count as 0.5')");
      picture(browser, "reports-compared");
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void facilities_see_when_and_where_seats_rooms_and_devices_are_used() throws Exception {
    try (Chromium browser = browser()) {
      open(
          browser,
          Role.FACILITIES,
          "ja",
          "reports/utilisation?from=2022-07-01&to=2022-09-22",
          1440);
      browser.await(DRAWN + " === 6");
      browser.await(TILES + "[0].innerText.includes('29%')");
      browser.await(
          VIEW + ".querySelector('.report-place:not([hidden])').innerText.includes('A-07')");
      assertTrue(lastAsked(browser).contains("office=chuo"), "seats are asked for by office");
      browser.await(VIEW + ".innerText.includes('直近8日分だけ')");
      String heat = VIEW + ".querySelector('.report-part:not([hidden]) .picture table')";
      browser.await(
          heat + ".rows.length === 1 + 5 && " + heat + ".rows[1].cells.length === 1 + 10");
      picture(browser, "utilisation-ja");
      open(browser, Role.FACILITIES, "ja", "reports/utilisation?period=this-month", 1440);
      browser.await(DRAWN + " === 7");
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void a_figure_opens_to_the_rows_that_it_counts() throws Exception {
    try (Chromium browser = browser()) {
      open(browser, Role.HR, "en", "reports/telework?from=2022-07-01&to=2022-09-22", 1440);
      browser.await(DRAWN + " === 3");
      browser.evaluate(
          "[..."
              + VIEW
              + ".querySelectorAll('.to-rows')].find(button => button.innerText === '総務部').click()");
      String panel = "document.querySelector('#report-rows[open]')";
      browser.await(panel + "?.querySelectorAll('tbody tr').length === 1");
      assertTrue(lastAsked(browser).startsWith("telework/rows?from=2022-07-01&to=2022-09-22"));
      browser.await("decodeURIComponent(window.asked.at(-1)).includes('department=総務部')");
      browser.await(
          panel + ".innerText.includes('松本 花子') && " + panel + ".innerText.includes('audit log')");
      browser.evaluate(panel + ".querySelector('.sheet > button').click()");
      browser.await(panel + ".querySelectorAll('tbody tr').length === 2");
      browser.await(panel + ".querySelector('.sheet > button').hidden");
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void each_picture_and_the_report_can_be_taken_away_as_files() throws Exception {
    try (Chromium browser = browser()) {
      open(browser, Role.HR, "ja", "reports/telework?from=2022-07-01&to=2022-09-22", 1440);
      browser.await(DRAWN + " === 3");
      String buttons = VIEW + ".querySelector('.picture .files').children";
      browser.evaluate("[..." + buttons + "].forEach(button => button.click())");
      browser.await("window.files.length === 3");
      browser.await("window.files.every(file => file.called)");
      String csv = file(browser, "csv");
      assertTrue(csv.startsWith("部局,実施割合\r\n総合戦略局,43\r\n"), csv);
      String svg = file(browser, "svg");
      assertTrue(svg.startsWith("<svg") && svg.contains("部局別の実施割合"), svg.substring(0, 200));
      assertTrue(svg.contains("2022年7月1日～9月22日"), "a picture says of which days it is");
      assertTrue(file(browser, "png").contains("PNG"));
      browser.evaluate("[..." + VIEW + ".querySelectorAll('.report-head button')].at(-1).click()");
      browser.await("window.files.at(-1).called === 'seki-telework-2022-07-01_2022-09-22.csv'");
      assertEquals(List.of(), browser.complaints());
    }
  }

  /**
   * Without the mark by which spreadsheets know the encoding, which a browser's text() takes away.
   */
  private static String file(Chromium browser, String kind) {
    return browser
        .evaluate(
            "window.files.find(file => file.called === 'seki-departments-2022-07-01_2022-09-22.%s').text()"
                .formatted(kind))
        .asString();
  }

  @ParameterizedTest
  @CsvSource({"ja,telework", "en,telework", "ja,utilisation", "en,utilisation"})
  void a_report_fits_a_phone_and_paper(String language, String kind) throws Exception {
    try (Chromium browser = browser()) {
      open(
          browser,
          Role.ADMIN,
          language,
          "reports/" + kind + "?period=this-month&compare=before",
          320);
      browser.await(DRAWN + " > 2");
      assertEquals(
          "true",
          browser.evaluate("document.documentElement.scrollWidth <= innerWidth").asString(),
          "the page is wider than a phone");
      picture(browser, "reports-phone-" + kind + "-" + language);
      browser.onPaper(true);
      browser.await(
          "[...document.querySelectorAll('button, select, input, nav')].every(part => part.classList.contains('to-rows') || !part.offsetParent)");
      browser.onPaper(false);
      byte[] paper = browser.print();
      assertEquals("%PDF-", new String(paper, 0, 5, UTF_8));
      if (!PICTURES.isEmpty()) {
        Files.write(Path.of(PICTURES, "reports-" + kind + "-" + language + ".pdf"), paper);
      }
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void what_cannot_be_counted_is_told_with_what_to_do() throws Exception {
    try (Chromium browser = browser()) {
      open(browser, Role.HR, "en", "reports/telework?from=2027-01-01&to=2027-01-31", 1440);
      String state = VIEW + ".querySelector('.report-state').innerText";
      browser.await(VIEW + " && " + state + ".startsWith('This period has not begun yet')");
      assertEquals(0, browser.evaluate("window.asked.length").asInt(), "nobody need ask for that");
      choose(browser, "from", "2026-11-20");
      choose(browser, "to", "2026-11-02");
      browser.await(state + ".startsWith('The last day is before the first one')");
      browser.evaluate(
          "window.answer = () => json({ ...answers.telework, total: { ...answers.telework.total, implementers: 0, person_days: 0 }, notes: [] })");
      choose(browser, "to", "2026-11-24");
      browser.await(VIEW + ".innerText.includes('Nobody teleworked in this period')");
      browser.evaluate(
          "window.answer = () => json({ detail: 'the closures cannot be read' }, 400)");
      choose(browser, "closures", "2026-11-23");
      browser.await(state + " === 'the closures cannot be read'");
      browser.evaluate("window.answer = () => json({}, 503)");
      choose(browser, "compare", "before");
      browser.await(state + ".includes('busy')");
    }
  }

  @Test
  void who_may_not_see_figures_is_not_led_there_and_told_whom_to_ask() throws Exception {
    try (Chromium browser = browser()) {
      open(browser, Role.STAFF, "en", "seats", 1440);
      browser.await("document.querySelectorAll('.plan .seat').length > 0");
      browser.await("document.querySelector('#views [href=\"#reports\"]').hidden");
      assertEquals(
          0,
          browser
              .evaluate("performance.getEntriesByName(location.origin + '/web/echarts.js').length")
              .asInt(),
          "who looks at seats loads nothing of reports");
      browser.evaluate("window.answer = () => json({}, 403)");
      browser.evaluate("location.hash = '#reports'");
      browser.await(VIEW + ".innerText.includes('You may not see figures. It takes the role HR')");
    }
  }
}
