package city.seki.hub.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Event;
import city.seki.hub.access.Role;
import city.seki.hub.alert.LiveAlerts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Server-sent events over a real connection. */
@Timeout(60)
class EventRouteTest {
  @TempDir Path data;
  private HubAtWork hub;

  @BeforeEach
  void start() throws Exception {
    hub = new HubAtWork(data);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  /** A connection that has begun to listen. */
  private final class Listener implements AutoCloseable {
    private final InputStream in;
    private final BufferedReader lines;

    Listener(HttpRequest.Builder request) throws IOException, InterruptedException {
      HttpResponse<InputStream> answer =
          hub.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      assertEquals(200, answer.statusCode());
      assertEquals("text/event-stream", answer.headers().firstValue("Content-Type").get());
      assertTrue(answer.headers().firstValue("Content-Encoding").isEmpty());
      in = answer.body();
      lines = new BufferedReader(new InputStreamReader(in, UTF_8));
      assertTrue(lines.readLine().startsWith(":"));
      assertEquals("", lines.readLine());
    }

    /** The next event, its three lines in one. */
    String next() throws IOException {
      List<String> event = new ArrayList<>();
      for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
        event.add(line);
      }
      return String.join(" | ", event);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private HttpRequest.Builder events(String query) {
    return events(Role.STAFF, query);
  }

  private HttpRequest.Builder events(Role role, String query) {
    return hub.as(role, "GET", "/api/v1/events" + query, null).header("Accept-Encoding", "gzip");
  }

  private void publish(int number) {
    hub.stream.publish("seat", ("{\"n\":" + number + "}").getBytes(UTF_8));
  }

  @Test
  void a_listener_hears_every_change_at_once_and_in_order() throws Exception {
    try (Listener listener = new Listener(events(""))) {
      publish(1);
      assertEquals("id: run-1 | event: seat | data: {\"n\":1}", listener.next());
      publish(2);
      publish(3);
      assertEquals("id: run-2 | event: seat | data: {\"n\":2}", listener.next());
      assertEquals("id: run-3 | event: seat | data: {\"n\":3}", listener.next());
    }
  }

  @Test
  void that_alerts_changed_is_told_to_those_only_who_may_see_them() throws Exception {
    LiveAlerts live = new LiveAlerts(hub.alerts, hub.stream);
    try (Listener facilities = new Listener(events(Role.FACILITIES, ""));
        Listener staff = new Listener(events(""))) {
      live.look();
      hub.alerts.badMessage(hub.now(), "a", null);
      hub.alerts.changed(List.of(new Event.UnclaimedUse(new SeatId("chuo", "A-07"), hub.now())));
      live.look();
      live.look();
      publish(1);
      assertEquals(
          "id: run-1 | event: alert | data: {\"lasting\":1,\"unacknowledged\":1}",
          facilities.next());
      assertEquals("id: run-2 | event: seat | data: {\"n\":1}", facilities.next());
      assertEquals("id: run-2 | event: seat | data: {\"n\":1}", staff.next());
    }
  }

  @Test
  void who_was_away_gets_what_was_missed_by_header_or_query() throws Exception {
    publish(1);
    publish(2);
    try (Listener header = new Listener(events("").header("Last-Event-ID", "run-1"));
        Listener query = new Listener(events("?last_event_id=run-1"))) {
      assertEquals("id: run-2 | event: seat | data: {\"n\":2}", header.next());
      assertEquals("id: run-2 | event: seat | data: {\"n\":2}", query.next());
    }
  }

  @Test
  void who_was_away_too_long_or_in_another_run_is_told_to_start_anew() throws Exception {
    publish(1);
    try (Listener listener = new Listener(events("").header("Last-Event-ID", "before-77"))) {
      assertEquals("id: run-1 | event: reset | data: {}", listener.next());
      publish(2);
      assertEquals("id: run-2 | event: seat | data: {\"n\":2}", listener.next());
    }
  }

  @Test
  void a_listener_that_does_not_read_holds_up_nobody() throws Exception {
    String large = "{\"x\":\"" + "x".repeat(10_000) + "\"}";
    try (Listener slow = new Listener(events(""));
        Listener quick = new Listener(events(""))) {
      for (int i = 1; i <= 6_000; i++) {
        hub.stream.publish("seat", large.getBytes(UTF_8));
        assertTrue(quick.next().startsWith("id: run-" + i + " "));
      }
      String heard = slow.next();
      while (!heard.contains("event: reset")) {
        heard = slow.next();
      }
      publish(7);
      String after = slow.next();
      while (!after.contains("{\"n\":7}")) {
        after = slow.next();
      }
    }
  }

  @Test
  void a_phone_tap_is_heard_as_a_change_of_its_seat() throws Exception {
    hub.floor.sweep(1);
    try (Listener listener = new Listener(events(""))) {
      hub.post(Role.STAFF, "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"A-02\"}");
      String heard = "";
      while (!heard.contains("\"seat\":\"A-02\",\"zone\"")) {
        hub.floor.flush();
        heard = listener.next();
      }
      assertTrue(heard.contains("\"state\":\"claimed\""), heard);
    }
  }

  @Test
  void a_listener_whose_token_is_revoked_is_let_go() throws Exception {
    try (Listener listener = new Listener(events(""))) {
      hub.now(HubAtWork.START.plusSeconds(11));
      assertEquals(":", listener.next());
      for (var token : hub.database.tokens().list()) {
        assertTrue(hub.database.tokens().revoke(token.id(), hub.now()));
      }
      hub.now(HubAtWork.START.plusSeconds(22));
      assertNull(listener.lines.readLine());
    }
  }

  @Test
  @Timeout(15)
  void a_hub_that_stops_lets_its_listeners_go() throws Exception {
    try (Listener listener = new Listener(events(""))) {
      hub.http.close();
      assertThrows(
          IOException.class,
          () -> {
            if (listener.lines.readLine() == null) {
              throw new IOException("ended in order");
            }
          });
    }
  }
}
