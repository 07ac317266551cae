package city.seki.hub.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code seki-hub serve --dev} as a process of its own, ready to be asked. */
final class HubProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern SERVES =
      Pattern.compile(
          "Seki serves (http://[^ ]*?)/, MQTT on port (\\d+) and CoAP on port \\d+; data in .*");

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();
  private final String token;
  private final String http;
  private final int mqttPort;

  /** Starts it on those data; 0 means any free port. */
  HubProcess(Path data, int httpPort, int mqttPort, String... more)
      throws IOException, InterruptedException {
    this(command(List.of(), data, httpPort, mqttPort, more));
  }

  /**
   * Starts it on those data, on free ports.
   *
   * @param flags of the JVM
   */
  HubProcess(List<String> flags, Path data) throws IOException, InterruptedException {
    this(command(flags, data, 0, 0));
  }

  private HubProcess(List<String> command) throws IOException, InterruptedException {
    process = new ProcessBuilder(command).start();
    pump(process.inputReader().lines(), lines::add);
    pump(process.errorReader().lines(), errors::add);
    boolean ready = false;
    try {
      token = line(Pattern.compile("Token: (\\S+)")).group(1);
      Matcher serves = line(SERVES);
      http = serves.group(1);
      this.mqttPort = Integer.parseInt(serves.group(2));
      awaitBroker();
      ready = true;
    } finally {
      if (!ready) {
        process.destroyForcibly();
      }
    }
  }

  /** Where a hub on those data has its temporary files. */
  static Path temporary(Path data) {
    return data.resolveSibling("tmp-" + data.getFileName());
  }

  private static List<String> command(
      List<String> flags, Path data, int httpPort, int mqttPort, String... more)
      throws IOException {
    List<String> all = new ArrayList<>(flags);
    all.add("-Djava.io.tmpdir=" + Files.createDirectories(temporary(data)));
    List<String> command =
        HubProgram.command(
            all,
            HubProgram.HUB,
            "serve",
            "--dev",
            "--data",
            data.toString(),
            "--http-port",
            Integer.toString(httpPort),
            "--mqtt-port",
            Integer.toString(mqttPort),
            "--coap-port",
            "0");
    command.addAll(List.of(more));
    return command;
  }

  /** Starts one on those data, and kills it after so long, ready or not. */
  static void killSoon(Path data, int mqttPort, Duration after)
      throws IOException, InterruptedException {
    Process starting =
        new ProcessBuilder(command(List.of(), data, 0, mqttPort))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertFalse(starting.waitFor(after), "the hub ended by itself");
    starting.destroyForcibly();
    assertTrue(starting.waitFor(PATIENCE), "the hub survives kill -9");
  }

  private static void pump(Stream<String> from, Consumer<String> to) {
    // Platform threads: virtual ones that read from a process keep a processor each to themselves.
    var _ =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try (from) {
                    from.forEach(to);
                  } catch (UncheckedIOException e) {
                    to.accept("(stream ended: " + e.getMessage() + ")");
                  }
                });
  }

  private Matcher line(Pattern expected) throws InterruptedException {
    String line = lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (line == null) {
      return fail(
          "the hub said nothing within " + PATIENCE + "; stderr: " + errors + "; " + threads());
    }
    Matcher matcher = expected.matcher(line);
    assertTrue(matcher.matches(), () -> "expected " + expected + ", the hub said: " + line);
    return matcher;
  }

  /** What its threads do, for whoever has to find out why it is silent. */
  private String threads() {
    Path jstack = Path.of(System.getProperty("java.home"), "bin", "jstack");
    try {
      Process asked =
          new ProcessBuilder(jstack.toString(), Long.toString(process.pid()))
              .redirectErrorStream(true)
              .start();
      return new String(asked.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The answer to a tap needs the link too, which follows the pages by a moment. */
  private void awaitBroker() throws IOException, InterruptedException {
    Web web = web();
    Await.until("the hub is ready", () -> web.request("GET", "/readyz", null).statusCode() == 200);
  }

  /** The interface as the admin sees it. */
  Web web() {
    return new Web(http, token);
  }

  /** The same with another token. */
  Web web(String other) {
    return new Web(http, other);
  }

  String http() {
    return http;
  }

  /** Of the admin. */
  String token() {
    return token;
  }

  int mqttPort() {
    return mqttPort;
  }

  long pid() {
    return process.pid();
  }

  /** What it wrote to standard error. */
  List<String> errors() {
    return new ArrayList<>(errors);
  }

  /** {@code kill -9}: no farewell of any kind. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertTrue(process.waitFor(PATIENCE), "the hub survives kill -9");
  }

  /** SIGTERM, and it ends as told. */
  void terminate() throws InterruptedException {
    process.destroy();
    assertTrue(process.waitFor(PATIENCE), () -> "the hub does not end; stderr: " + errors);
    assertEquals(0, process.exitValue(), () -> "stderr: " + errors);
  }

  /** It ends by itself because something failed: what it says about that. */
  String failure() throws InterruptedException {
    assertTrue(process.waitFor(PATIENCE), () -> "the hub goes on; stderr: " + errors);
    assertEquals(1, process.exitValue(), () -> "stderr: " + errors);
    return String.join("\n", errors);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
