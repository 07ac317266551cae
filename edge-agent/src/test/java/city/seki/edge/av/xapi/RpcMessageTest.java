package city.seki.edge.av.xapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.BadMessage;
import city.seki.edge.Fuzz;
import city.seki.edge.av.Mutations;
import city.seki.edge.card.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What a device says on its WebSocket, and what it is asked. */
class RpcMessageTest {
  private static final String FILE = "xapi/ws_exchanges.json";

  private static RpcMessage parse(String json) throws BadMessage {
    return RpcMessage.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void the_captured_answers_are_understood() throws Exception {
    List<JsonNode> exchanges = Vectors.list(FILE, "exchanges");
    assertEquals(new RpcMessage.Answer("1", "1"), parse(exchanges.get(0).get("recv").toString()));
    assertEquals(
        new RpcMessage.Answer("3", "Connected"), parse(exchanges.get(2).get("recv").toString()));
    assertEquals(new RpcMessage.Refusal("4"), parse(exchanges.get(3).get("recv").toString()));
    assertEquals(new RpcMessage.Notice(false), parse(exchanges.get(4).get("event").toString()));
  }

  @Test
  void the_requests_are_those_of_the_independent_client() {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> exchanges = Vectors.list(FILE, "exchanges");
    assertEquals(
        exchanges.get(0).get("send"),
        json.readTree(
            RpcMessage.get("1", List.of("Status", "SystemUnit", "State", "NumberOfActiveCalls"))));
    assertEquals(
        exchanges.get(4).get("send"),
        json.readTree(
            RpcMessage.subscribe(
                "5", List.of("Status", "RoomAnalytics", "PeopleCount", "Current"))));
  }

  @Test
  void the_login_is_that_of_the_independent_client() {
    JsonNode login = Vectors.read(FILE).get("subprotocol");
    assertEquals(
        login.get("header").asString(),
        new Login(login.get("username").asString(), login.get("password").asString())
            .subprotocol());
  }

  @Test
  void an_entry_that_went_away_is_a_notice() throws Exception {
    JsonNode ghost = Vectors.read(FILE).get("ghost");
    assertInstanceOf(RpcMessage.Notice.class, parse(ghost.toString()));
  }

  @Test
  void numbers_may_be_texts() throws Exception {
    assertEquals(
        parse("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":3}"),
        parse("{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"result\":\"3\"}"));
  }

  @Test
  void a_restart_that_is_told_is_known() throws Exception {
    String event =
        "{\"method\":\"xFeedback/Event\",\"params\":"
            + "{\"Id\":\"9\",\"Event\":{\"BootEvent\":{\"Action\":\"%s\"}}}}";
    assertEquals(new RpcMessage.Notice(true), parse(event.formatted("Restart")));
    assertEquals(new RpcMessage.Notice(false), parse(event.formatted("Shutdown")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "7", "{", "{}{}", "{\"id\":1,\"id\":2}", "{\"method\":7}"})
  void what_is_no_message_is_refused(String json) {
    assertThrows(BadMessage.class, () -> parse(json));
  }

  @Test
  @Tag("fuzz")
  void damaged_messages_are_understood_or_refused_and_nothing_else() {
    List<byte[]> good = new ArrayList<>();
    for (JsonNode exchange : Vectors.list(FILE, "exchanges")) {
      exchange.forEach(part -> good.add(part.toString().getBytes(StandardCharsets.UTF_8)));
    }
    good.add(Vectors.read(FILE).get("ghost").toString().getBytes(StandardCharsets.UTF_8));
    assertTrue(good.size() > 12);
    Mutations mutations = new Mutations(good, new Random(Fuzz.SEED));
    for (int i = 0; i < Fuzz.COUNT; i++) {
      byte[] bytes = mutations.next();
      try {
        RpcMessage.parse(bytes);
      } catch (BadMessage e) {
        // What it is for.
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(
            "seed " + Fuzz.SEED + ", no " + i + ": " + HexFormat.of().formatHex(bytes), e);
      }
    }
  }
}
