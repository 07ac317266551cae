package city.seki.hub.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Text;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts in the chat room of facilities. */
class WebhookTest {
  private static final Instant TEN = Instant.parse("2026-11-24T01:00:00Z");

  private final BlockingQueue<String> posted = new LinkedBlockingQueue<>();
  private final Deque<Integer> answers = new ConcurrentLinkedDeque<>();

  @SuppressWarnings("NullAway.Init") // set by start()
  private HttpServer chat;

  @SuppressWarnings("NullAway.Init") // set by start()
  private Webhook webhook;

  @BeforeEach
  void start() throws Exception {
    chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    chat.createContext(
        "/hook",
        exchange -> {
          posted.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          Integer status = answers.poll();
          exchange.sendResponseHeaders(status == null ? 200 : status, -1);
          exchange.close();
        });
    chat.start();
    webhook =
        new Webhook(
            URI.create("http://127.0.0.1:" + chat.getAddress().getPort() + "/hook"),
            () -> ZoneId.of("Asia/Tokyo"),
            Duration.ofMillis(1));
  }

  @AfterEach
  void stop() {
    webhook.close();
    chat.stop(0);
  }

  private String next() throws InterruptedException {
    return Objects.requireNonNull(posted.poll(20, TimeUnit.SECONDS), "nothing was posted");
  }

  private static Alerts.Alert alert(@Nullable Instant until) {
    return new Alerts.Alert(
        Alerts.Kind.ROOM,
        TEN,
        until,
        "chuo",
        "room:vc-1",
        "u1",
        new Trouble.OfRoom(
            "on-while-empty", new Trouble.Named("display-1", new Text("画面", "display")), null));
  }

  @Test
  void an_alert_is_posted_as_it_begins_and_as_it_ends() throws Exception {
    webhook.told(alert(null));
    assertEquals(
        "{\"text\":\"Seki 10:00 room · chuo · room:vc-1 · u1 · on-while-empty: display-1\"}",
        next());
    webhook.told(alert(TEN.plusSeconds(600)));
    assertTrue(next().startsWith("{\"text\":\"Seki 10:10 ✓ room"));
  }

  @Test
  void a_chat_that_is_busy_is_asked_again_and_one_that_refuses_is_not() throws Exception {
    answers.addAll(List.of(503, 429, 200, 404));
    webhook.told(alert(null));
    String first = next();
    assertEquals(List.of(first, first), List.of(next(), next()));
    webhook.told(alert(TEN));
    String refused = next();
    webhook.told(alert(TEN.plusSeconds(60)));
    assertTrue(!next().equals(refused), "the refused one was sent again");
  }

  @Test
  void alerts_tell_their_listener_of_each_beginning_and_end() {
    List<String> told = new ArrayList<>();
    Alerts alerts =
        new Alerts(alert -> told.add(alert.number() + (alert.until() == null ? "" : " over")));
    var wrong = Map.of("vc-1 on-while-empty", alert(null));
    alerts.lookAtFloor(wrong, TEN);
    alerts.lookAtFloor(wrong, TEN.plusSeconds(1));
    alerts.lookAtFloor(Map.of(), TEN.plusSeconds(2));
    alerts.lookAtFloor(wrong, TEN.plusSeconds(50));
    alerts.lookAtFloor(Map.of(), TEN.plusSeconds(60));
    assertEquals(List.of("1"), told, "it flapped");
    alerts.lookAtFloor(Map.of(), TEN.plusSeconds(120));
    assertEquals(List.of("1", "1 over"), told);
  }

  @Test
  void who_takes_care_of_an_alert_is_shown_while_it_lasts_and_after() {
    Alerts alerts = new Alerts();
    alerts.lookAtFloor(Map.of("x", alert(null)), TEN);
    var by = new Alerts.Acknowledged("token:1", TEN, "on my way");
    assertTrue(alerts.acknowledge(1, by));
    assertTrue(!alerts.acknowledge(2, by));
    assertEquals(by, alerts.list().getFirst().acknowledged());
    alerts.lookAtFloor(Map.of(), TEN.plusSeconds(1));
    alerts.lookAtFloor(Map.of(), TEN.plusSeconds(70));
    assertEquals(by, alerts.list().getFirst().acknowledged());
    assertEquals(TEN.plusSeconds(1), alerts.list().getFirst().until());
  }
}
