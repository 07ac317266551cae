package city.seki.hub.bench;

import city.seki.hub.web.Chromium;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/** The floor page of 500 offices, and what it asks for first. */
final class PageBenchmark {
  private static final int REQUESTS = 9;
  private static final int LOADS = 5;

  /** Notes when all offices are there and those on the screen show their seats, painted. */
  private static final String WATCH =
      """
      (() => {
        const look = () => {
          const cards = [...document.querySelectorAll(".office")];
          const seen = cards.filter((card) => {
            const box = card.getBoundingClientRect();
            return box.bottom > 0 && box.top < innerHeight;
          });
          const done = cards.length === %d && seen.length && seen.every((card) => card.querySelector(".seat"));
          requestAnimationFrame(done ? () => (window.usableAfter = performance.now()) : look);
        };
        requestAnimationFrame(look);
      })()
      """
          .formatted(BenchCity.OFFICES);

  /** Notes when what was searched for is listed, painted. */
  private static final String SEARCH =
      """
      (() => {
        window.foundAfter = 0;
        const field = document.querySelector("#search");
        const begun = performance.now();
        const look = () => {
          const done = document.querySelector("#found li") && field.value === "NEEDLE";
          requestAnimationFrame(done ? () => (window.foundAfter = performance.now() - begun) : look);
        };
        field.value = "";
        field.dispatchEvent(new Event("input", { bubbles: true }));
        const empty = () => {
          if (document.querySelector("#found li")) return requestAnimationFrame(empty);
          field.value = "NEEDLE";
          field.dispatchEvent(new Event("input", { bubbles: true }));
          look();
        };
        empty();
      })()
      """;

  private final BenchCity bench;
  private final HubProcess hub;
  private final Path folder;
  private final Table table;

  PageBenchmark(BenchCity bench, HubProcess hub, Path folder, Table table) {
    this.bench = bench;
    this.hub = hub;
    this.folder = folder;
    this.table = table;
  }

  void run() throws Exception {
    String first = bench.city().offices().keySet().iterator().next();
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (int request = 0; request < REQUESTS; request++) {
        table.add("GET /api/v1/offices, 500 offices", "ms", millis(http, "/api/v1/offices"));
        String seats = "/api/v1/offices/" + first + "/seats";
        table.add("GET /api/v1/offices/{office}/seats", "ms", millis(http, seats));
      }
    }
    if (!Chromium.isInstalled()) {
      System.out.println("  no page load: apt-get install chromium");
      return;
    }
    try (Chromium browser = Chromium.start(folder.resolve("browser"))) {
      browser.watch(WATCH);
      for (int load = 0; load < LOADS; load++) {
        browser.open("http://127.0.0.1:" + hub.http() + "/?token=" + hub.token(), 1280, 800, false);
        browser.await("window.usableAfter > 0");
        double millis = browser.evaluate("window.usableAfter").asDouble();
        table.add("floor page usable in Chromium, 500 offices", "s", millis / 1_000);
      }
      for (int search = 0; search < LOADS; search++) {
        browser.evaluate(SEARCH.replace("NEEDLE", "a-0" + (search + 1)));
        browser.await("window.foundAfter > 0");
        double millis = browser.evaluate("window.foundAfter").asDouble();
        table.add("10,000 seats searched by name, until found and painted", "s", millis / 1_000);
      }
    }
  }

  private double millis(HttpClient http, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.http() + path))
            .header("Authorization", "Bearer " + hub.token())
            .build();
    long start = System.nanoTime();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answered " + answer.statusCode());
    }
    return (System.nanoTime() - start) / 1e6;
  }
}
