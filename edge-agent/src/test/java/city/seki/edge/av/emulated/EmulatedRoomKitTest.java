package city.seki.edge.av.emulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.av.xapi.StatusNode;
import city.seki.edge.card.Pace;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the emulated room kit does beyond what the driver asks of it. */
@Timeout(60)
class EmulatedRoomKitTest {
  private static final String BASIC =
      "Basic "
          + Base64.getEncoder().encodeToString("admin:secret".getBytes(StandardCharsets.UTF_8));

  private static HttpResponse<String> ask(EmulatedRoomKit kit, HttpRequest.Builder request)
      throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    } finally {
      kit.cut();
    }
  }

  private static EmulatedRoomKit kit() throws Exception {
    return new EmulatedRoomKit("Room 301", "admin", "secret", Pace.real());
  }

  @Test
  void a_command_by_putxml_wakes_it() throws Exception {
    try (EmulatedRoomKit kit = kit()) {
      String command = "<Command><Standby><Deactivate command=\"True\"/></Standby></Command>";
      HttpResponse<String> answer =
          ask(
              kit,
              HttpRequest.newBuilder(kit.address().resolve("/putxml"))
                  .header("Authorization", BASIC)
                  .POST(BodyPublishers.ofString(command)));
      assertTrue(answer.body().contains("status=\"OK\""), answer.body());
      assertEquals("Off", kit.status().text("Standby", "State"));
    }
  }

  @Test
  void nothing_is_told_without_the_password() throws Exception {
    try (EmulatedRoomKit kit = kit()) {
      HttpRequest.Builder request = HttpRequest.newBuilder(kit.address().resolve("/status.xml"));
      HttpResponse<String> answer = ask(kit, request);
      assertEquals(401, answer.statusCode());
      assertEquals("", answer.body());
    }
  }

  @Test
  void a_session_is_opened_and_ended_by_request() throws Exception {
    try (EmulatedRoomKit kit = kit()) {
      HttpResponse<String> begun =
          ask(
              kit,
              HttpRequest.newBuilder(kit.address().resolve("/xmlapi/session/begin"))
                  .header("Authorization", BASIC)
                  .POST(BodyPublishers.noBody()));
      assertEquals(204, begun.statusCode());
      assertEquals(1, kit.openSessions());
      String cookie = begun.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
      ask(
          kit,
          HttpRequest.newBuilder(kit.address().resolve("/xmlapi/session/end"))
              .header("Cookie", cookie)
              .POST(BodyPublishers.noBody()));
      assertEquals(0, kit.openSessions());
    }
  }

  /** The example of RFC 6455, section 1.3. */
  @Test
  void the_key_of_a_web_socket_is_answered_as_the_standard_says() {
    assertEquals(
        "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", WebSocketFrames.accept("dGhlIHNhbXBsZSBub25jZQ=="));
  }

  @Test
  void what_changed_is_told_and_nothing_else_and_what_went_away_as_a_ghost() {
    StatusNode before =
        StatusNode.of(
            "Status", StatusNode.leaf("A", "1"), StatusNode.leaf("B", "1"), entry("7"), entry("8"));
    StatusNode after =
        StatusNode.of("Status", StatusNode.leaf("A", "2"), StatusNode.leaf("B", "1"), entry("8"));
    StatusNode changed = StatusText.changes(before, after);
    assertEquals(
        StatusNode.of(
            "Status", StatusNode.leaf("A", "2"), new StatusNode("D", "7", "ghost", List.of())),
        changed);
  }

  private static StatusNode entry(String item) {
    return new StatusNode("D", item, "", List.of(StatusNode.leaf("Status", "Connected")));
  }
}
