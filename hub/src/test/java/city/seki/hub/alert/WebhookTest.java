package city.seki.hub.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Text;
import city.seki.hub.ChatRoom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts in the chat room of facilities. */
class WebhookTest {
  private static final Instant TEN = Instant.parse("2026-11-24T01:00:00Z");

  @SuppressWarnings("NullAway.Init") // set by start()
  private ChatRoom chat;

  @SuppressWarnings("NullAway.Init") // set by start()
  private Webhook webhook;

  @BeforeEach
  void start() throws Exception {
    chat = new ChatRoom();
    webhook = new Webhook(chat.address(), () -> ZoneId.of("Asia/Tokyo"), Duration.ofMillis(1));
  }

  @AfterEach
  void stop() {
    webhook.close();
    chat.close();
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
        chat.next());
    webhook.told(alert(TEN.plusSeconds(600)));
    assertTrue(chat.next().startsWith("{\"text\":\"Seki 10:10 ✓ room"));
  }

  @Test
  void a_chat_that_is_busy_is_asked_again_and_one_that_refuses_is_not() throws Exception {
    chat.answers(503, 429, 200, 404);
    webhook.told(alert(null));
    String first = chat.next();
    assertEquals(List.of(first, first), List.of(chat.next(), chat.next()));
    webhook.told(alert(TEN));
    String refused = chat.next();
    webhook.told(alert(TEN.plusSeconds(60)));
    assertTrue(!chat.next().equals(refused), "the refused one was sent again");
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
