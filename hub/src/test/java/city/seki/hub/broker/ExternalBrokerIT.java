package city.seki.hub.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.FreePort;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mosquitto with the settings of README: it keeps units apart as the embedded broker does. */
@Timeout(120)
class ExternalBrokerIT {
  private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");
  private static final Path README = Path.of("..", "README.md");
  private static final String OWN = "seki/1/unit/kanda-01/";
  private static final String OTHER = "seki/1/unit/kanda-02/";
  private static final String PLACE = "/etc/mosquitto/seki/";
  private static Instant made;

  @TempDir private static Path folder = Path.of("");
  private static CityCertificates city;
  private static TlsIdentity hub;
  private static TlsIdentity unit;
  private static TlsIdentity stolen;
  private static int port;
  private static Process broker;

  @BeforeAll
  static void start() throws Exception {
    boolean missing = !Files.isExecutable(PROGRAM);
    if (missing && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException("mosquitto is missing: apt-get install mosquitto");
    }
    Assumptions.assumeFalse(missing, "mosquitto is missing: apt-get install mosquitto");
    made = Instant.now();
    city = CityCertificates.make(folder.resolve("city"), made);
    hub = city.hub(made);
    unit = city.unit("kanda-01", made);
    stolen = city.unit("kanda-01", made);
    port = FreePort.take();
    broker =
        new ProcessBuilder(PROGRAM.toString(), "-c", settings().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("mosquitto.log").toFile())
            .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!listens()) {
      assertTrue(System.nanoTime() < end && broker.isAlive(), ExternalBrokerIT::log);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private static Path settings() throws IOException {
    Path place = Files.createDirectories(folder.resolve("seki"));
    CityCertificates.Written files = city.write("broker", hub);
    Files.copy(city.rootFile(), place.resolve("root.pem"));
    Files.copy(files.certificate(), place.resolve("broker.pem"));
    Files.copy(files.key(), place.resolve("broker.key"));
    Files.copy(
        city.revoked(List.of(CityCertificates.serial(stolen)), made), place.resolve("crl.pem"));
    Files.write(place.resolve("acl"), block("user Seki hub"));
    List<String> lines = new ArrayList<>();
    lines.add("user " + System.getProperty("user.name")); // else it is one who may not read here
    for (String line : block("listener 8883")) {
      lines.add(
          line.replace("listener 8883", "listener " + port + " 127.0.0.1")
              .replace(PLACE, place + "/"));
    }
    return Files.write(folder.resolve("mosquitto.conf"), lines);
  }

  /** The lines of README's block that begins so. */
  private static List<String> block(String first) throws IOException {
    List<String> lines = Files.readAllLines(README).stream().map(String::stripTrailing).toList();
    int at = lines.indexOf("    " + first);
    assertTrue(at > 0, "README has no block that begins with " + first);
    return lines.subList(at, lines.size()).stream()
        .takeWhile(line -> line.startsWith("    "))
        .map(String::strip)
        .toList();
  }

  private static String log() {
    try {
      return "mosquitto did not start: " + Files.readString(folder.resolve("mosquitto.log"));
    } catch (IOException e) {
      return "mosquitto did not start, and left no word";
    }
  }

  private static boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (broker != null) {
      var _ = broker.destroyForcibly().waitFor();
    }
  }

  private static Process start(String program, TlsIdentity identity, String... arguments)
      throws IOException {
    CityCertificates.Written files =
        city.write("client-" + CityCertificates.serial(identity).hex(), identity);
    List<String> command = new ArrayList<>();
    command.addAll(List.of(program, "-V", "5", "-h", "127.0.0.1", "-p", Integer.toString(port)));
    command.addAll(List.of("-q", "1", "--cafile", city.rootFile().toString()));
    command.addAll(List.of("--cert", files.certificate().toString()));
    command.addAll(List.of("--key", files.key().toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String run(String program, TlsIdentity identity, String... arguments)
      throws Exception {
    Process process = start(program, identity, arguments);
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).trim();
    process.waitFor();
    return said;
  }

  private static String retained(TlsIdentity identity, String filter) throws Exception {
    return run("mosquitto_sub", identity, "-t", filter, "-C", "1", "-W", "3");
  }

  private static void publish(TlsIdentity identity, String topic, String text) throws Exception {
    String said = run("mosquitto_pub", identity, "-t", topic, "-m", text, "-r");
    assertFalse(said.contains("rror"), said);
  }

  @Test
  void a_unit_says_and_hears_its_own() throws Exception {
    publish(unit, OWN + "status", "online");
    assertEquals("online", retained(hub, OWN + "status"));
    publish(hub, OWN + "snapshot", "floor");
    assertEquals("floor", retained(unit, OWN + "snapshot"));
    publish(hub, "seki/1/office/kanda/seat/A-01", "free");
    assertEquals("free", retained(unit, "seki/1/office/kanda/seat/A-01"));
  }

  @Test
  void a_unit_says_and_hears_nothing_of_another() throws Exception {
    publish(hub, OTHER + "snapshot", "secret");
    for (String filter : List.of(OTHER + "snapshot", "seki/1/unit/+/snapshot", "#")) {
      assertFalse(retained(unit, filter).contains("secret"), filter);
    }
    for (String topic : List.of(OTHER + "tap", OTHER + "decision", OWN + "decision")) {
      String said = run("mosquitto_pub", unit, "-t", topic, "-m", "untrue", "-r");
      assertTrue(said.contains("uthorized"), said);
      assertFalse(retained(hub, topic).contains("untrue"), topic);
    }
  }

  @Test
  void a_unit_leaves_no_last_will_for_another() throws Exception {
    Process liar =
        start(
            "mosquitto_sub",
            unit,
            "-t",
            OWN + "decision",
            "--will-topic",
            OTHER + "status",
            "--will-payload",
            "untrue",
            "--will-retain");
    // it has connected once it prints what is published again and again
    while (liar.getInputStream().available() == 0) {
      run("mosquitto_pub", hub, "-t", OWN + "decision", "-m", "x");
      assertTrue(liar.isAlive(), "it was turned away");
    }
    liar.destroyForcibly().waitFor();
    String said = retained(hub, OTHER + "status");
    assertFalse(said.contains("untrue"), said);
  }

  @Test
  void who_is_revoked_or_shows_nothing_is_turned_away() throws Exception {
    assertTrue(run("mosquitto_pub", stolen, "-t", OWN + "tap", "-m", "x").contains("rror"));
    Process nobody =
        new ProcessBuilder(
                "mosquitto_pub",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "--cafile",
                city.rootFile().toString(),
                "-t",
                OWN + "tap",
                "-m",
                "x")
            .redirectErrorStream(true)
            .start();
    assertTrue(new String(nobody.getInputStream().readAllBytes(), UTF_8).contains("rror"));
  }
}
