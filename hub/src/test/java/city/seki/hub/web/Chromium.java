package city.seki.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Debian's Chromium without a window, driven by the Chrome DevTools Protocol: opens a page, waits
 * until something is true there, takes its picture.
 */
public final class Chromium implements AutoCloseable {
  /** One of a keyboard. */
  public enum Key {
    TAB("Tab", 9, ""),
    ENTER("Enter", 13, "\r"),
    ESCAPE("Escape", 27, "");

    private final String name;
    private final int code;
    private final String text;

    Key(String name, int code, String text) {
      this.name = name;
      this.code = code;
      this.text = text;
    }
  }

  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final JsonMapper json =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final BlockingQueue<String> complaints = new LinkedBlockingQueue<>();
  private final AtomicInteger number = new AtomicInteger();
  private final Process process;
  private final WebSocket socket;

  private Chromium(Path profile, List<String> more) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                PROGRAM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile));
    command.addAll(more);
    command.add("about:blank");
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("chromium.log").toFile())
            .start();
    HttpClient http = HttpClient.newHttpClient();
    String port = awaitPort(profile.resolve("DevToolsActivePort"));
    HttpRequest list =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    JsonNode pages = json.readTree(http.send(list, HttpResponse.BodyHandlers.ofString()).body());
    String address = "";
    for (JsonNode page : pages) {
      if (page.path("type").asString().equals("page")) {
        address = page.path("webSocketDebuggerUrl").asString();
      }
    }
    socket = http.newWebSocketBuilder().buildAsync(URI.create(address), new Ear()).join();
    ask("Page.enable", Map.of());
    ask("Runtime.enable", Map.of());
    ask("Log.enable", Map.of());
  }

  public static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  /**
   * Starts it; where it is not installed the test is left out, but fails where {@code CI} is set.
   */
  public static Chromium start(Path profile) throws IOException, InterruptedException {
    return start(profile, List.of());
  }

  /** Starts it so that it believes every server whose chain has that authority's key in it. */
  public static Chromium startBelieving(Path profile, PublicKey authority)
      throws IOException, InterruptedException {
    byte[] digest;
    try {
      digest = MessageDigest.getInstance("SHA-256").digest(authority.getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    return start(
        profile,
        List.of(
            "--ignore-certificate-errors-spki-list=" + Base64.getEncoder().encodeToString(digest)));
  }

  private static Chromium start(Path profile, List<String> more)
      throws IOException, InterruptedException {
    if (!isInstalled()) {
      String remedy = "Chromium is missing: apt-get install chromium";
      Assertions.assertNull(System.getenv("CI"), remedy);
      Assumptions.abort(remedy);
    }
    return new Chromium(Files.createDirectories(profile), more);
  }

  private String awaitPort(Path file) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() > 1) {
        return lines.getFirst();
      }
      var _ = process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    throw new IOException("chromium does not answer");
  }

  private JsonNode ask(String method, Map<String, ?> parameters) {
    int id = number.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    String text = json.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
    synchronized (socket) {
      var _ = socket.sendText(text, true).join();
    }
    return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Opens a page in a window of that size. */
  public void open(String url, int width, int height, boolean phone) {
    ask(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
    ask("Page.navigate", Map.of("url", url));
  }

  /** Makes the window that wide; the page stays as it is. */
  public void resize(int width, int height) {
    ask(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** As on a machine whose owner likes it dark, or light. */
  public void dark(boolean dark) {
    ask(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Presses and lets go one of the keys that matter without a mouse. */
  public void press(Key key) {
    Map<String, Object> event = new HashMap<>();
    event.put("key", key.name);
    event.put("code", key.name);
    event.put("windowsVirtualKeyCode", key.code);
    event.put("type", key.text.isEmpty() ? "rawKeyDown" : "keyDown");
    event.put("text", key.text);
    ask("Input.dispatchKeyEvent", event);
    event.put("type", "keyUp");
    ask("Input.dispatchKeyEvent", event);
  }

  /** Forgets all cookies, and with them who signed in. */
  public void forgetSignIn() {
    ask("Network.clearBrowserCookies", Map.of());
  }

  /** Runs that script at the start of every page from now on, and keeps no page in a cache. */
  public void watch(String script) {
    ask("Network.enable", Map.of());
    ask("Network.setCacheDisabled", Map.of("cacheDisabled", true));
    ask("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  /** Shows the page as it would be on paper, or as on a screen again. */
  public void onPaper(boolean paper) {
    ask("Emulation.setEmulatedMedia", Map.of("media", paper ? "print" : ""));
  }

  /** What the printer would get, as PDF. */
  public byte[] print() {
    JsonNode printed =
        ask("Page.printToPDF", Map.of("preferCSSPageSize", true, "printBackground", true));
    return Base64.getDecoder().decode(printed.at("/result/data").asString());
  }

  /**
   * The value of that expression on the page. One that throws fails the test: what it would have
   * done did not happen.
   */
  public JsonNode evaluate(String expression) {
    JsonNode evaluated = run(expression);
    JsonNode thrown = evaluated.path("exceptionDetails");
    if (!thrown.isMissingNode()) {
      Assertions.fail("thrown on the page: %s%n%s".formatted(expression, thrown));
    }
    return evaluated.at("/result/value");
  }

  private JsonNode run(String expression) {
    return ask(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true))
        .path("result");
  }

  /** Waits until that expression is true on the page; while it throws, it is not. */
  public void await(String expression) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!run("Boolean(" + expression + ")").at("/result/value").asBoolean(false)) {
      if (System.nanoTime() > end) {
        Assertions.fail(
            "never true on the page: %s%n%s%n%s"
                .formatted(expression, complaints, evaluate("document.body.innerText").asString()));
      }
      var _ = process.waitFor(50, TimeUnit.MILLISECONDS);
    }
  }

  /** What the page complained of on its console. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Takes a picture of what is in the window. */
  public void picture(Path file) throws IOException {
    String data =
        ask("Page.captureScreenshot", Map.of("format", "png"))
            .path("result")
            .path("data")
            .asString();
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Base64.getDecoder().decode(data));
  }

  @Override
  public void close() throws InterruptedException {
    socket.abort();
    // Its children write into the profile for a while after it has ended.
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    children.forEach(child -> child.onExit().join());
  }

  private final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        hear(json.readTree(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    private void hear(JsonNode message) {
      CompletableFuture<JsonNode> answer = asked.remove(message.path("id").asInt(0));
      if (answer != null) {
        answer.complete(message);
        return;
      }
      String method = message.path("method").asString("");
      boolean entry = method.equals("Log.entryAdded");
      if (method.equals("Runtime.exceptionThrown")
          || (entry && message.at("/params/entry/level").asString("").equals("error"))) {
        complaints.add(message.path("params").toString());
      }
    }
  }
}
