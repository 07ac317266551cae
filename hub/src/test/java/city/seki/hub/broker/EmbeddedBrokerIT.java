package city.seki.hub.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The embedded broker with Paho as the hub and Mosquitto's programs as foreign units. */
@Timeout(120)
class EmbeddedBrokerIT {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final LinkThreads threads = LinkThreads.virtual("test");
  private final BlockingQueue<String> refused = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> tooLarge = new LinkedBlockingQueue<>();
  @TempDir private Path dir = Path.of("");
  private final BlockingQueue<Arrived> messages = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> links = new LinkedBlockingQueue<>();
  private EmbeddedBroker broker;
  private MqttSession hub;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(LOOPBACK, 0, new DevelopmentGuard(), this::turnedAway);
    hub = session(broker.hubPassword());
    assertEquals("up", next(links));
  }

  @AfterEach
  void stop() {
    hub.close();
    broker.close();
    threads.shutdownNow();
  }

  private void turnedAway(String client, Abuse what) {
    (what == Abuse.TOO_LARGE ? tooLarge : refused).add(client);
  }

  private MqttSession session(String password) {
    return session("hub", password, "seki/1/unit/#");
  }

  private MqttSession session(String client, String password, String... subscriptions) {
    LinkListener listener =
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
        };
    LinkSettings settings =
        LinkSettings.to("127.0.0.1", broker.port(), client)
            .withLogin(broker.hubUser(), password)
            .withSubscriptions(subscriptions);
    MqttSession session =
        new MqttSession(settings, Backoff.STANDARD, new Random(1), threads, listener);
    session.start();
    return session;
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    return Objects.requireNonNull(queue.poll(20, TimeUnit.SECONDS), "nothing came within 20 s");
  }

  private Process mosquitto(String program, String... arguments) throws IOException {
    boolean missing = !Files.isExecutable(Path.of("/usr/bin/" + program));
    if (missing && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(program + " is missing: apt-get install mosquitto-clients");
    }
    Assumptions.assumeFalse(missing, program + " is missing: apt-get install mosquitto-clients");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(program, "-V", "5", "-p", Integer.toString(broker.port()), "-q", "1"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  @Test
  void a_foreign_unit_taps_with_response_topic_and_correlation_data_and_gets_the_answer()
      throws Exception {
    String answers = "seki/1/unit/u1/decision";
    Process unit =
        mosquitto(
            "mosquitto_rr",
            "-t",
            "seki/1/unit/u1/tap",
            "-e",
            answers,
            "-m",
            "{}",
            "-W",
            "15",
            "-D",
            "publish",
            "correlation-data",
            "c42");
    Arrived tap = next(messages);
    assertEquals("seki/1/unit/u1/tap", tap.topic());
    assertEquals(answers, tap.responseTopic());
    byte[] correlation = Objects.requireNonNull(tap.correlation());
    assertArrayEquals("c42".getBytes(UTF_8), correlation);
    LinkMessage answer =
        new LinkMessage(answers, "granted".getBytes(UTF_8), false, null, correlation);
    assertEquals(
        Published.ACKNOWLEDGED,
        hub.publish(answer).toCompletableFuture().get(20, TimeUnit.SECONDS));
    assertEquals("granted", new String(unit.getInputStream().readAllBytes(), UTF_8).trim());
  }

  @Test
  void what_the_hub_retains_reaches_who_comes_later() throws Exception {
    LinkMessage seat = LinkMessage.retained("seki/1/office/o/seat/s", "free".getBytes(UTF_8));
    assertEquals(
        Published.ACKNOWLEDGED, hub.publish(seat).toCompletableFuture().get(20, TimeUnit.SECONDS));
    Process sign = mosquitto("mosquitto_sub", "-t", "seki/1/office/#", "-C", "1", "-W", "15");
    assertEquals("free", new String(sign.getInputStream().readAllBytes(), UTF_8).trim());
  }

  @Test
  void the_will_of_a_unit_that_is_killed_is_published() throws Exception {
    String status = "seki/1/unit/u1/status";
    Process unit =
        mosquitto(
            "mosquitto_sub",
            "-v",
            "-t",
            "seki/1/unit/u1/decision",
            "--will-topic",
            status,
            "--will-payload",
            "off",
            "--will-retain",
            "--will-qos",
            "1");
    Process said = mosquitto("mosquitto_pub", "-t", status, "-m", "on");
    assertEquals(0, said.waitFor());
    assertEquals("on", new String(next(messages).payload(), UTF_8));
    LinkMessage probe = LinkMessage.of("seki/1/unit/u1/decision", "x".getBytes(UTF_8));
    // mosquitto_sub has connected once it prints what is published again and again
    while (unit.getInputStream().available() == 0) {
      var _ = hub.publish(probe).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
    unit.destroyForcibly();
    Arrived last = next(messages);
    while (!last.topic().equals(status)) {
      last = next(messages);
    }
    assertEquals("off", new String(last.payload(), UTF_8));
  }

  @Test
  void who_publishes_as_the_hub_is_cut_and_counted_and_others_go_on() throws Exception {
    Process liar =
        mosquitto("mosquitto_pub", "-i", "liar", "-t", "seki/1/unit/u1/decision", "-m", "granted");
    assertEquals("liar", next(refused));
    assertTrue(broker.refusedPublishes() >= 1);
    liar.destroyForcibly();
    Process honest = mosquitto("mosquitto_pub", "-t", "seki/1/unit/u1/tap", "-m", "{}");
    assertEquals(0, honest.waitFor());
    assertEquals("seki/1/unit/u1/tap", next(messages).topic());
  }

  @Test
  void a_large_document_of_the_hub_passes_and_a_large_message_of_a_unit_is_cut() throws Exception {
    byte[] people = new byte[2_000_000];
    Arrays.fill(people, (byte) 'p');
    LinkMessage document = LinkMessage.retained("seki/1/unit/u1/snapshot", people);
    // As the hub does, by a connection that hears nothing itself.
    try (MqttSession floor = session("hub-floor", broker.hubPassword())) {
      assertEquals("up", next(links));
      assertEquals(
          Published.ACKNOWLEDGED,
          floor.publish(document).toCompletableFuture().get(20, TimeUnit.SECONDS));
    }
    assertArrayEquals(people, next(messages).payload());
    Path large = Files.write(dir.resolve("large"), new byte[70_000]);
    Process unit =
        mosquitto("mosquitto_pub", "-i", "u1", "-t", "seki/1/unit/u1/tap", "-f", large.toString());
    assertEquals("u1", next(tooLarge));
    unit.destroyForcibly();
    Path fits = Files.write(dir.resolve("fits"), new byte[60_000]);
    Process other = mosquitto("mosquitto_pub", "-t", "seki/1/unit/u2/tap", "-f", fits.toString());
    assertEquals(0, other.waitFor());
    assertEquals(60_000, next(messages).payload().length);
  }

  @Test
  void the_hubs_name_without_its_password_is_turned_away_in_words() throws Exception {
    try (MqttSession _ = session("guessed")) {
      String reason = next(links);
      assertTrue(reason.contains("refused the credentials"), reason);
    }
  }

  /** Moquette runs many clients on one thread each, which must not die of one of them. */
  @Test
  void a_unit_that_is_pushed_off_while_it_acknowledges_harms_no_other() throws Exception {
    for (int round = 0; round < 30; round++) {
      String name = "pushed-" + round;
      String decisions = "seki/1/unit/" + name + "/decision";
      try (RudeClient first = new RudeClient(broker.port(), name)) {
        first.subscribe(decisions);
        int[] ids = new int[20];
        for (int i = 0; i < ids.length; i++) {
          var _ = hub.publish(LinkMessage.of(decisions, "x".getBytes(UTF_8)));
          ids[i] = first.nextPacketId();
        }
        Thread acknowledging = Thread.ofPlatform().start(() -> acknowledgeUntilCut(first, ids));
        new RudeClient(broker.port(), name).close();
        acknowledging.join();
      }
    }
    for (int other = 0; other < 32; other++) {
      try (RudeClient client = new RudeClient(broker.port(), "other-" + other)) {
        client.subscribe("seki/1/unit/other-" + other + "/decision");
      }
    }
  }

  @Test
  void who_is_pushed_off_is_told_so() throws Exception {
    try (MqttSession _ = session("copied", broker.hubPassword())) {
      assertEquals("up", next(links));
      try (MqttSession _ = session("copied", broker.hubPassword())) {
        List<String> heard = List.of(next(links), next(links));
        assertTrue(heard.contains("up"), heard.toString());
        assertTrue(heard.toString().contains("is it running twice?"), heard.toString());
      }
    }
  }

  @Test
  void who_takes_a_name_that_the_broker_gave_away_pushes_its_owner_off_too() throws Exception {
    try (RudeClient nameless = new RudeClient(broker.port(), "");
        RudeClient _ = new RudeClient(broker.port(), nameless.givenId())) {
      assertThrows(EOFException.class, nameless::nextPacketId);
    }
  }

  @Test
  void nobody_takes_the_place_of_the_hub() throws Exception {
    assertThrows(IOException.class, () -> new RudeClient(broker.port(), "hub").close());
    try (RudeClient client = new RudeClient(broker.port(), "u1")) {
      assertThrows(IOException.class, () -> client.connect("hub"));
    }
    LinkMessage seat = LinkMessage.of("seki/1/office/o/seat/s", "free".getBytes(UTF_8));
    assertEquals(
        Published.ACKNOWLEDGED, hub.publish(seat).toCompletableFuture().get(20, TimeUnit.SECONDS));
    assertTrue(links.isEmpty(), links.toString());
  }

  @Test
  void nobody_leaves_a_last_will_that_only_the_hub_may_say() throws Exception {
    Process liar =
        mosquitto(
            "mosquitto_sub",
            "-t",
            "seki/1/office/#",
            "--will-topic",
            "seki/1/unit/u1/decision",
            "--will-payload",
            "granted",
            "--will-qos",
            "1");
    String said = new String(liar.getInputStream().readAllBytes(), UTF_8);
    assertTrue(said.contains("uthorized"), said);
    assertTrue(messages.isEmpty(), messages.toString());
  }

  @Test
  void a_connection_begins_with_a_connect() throws Exception {
    try (Socket socket = new Socket(LOOPBACK, broker.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(new byte[] {(byte) 0xC0, 0}); // PINGREQ
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  private static void acknowledgeUntilCut(RudeClient client, int... ids) {
    try {
      for (int id : ids) {
        client.acknowledge(id);
      }
    } catch (IOException e) {
      // as intended: the second one of that name has pushed it off
    }
  }

  @Test
  void a_port_in_use_is_told_with_the_remedy() {
    BrokerRefused refusal =
        assertThrows(
            BrokerRefused.class,
            () ->
                EmbeddedBroker.start(
                    LOOPBACK, broker.port(), new DevelopmentGuard(), this::turnedAway));
    assertTrue(String.valueOf(refusal.getMessage()).contains("--mqtt-port"), refusal.getMessage());
  }
}
