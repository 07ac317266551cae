package city.seki.hub.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.link.Arrived;
import city.seki.config.link.Backoff;
import city.seki.config.link.LinkFacts;
import city.seki.config.link.LinkListener;
import city.seki.config.link.LinkMessage;
import city.seki.config.link.LinkSettings;
import city.seki.config.link.LinkThreads;
import city.seki.config.link.MqttSession;
import city.seki.config.link.Published;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.tls.Tls;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The embedded broker as units reach it: Mosquitto's programs and openssl, with certificates. */
@Timeout(120)
class MutualBrokerIT {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static Instant made;
  private static final String OWN = "seki/1/unit/kanda-01/";
  private static final String OTHER = "seki/1/unit/kanda-02/";

  @TempDir private static Path folder = Path.of("");
  private static CityCertificates city;
  private static CityCertificates foreign;
  private static TlsIdentity ofHub;
  private static TlsIdentity unit;

  private final LinkThreads threads = LinkThreads.virtual("test");
  private final Set<Serial> revoked = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<String> turnedAway = new LinkedBlockingQueue<>();
  private final BlockingQueue<Arrived> messages = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> links = new LinkedBlockingQueue<>();
  private volatile Instant now;
  private EmbeddedBroker broker;
  private MqttSession hub;

  @BeforeAll
  static void issue() throws IOException {
    made = Instant.now();
    city = CityCertificates.make(folder.resolve("city"), made);
    foreign = CityCertificates.make(folder.resolve("foreign"), made);
    ofHub = city.hub(made);
    unit = city.unit("kanda-01", made);
  }

  @BeforeEach
  void start() throws Exception {
    now = made;
    Mutual mutual =
        new Mutual(
            () -> ofHub,
            city.root(),
            revoked::contains,
            () -> now,
            System::nanoTime,
            Limits.STANDARD);
    broker =
        EmbeddedBroker.start(
            LOOPBACK, 0, mutual, (client, what) -> turnedAway.add(client + " " + what.word()));
    hub =
        new MqttSession(
            LinkSettings.to("127.0.0.1", broker.hubAddress().getPort(), "hub")
                .withLogin(broker.hubUser(), broker.hubPassword())
                .withSubscriptions("seki/1/unit/+/tap", "seki/1/unit/+/status"),
            Backoff.STANDARD,
            new Random(1),
            threads,
            new LinkListener() {
              @Override
              public void up(LinkFacts facts) {
                links.add("up");
              }

              @Override
              public void down(String reason) {
                links.add(reason);
              }

              @Override
              public void arrived(Arrived message) {
                messages.add(message);
              }
            });
    hub.start();
    assertEquals("up", next(links));
  }

  @AfterEach
  void stop() {
    hub.close();
    broker.close();
    threads.shutdownNow();
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    return Objects.requireNonNull(queue.poll(20, TimeUnit.SECONDS), "nothing came within 20 s");
  }

  private Process mosquitto(String program, TlsIdentity identity, String... arguments)
      throws IOException {
    CityCertificates.Written files =
        city.write("client-" + CityCertificates.serial(identity).hex(), identity);
    List<String> all =
        new ArrayList<>(
            List.of(
                "--cafile",
                city.rootFile().toString(),
                "--cert",
                files.certificate().toString(),
                "--key",
                files.key().toString()));
    all.addAll(List.of(arguments));
    return program(program, all);
  }

  private Process program(String program, List<String> arguments) throws IOException {
    boolean missing = !Files.isExecutable(Path.of("/usr/bin/" + program));
    if (missing && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(program + " is missing: apt-get install mosquitto-clients");
    }
    Assumptions.assumeFalse(missing, program + " is missing: apt-get install mosquitto-clients");
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(program, "-V", "5", "-h", "127.0.0.1", "-p", Integer.toString(broker.port())));
    command.addAll(List.of("-q", "1"));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String said(Process process) throws IOException, InterruptedException {
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).trim();
    process.waitFor();
    return said;
  }

  /** Publishes as that identity under its unit's name; what Mosquitto's program says. */
  private String publishing(TlsIdentity identity, String client, String topic) throws Exception {
    Process publisher = mosquitto("mosquitto_pub", identity, "-i", client, "-t", topic, "-m", "{}");
    String said = said(publisher);
    return publisher.exitValue() == 0 && said.isEmpty() ? "ok" : said;
  }

  private String publishing(TlsIdentity identity) throws Exception {
    return publishing(identity, "kanda-01", OWN + "tap");
  }

  @Test
  void a_unit_speaks_on_its_own_topics_and_hears_what_the_hub_says_to_it() throws Exception {
    assertEquals("ok", publishing(unit));
    assertEquals(OWN + "tap", next(messages).topic());
    assertPublished(LinkMessage.retained(OWN + "snapshot", "floor".getBytes(UTF_8)));
    Process listening =
        mosquitto(
            "mosquitto_sub", unit, "-i", "kanda-01", "-t", OWN + "snapshot", "-C", "1", "-W", "15");
    assertEquals("floor", said(listening));
  }

  @Test
  void a_unit_reads_what_is_public() throws Exception {
    assertPublished(LinkMessage.retained("seki/1/office/kanda/seat/A-01", "free".getBytes(UTF_8)));
    Process sign =
        mosquitto(
            "mosquitto_sub",
            unit,
            "-i",
            "kanda-01",
            "-t",
            "seki/1/office/kanda/#",
            "-C",
            "1",
            "-W",
            "15");
    assertEquals("free", said(sign));
  }

  private void assertPublished(LinkMessage message) throws Exception {
    assertEquals(
        Published.ACKNOWLEDGED,
        hub.publish(message).toCompletableFuture().get(20, TimeUnit.SECONDS));
  }

  @Test
  void a_unit_says_nothing_for_another_or_for_the_hub() throws Exception {
    for (String topic :
        List.of(
            OTHER + "tap",
            OWN + "decision",
            "seki/1/office/kanda/seat/A-01",
            "seki/1/unit/kanda-01/tap/x",
            "elsewhere",
            "$SYS/x")) {
      Process liar = mosquitto("mosquitto_pub", unit, "-i", "kanda-01", "-t", topic, "-m", "{}");
      assertEquals("kanda-01 foreign-topic", next(turnedAway), topic);
      liar.destroyForcibly();
    }
    assertEquals("ok", publishing(unit));
    assertEquals(OWN + "tap", next(messages).topic());
    assertTrue(messages.isEmpty(), messages.toString());
  }

  @Test
  void a_unit_hears_nothing_of_others() throws Exception {
    assertPublished(LinkMessage.retained(OTHER + "snapshot", "secret".getBytes(UTF_8)));
    for (String filter :
        List.of(
            OTHER + "snapshot",
            OTHER + "#",
            "seki/1/unit/+/snapshot",
            "seki/1/unit/#",
            OWN + "#",
            "seki/#",
            "#",
            "+/#",
            "seki/1/office/#",
            "seki/1/office/+/seat/+",
            "$SYS/#",
            "$share/g/" + OTHER + "snapshot",
            "$share/g/" + OWN + "decision",
            "/reqresp/response/kanda-02")) {
      Process curious =
          mosquitto("mosquitto_sub", unit, "-i", "kanda-01", "-t", filter, "-C", "1", "-W", "15");
      String said = said(curious);
      assertFalse(said.contains("secret"), filter);
      assertTrue(said.contains("denied"), filter + ": " + said);
    }
  }

  @Test
  void a_unit_leaves_no_last_will_for_another() throws Exception {
    Process liar =
        mosquitto(
            "mosquitto_sub",
            unit,
            "-i",
            "kanda-01",
            "-t",
            OWN + "decision",
            "--will-topic",
            OTHER + "status",
            "--will-payload",
            "off");
    assertTrue(said(liar).contains("uthorized"));
    assertTrue(messages.isEmpty(), messages.toString());
  }

  @Test
  void a_certificate_is_no_other_clients() throws Exception {
    String said = publishing(unit, "kanda-02", OTHER + "tap");
    assertTrue(said.contains("dentifier"), said);
    assertEquals("kanda-01 foreign-name", next(turnedAway));
    assertNotEquals("ok", publishing(unit, "hub", OWN + "tap"));
    assertTrue(messages.isEmpty(), messages.toString());
  }

  @Test
  void only_a_units_certificate_of_this_city_that_holds_opens_the_door() throws Exception {
    TlsIdentity ended = city.unit("kanda-01", made.minus(Duration.ofDays(92)));
    for (TlsIdentity other :
        List.of(
            foreign.unit("kanda-01", made), city.claim("kanda-01", made), city.hub(made), ended)) {
      assertNotEquals("ok", publishing(other), other.toString());
      assertTrue(next(turnedAway).endsWith("no-identity"));
    }
    assertTrue(messages.isEmpty(), messages.toString());
    assertEquals("ok", publishing(unit));
  }

  @Test
  void nobody_gets_in_without_a_certificate_or_without_tls() throws Exception {
    Process noCertificate =
        program(
            "mosquitto_pub",
            List.of("--cafile", city.rootFile().toString(), "-i", "x", "-t", "t", "-m", "m"));
    assertNotEquals("", said(noCertificate));
    Process plain = program("mosquitto_pub", List.of("-i", "x", "-t", OWN + "tap", "-m", "m"));
    assertNotEquals("", said(plain));
    assertTrue(messages.isEmpty(), messages.toString());
  }

  @Test
  void the_hubs_name_is_refused_where_units_connect_and_units_where_the_hub_does()
      throws Exception {
    Process liar =
        mosquitto(
            "mosquitto_pub",
            unit,
            "-i",
            "kanda-01",
            "-u",
            broker.hubUser(),
            "-P",
            broker.hubPassword(),
            "-t",
            OTHER + "decision",
            "-m",
            "granted");
    assertTrue(said(liar).contains("uthorized"));
    int port = broker.hubAddress().getPort();
    assertThrows(IOException.class, () -> new RudeClient(port, "kanda-01").close());
    assertTrue(broker.hubAddress().getAddress().isLoopbackAddress());
  }

  @Test
  void who_is_revoked_is_cut_and_does_not_come_back_and_its_last_will_is_not_said()
      throws Exception {
    Process running =
        mosquitto(
            "mosquitto_sub",
            unit,
            "-i",
            "kanda-01",
            "-t",
            OWN + "decision",
            "-d",
            "--will-topic",
            OWN + "status",
            "--will-payload",
            "trick");
    assertConnected(running);
    revoked.add(CityCertificates.serial(unit));
    broker.cut("kanda-01");
    String said = said(running); // it tries again by itself, and gives up
    assertTrue(said.contains("DISCONNECT") || said.contains("rror"), said);
    assertNotEquals("ok", publishing(unit));
    TlsIdentity renewed = city.unit("kanda-01", made);
    assertEquals("ok", publishing(renewed));
    assertEquals(OWN + "tap", next(messages).topic());
    assertTrue(messages.isEmpty(), messages.toString());
  }

  /** Mosquitto's program has subscribed when it prints what is said to it. */
  private void assertConnected(Process running) throws Exception {
    LinkMessage probe = LinkMessage.of(OWN + "decision", "you are there".getBytes(UTF_8));
    StringBuilder heard = new StringBuilder();
    while (heard.indexOf("you are there") < 0) {
      assertPublished(probe);
      byte[] some = new byte[running.getInputStream().available()];
      int length = running.getInputStream().read(some);
      heard.append(new String(some, 0, Math.max(0, length), UTF_8));
      assertTrue(running.isAlive(), heard.toString());
    }
  }

  @Test
  void a_connection_ends_when_its_certificate_does() throws Exception {
    // What it acknowledges while its connection ends would throw away what it was told at the end.
    Process running =
        mosquitto("mosquitto_sub", unit, "-i", "kanda-01", "-t", OWN + "decision", "-d", "-q", "0");
    assertConnected(running);
    broker.cutOver(now);
    assertConnected(running);
    now = unit.certificate().getNotAfter().toInstant().plusSeconds(1);
    broker.cutOver(now);
    String said = said(running);
    assertTrue(said.contains("DISCONNECT"), "it was not told: " + said);
  }

  @Test
  void what_is_too_large_or_no_mqtt_is_cut_and_named() throws Exception {
    Path large = Files.write(folder.resolve("large"), new byte[70_000]);
    // Mosquitto's program keeps to the bound that it was told, MQTT 3.1.1 knows none
    Process sender =
        mosquitto(
            "mosquitto_pub",
            unit,
            "-V",
            "311",
            "-i",
            "kanda-01",
            "-t",
            OWN + "tap",
            "-f",
            large + "");
    assertEquals("kanda-01 too-large", next(turnedAway));
    sender.destroyForcibly();
    try (Socket rude = tls(unit)) {
      rude.getOutputStream()
          .write(new byte[] {(byte) 0xF0, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 1});
      assertEquals("kanda-01 malformed", next(turnedAway));
    }
    assertEquals("ok", publishing(unit));
  }

  private Socket tls(TlsIdentity identity) throws IOException {
    Socket socket =
        Tls.context(() -> identity, chain -> null)
            .getSocketFactory()
            .createSocket(LOOPBACK, broker.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private String openssl(String... arguments) throws Exception {
    CityCertificates.Written files = city.write("openssl", unit);
    List<String> command = new ArrayList<>();
    command.addAll(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + broker.port()));
    command.addAll(List.of("-CAfile", city.rootFile().toString()));
    command.addAll(List.of("-cert", files.certificate().toString()));
    command.addAll(List.of("-cert_chain", files.certificate().toString()));
    command.addAll(List.of("-key", files.key().toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return said(process);
  }

  @Test
  void openssl_finds_tls_1_3_and_1_2_and_nothing_older_or_weaker() throws Exception {
    String best = openssl();
    assertTrue(best.contains("New, TLSv1.3"), best);
    assertTrue(best.contains("Verify return code: 0 (ok)"), best);
    assertTrue(openssl("-tls1_2").contains("New, TLSv1.2"));
    for (String weak :
        List.of(
            "-tls1_1 -cipher DEFAULT@SECLEVEL=0",
            "-tls1 -cipher DEFAULT@SECLEVEL=0",
            "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA:AES128-SHA@SECLEVEL=0",
            "-tls1_2 -cipher ECDHE-ECDSA-AES256-SHA384@SECLEVEL=0")) {
      String said = openssl(weak.split(" "));
      assertTrue(said.contains("Cipher is (NONE)"), weak + ": " + said);
    }
  }

  @Test
  void no_session_is_resumed() throws Exception {
    for (String version : List.of("-tls1_3", "-tls1_2")) {
      String session = folder.resolve("session" + version).toString();
      String first = openssl(version, "-sess_out", session);
      assertTrue(first.contains("New, TLS"), first);
      assertFalse(first.contains("Post-Handshake New Session Ticket"), first);
      if (Files.exists(Path.of(session))) {
        String second = openssl(version, "-sess_in", session);
        assertFalse(second.contains("Reused, TLS"), second);
      }
    }
  }
}
