package city.seki.hub.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A headless Chromium, led by its DevTools protocol. */
final class Chromium implements AutoCloseable {
  static final Path PROGRAM = Path.of("/usr/bin/chromium");

  private static final Pattern LISTENS = Pattern.compile("DevTools listening on ws://([^/]+)/.*");
  private static final JsonMapper JSON = new JsonMapper();
  private static final int PATIENCE_SECONDS = 30;

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

  private final Process process;
  private final HttpClient http;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
  private int lastId;

  private Chromium(Process process, String address) throws IOException, InterruptedException {
    this.process = process;
    http = HttpClient.newHttpClient();
    String tab =
        http.send(
                HttpRequest.newBuilder(URI.create("http://" + address + "/json/new"))
                    .method("PUT", HttpRequest.BodyPublishers.noBody())
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    String url = JSON.readTree(tab).get("webSocketDebuggerUrl").asString();
    socket = http.newWebSocketBuilder().buildAsync(URI.create(url), new Ear()).join();
    call("Page.enable", JSON.createObjectNode());
    call("Network.enable", JSON.createObjectNode());
    call("Network.setCacheDisabled", JSON.createObjectNode().put("cacheDisabled", true));
    call("Page.addScriptToEvaluateOnNewDocument", JSON.createObjectNode().put("source", WATCH));
  }

  static Chromium start(Path profile) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--remote-debugging-port=0",
                "--window-size=1280,800",
                "--user-data-dir=" + profile)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader errors = process.errorReader();
    String line;
    while ((line = errors.readLine()) != null) {
      Matcher listens = LISTENS.matcher(line);
      if (listens.matches()) {
        Thread.ofVirtual().start(() -> errors.lines().forEach(rest -> {}));
        return new Chromium(process, listens.group(1));
      }
    }
    throw new IOException("chromium did not start");
  }

  /** Loads the page without its cache; milliseconds from the start of the navigation. */
  double usableAfter(String url) throws IOException, InterruptedException {
    call("Page.navigate", JSON.createObjectNode().put("url", url));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < deadline) {
      JsonNode answer =
          call(
              "Runtime.evaluate",
              JSON.createObjectNode()
                  .put(
                      "expression",
                      "new Promise(done => setTimeout(() => done(window.usableAfter ?? 0), 100))")
                  .put("awaitPromise", true));
      double millis = answer.path("result").path("value").asDouble(0);
      if (millis > 0) {
        return millis;
      }
    }
    throw new IOException("the page was not usable within " + PATIENCE_SECONDS + " s");
  }

  private JsonNode call(String method, ObjectNode parameters)
      throws IOException, InterruptedException {
    int id = ++lastId;
    ObjectNode request = JSON.createObjectNode().put("id", id).put("method", method);
    request.set("params", parameters);
    socket.sendText(request.toString(), true).join();
    JsonNode message;
    while ((message = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) != null) {
      if (message.path("id").asInt(0) == id) {
        return message.path("result");
      }
    }
    throw new IOException("chromium does not answer " + method);
  }

  @Override
  public void close() {
    socket.abort();
    Java.end(process);
    http.shutdownNow();
  }

  /** Puts the fragments of messages together. */
  private final class Ear implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        heard.add(JSON.readTree(message.toString()));
        message.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
