package city.seki.config.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The link against a real Mosquitto with its default settings. */
@Timeout(120)
class MqttSessionIT {
  private static final Backoff QUICK = new Backoff(Duration.ofMillis(20), Duration.ofMillis(300));
  private static final String TOPIC = "seki/1/unit/u1/tap";

  private final LinkThreads threads = LinkThreads.virtual("test");
  private final List<AutoCloseable> opened = new ArrayList<>();
  private Mosquitto broker;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    broker = new Mosquitto(folder);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
    broker.close();
    threads.shutdownNow();
  }

  private MqttSession session(LinkSettings settings, RecordedLink heard) {
    MqttSession session = new MqttSession(settings, QUICK, new Random(1), threads, heard);
    opened.add(session);
    session.start();
    return session;
  }

  private LinkSettings settings(String id) {
    return LinkSettings.to("127.0.0.1", broker.port(), id);
  }

  private static Published outcome(MqttSession session, LinkMessage message) throws Exception {
    return session.publish(message).toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void a_message_arrives_with_its_response_topic_and_correlation_data() throws Exception {
    RecordedLink heard = new RecordedLink();
    MqttSession session = session(settings("a").withSubscriptions("seki/1/unit/+/tap"), heard);
    RecordedLink.next(heard.ups);
    byte[] correlation = {1, 2, 3};
    LinkMessage tap =
        new LinkMessage(TOPIC, "{}".getBytes(UTF_8), false, "seki/1/unit/u1/decision", correlation);
    assertEquals(Published.ACKNOWLEDGED, outcome(session, tap));
    Arrived arrived = RecordedLink.next(heard.messages);
    assertEquals(TOPIC, arrived.topic());
    assertEquals("seki/1/unit/u1/decision", arrived.responseTopic());
    assertArrayEquals(correlation, arrived.correlation());
    assertFalse(arrived.retained());
  }

  @Test
  void what_the_caller_repeats_all_arrives_though_the_broker_is_killed_and_the_line_cut()
      throws Exception {
    RecordedLink heardByHub = new RecordedLink();
    session(settings("hub").withSubscriptions(TOPIC), heardByHub);
    RecordedLink.next(heardByHub.ups);
    try (CuttingProxy proxy = new CuttingProxy(broker.port())) {
      RecordedLink heard = new RecordedLink();
      MqttSession unit = session(LinkSettings.to("127.0.0.1", proxy.port(), "u1"), heard);
      assertEquals(10, RecordedLink.next(heard.ups).topicAliasMaximum());
      int wanted = 500; // Mosquitto lets 20 be under way: some dozens of rounds
      Set<String> arrived = new HashSet<>();
      Set<Integer> owed = new HashSet<>();
      for (int i = 0; i < wanted; i++) {
        owed.add(i);
      }
      int round = 0;
      while (arrived.size() < wanted && round < 200) {
        for (int i : owed) {
          var _ = unit.publish(LinkMessage.of(TOPIC, Integer.toString(i).getBytes(UTF_8)));
        }
        round++;
        if (round == 2) {
          broker.kill();
          broker.restart();
        } else if (round < 8) {
          proxy.cut();
        }
        Arrived next;
        while ((next = heardByHub.messages.poll(300, TimeUnit.MILLISECONDS)) != null) {
          String text = new String(next.payload(), UTF_8);
          arrived.add(text);
          owed.remove(Integer.parseInt(text));
        }
      }
      assertEquals(wanted, arrived.size(), "after " + round + " rounds");
      int connections = proxy.accepted();
      assertTrue(connections < 60, connections + " connections: it loops");
      assertFalse(heard.downs.isEmpty(), "it was never cut");
    }
  }

  @Test
  void the_broker_says_the_will_when_the_unit_is_cut_and_close_says_it_itself() throws Exception {
    RecordedLink watcher = new RecordedLink();
    String status = "seki/1/unit/u1/status";
    session(settings("w").withSubscriptions(status), watcher);
    RecordedLink.next(watcher.ups);
    LinkMessage offline = LinkMessage.retained(status, "off".getBytes(UTF_8));
    LinkMessage online = LinkMessage.retained(status, "on".getBytes(UTF_8));
    try (CuttingProxy proxy = new CuttingProxy(broker.port())) {
      RecordedLink heard = new RecordedLink();
      MqttSession unit =
          session(
              LinkSettings.to("127.0.0.1", proxy.port(), "u1").withWillAndBirth(offline, online),
              heard);
      assertEquals("on", text(RecordedLink.next(watcher.messages)));
      RecordedLink.next(heard.ups);
      proxy.cut();
      assertEquals("off", text(RecordedLink.next(watcher.messages)));
      assertEquals("on", text(RecordedLink.next(watcher.messages)));
      RecordedLink.next(heard.ups);
      unit.close();
      assertEquals("off", text(RecordedLink.next(watcher.messages)));
    }
  }

  @Test
  void a_deaf_connection_is_healed_by_force() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(broker.port())) {
      RecordedLink heard = new RecordedLink();
      MqttSession unit =
          session(LinkSettings.to("127.0.0.1", proxy.port(), "u1").withSubscriptions(TOPIC), heard);
      RecordedLink.next(heard.ups);
      proxy.deafen();
      var lost = unit.publish(LinkMessage.of(TOPIC, "1".getBytes(UTF_8))).toCompletableFuture();
      unit.forceReconnect("no answer to the ping");
      assertEquals("no answer to the ping", RecordedLink.next(heard.downs));
      assertEquals(Published.LOST, lost.get(20, TimeUnit.SECONDS));
      RecordedLink.next(heard.ups);
      assertEquals(
          Published.ACKNOWLEDGED, outcome(unit, LinkMessage.of(TOPIC, "2".getBytes(UTF_8))));
      assertEquals("2", text(RecordedLink.next(heard.messages)));
    }
  }

  @Test
  void more_than_the_window_is_answered_full_and_without_a_link_down() throws Exception {
    RecordedLink heard = new RecordedLink();
    try (CuttingProxy proxy = new CuttingProxy(broker.port())) {
      MqttSession unit =
          session(LinkSettings.to("127.0.0.1", proxy.port(), "u1").withWindow(4, 10), heard);
      RecordedLink.next(heard.ups);
      proxy.deafen();
      for (int i = 0; i < 4; i++) {
        assertFalse(
            unit.publish(LinkMessage.of(TOPIC, new byte[2])).toCompletableFuture().isDone());
      }
      assertEquals(Published.FULL, outcome(unit, LinkMessage.of(TOPIC, new byte[2])));
      unit.close();
      assertEquals(Published.DOWN, outcome(unit, LinkMessage.of(TOPIC, new byte[2])));
    }
  }

  @Test
  void what_is_not_acknowledged_comes_again_after_a_cut() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(broker.port())) {
      RecordedLink heard = new RecordedLink();
      MqttSession hub =
          session(
              LinkSettings.to("127.0.0.1", proxy.port(), "hub")
                  .withSession(Duration.ofMinutes(1))
                  .withManualAcks()
                  .withSubscriptions(TOPIC),
              heard);
      RecordedLink.next(heard.ups);
      RecordedLink heardByUnit = new RecordedLink();
      MqttSession unit = session(settings("u1"), heardByUnit);
      RecordedLink.next(heardByUnit.ups);
      outcome(unit, LinkMessage.of(TOPIC, "1".getBytes(UTF_8)));
      RecordedLink.next(heard.messages);
      proxy.cut();
      assertEquals("1", text(RecordedLink.next(heard.messages)));
      assertTrue(RecordedLink.next(heard.ups).sessionPresent());
      outcome(unit, LinkMessage.of(TOPIC, "2".getBytes(UTF_8)));
      Arrived second = RecordedLink.next(heard.messages);
      assertEquals("2", text(second));
      hub.acknowledge(second);
    }
  }

  @Test
  void every_reason_for_no_connection_is_told_in_words() throws Exception {
    assertTrue(whyNot("127.0.0.1", freePort()).contains("nobody listens at"));
    assertTrue(whyNot("no-such-host.invalid", 1883).contains("not found: check the name"));
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String why = whyNot("127.0.0.1", silent.getLocalPort());
      assertTrue(why.contains("did not answer within 1 s"), why);
    }
  }

  private String whyNot(String host, int port) throws Exception {
    RecordedLink heard = new RecordedLink();
    LinkSettings settings =
        LinkSettings.to(host, port, "x").withTimes(Duration.ofSeconds(5), Duration.ofSeconds(1));
    try (MqttSession session = session(settings, heard)) {
      String reason = RecordedLink.next(heard.downs);
      assertFalse(session.isUp());
      return reason;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static String text(Arrived arrived) {
    return new String(arrived.payload(), UTF_8);
  }
}
