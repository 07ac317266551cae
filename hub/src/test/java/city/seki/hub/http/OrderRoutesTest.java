package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.CommandMessage;
import city.seki.config.wire.CommandMessage.Order;
import city.seki.config.wire.CommandResultMessage;
import city.seki.config.wire.CommandResultMessage.State;
import city.seki.config.wire.HealthMessage;
import city.seki.hub.access.Role;
import city.seki.hub.fleet.Orders;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may order what of a unit, and what is known of it afterwards. */
class OrderRoutesTest {
  private static final String AT = "/api/v1/units/u1/commands";

  @TempDir Path data;
  private HubAtWork hub;
  private final List<CommandMessage> sent = new ArrayList<>();
  private boolean linked = true;

  @BeforeEach
  void start() throws Exception {
    hub = new HubAtWork(data);
    hub.fleet.orders().through(this::send);
  }

  private boolean send(String topic, byte[] payload) {
    assertEquals("seki/1/unit/u1/command", topic);
    try {
      sent.add(CommandMessage.parse(payload));
    } catch (BadMessage e) {
      throw new AssertionError(e);
    }
    return linked;
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void isThere() {
    hub.fleet.health(
        "u1", hub.now(), new HealthMessage("b7", 5, 0, null, null, null, null, null, List.of()));
  }

  private void answer(State state, List<String> lines) {
    hub.fleet
        .orders()
        .answered(
            "u1",
            new CommandResultMessage(
                "b7",
                sent.getLast().id(),
                hub.now().atOffset(ZoneOffset.UTC),
                state,
                null,
                null,
                List.of(),
                lines,
                0));
  }

  private HttpResponse<String> order(Role role, String body) throws Exception {
    return hub.post(role, AT, body);
  }

  @Test
  void a_clerk_lets_a_unit_blink_and_sees_that_it_does() throws Exception {
    isThere();
    HttpResponse<String> given = order(Role.FACILITIES, "{\"do\":\"identify\",\"seconds\":20}");
    assertEquals(202, given.statusCode(), given.body());
    assertEquals(new Order.Identify(20), sent.getLast().order());
    assertEquals("b7", sent.getLast().boot());
    assertEquals(hub.now().plus(Orders.LIFE), sent.getLast().expiresAt().toInstant());
    String one = "/api/v1/commands/" + sent.getLast().id();
    assertTrue(hub.get(Role.FACILITIES, one).body().contains("\"state\":\"sent\""));
    answer(State.BEGUN, List.of());
    assertTrue(hub.get(Role.FACILITIES, one).body().contains("\"state\":\"begun\""));
    assertTrue(hub.get(Role.AUDITOR, "/api/v1/audit").body().contains("order-unit"));
  }

  @Test
  void everything_else_is_for_operators() throws Exception {
    isThere();
    for (String what : List.of("reboot", "logs", "selftest", "update")) {
      assertEquals(403, order(Role.FACILITIES, "{\"do\":\"" + what + "\"}").statusCode(), what);
      assertEquals(202, order(Role.OPERATOR, "{\"do\":\"" + what + "\"}").statusCode(), what);
    }
    assertEquals(400, order(Role.OPERATOR, "{\"do\":\"dance\"}").statusCode());
    assertEquals(400, order(Role.OPERATOR, "{\"do\":\"identify\",\"seconds\":601}").statusCode());
    assertEquals(
        404, hub.post(Role.OPERATOR, "/api/v1/units/x/commands", "{\"do\":\"logs\"}").statusCode());
  }

  @Test
  void lines_of_a_log_are_for_operators_and_for_one_order_alone() throws Exception {
    isThere();
    assertEquals(202, order(Role.OPERATOR, "{\"do\":\"logs\"}").statusCode());
    answer(State.DONE, List.of("u1: link up"));
    String one = "/api/v1/commands/" + sent.getLast().id();
    assertTrue(hub.get(Role.OPERATOR, one).body().contains("u1: link up"));
    assertFalse(hub.get(Role.FACILITIES, one).body().contains("u1: link up"));
    assertFalse(hub.get(Role.OPERATOR, "/api/v1/commands").body().contains("u1: link up"));
  }

  @Test
  void a_unit_that_is_away_is_told_nothing() throws Exception {
    HttpResponse<String> away = order(Role.OPERATOR, "{\"do\":\"logs\"}");
    assertEquals(409, away.statusCode());
    assertTrue(away.body().contains("unit-away"), away.body());
    assertEquals(List.of(), sent);
    isThere();
    linked = false;
    assertEquals(503, order(Role.OPERATOR, "{\"do\":\"logs\"}").statusCode());
    assertEquals("[]", hub.get(Role.OPERATOR, "/api/v1/commands").body());
  }

  @Test
  void a_unit_in_use_is_rebooted_only_for_a_reason() throws Exception {
    isThere();
    String tap = "{\"office\":\"chuo\",\"seat\":\"A-01\"}";
    assertEquals(200, hub.post(Role.STAFF, "/api/v1/taps", tap).statusCode());
    HttpResponse<String> busy = order(Role.OPERATOR, "{\"do\":\"reboot\"}");
    assertEquals(409, busy.statusCode());
    assertTrue(busy.body().contains("unit-busy"), busy.body());
    HttpResponse<String> forced =
        order(Role.OPERATOR, "{\"do\":\"reboot\",\"force\":\"reads no card\"}");
    assertEquals(202, forced.statusCode(), forced.body());
    assertTrue(hub.get(Role.AUDITOR, "/api/v1/audit").body().contains("reads no card"));
  }

  @Test
  void an_order_without_an_answer_is_unanswered_and_another_units_word_is_none() throws Exception {
    isThere();
    assertEquals(202, order(Role.OPERATOR, "{\"do\":\"selftest\"}").statusCode());
    CommandMessage order = sent.getLast();
    hub.fleet
        .orders()
        .answered(
            "u2",
            new CommandResultMessage(
                "b",
                order.id(),
                order.expiresAt(),
                State.DONE,
                null,
                null,
                List.of(),
                List.of(),
                0));
    hub.now(hub.now().plus(Orders.LIFE).plusMillis(1));
    String one = "/api/v1/commands/" + order.id();
    assertTrue(hub.get(Role.OPERATOR, one).body().contains("\"state\":\"unanswered\""));
  }
}
