package city.seki.edge.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import city.seki.config.model.ReaderName;
import city.seki.config.wire.DecisionMessage;
import city.seki.config.wire.Light;
import city.seki.config.wire.LightCommand;
import city.seki.edge.agent.AgentEvent;
import city.seki.edge.snapshot.DocumentCheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HearingTest {
  private static final byte[] NO_CORRELATION = new byte[0];

  private final Hearing hearing = new Hearing("unit-1", new DocumentCheck("office", null));

  @Test
  void a_decision_names_its_tap() {
    byte[] decision = DecisionMessage.badRequest("b", 7L, "no").toJson();
    AgentEvent.Decided decided =
        assertInstanceOf(
            AgentEvent.Decided.class, understand("decision", decision, "x:1".getBytes(UTF_8)));
    assertEquals("b:7", decided.boot() + ":" + decided.seq());
  }

  @Test
  void a_decision_about_an_unreadable_tap_is_named_by_its_correlation_data() {
    byte[] decision = DecisionMessage.badRequest(null, null, "no").toJson();
    AgentEvent.Decided decided =
        assertInstanceOf(
            AgentEvent.Decided.class, understand("decision", decision, "b:7".getBytes(UTF_8)));
    assertEquals("b:7", decided.boot() + ":" + decided.seq());
    assertNull(understand("decision", decision, NO_CORRELATION));
  }

  @Test
  void a_light_command_and_an_echo_are_understood() {
    LightCommand command = new LightCommand(ReaderName.parse("seat:A-01"), Light.UNCLAIMED);
    assertEquals(
        new AgentEvent.LightTold(command), understand("command", command.toJson(), NO_CORRELATION));
    assertEquals(new AgentEvent.Pong(), understand("pong", new byte[] {1, 2, 3}, NO_CORRELATION));
  }

  @Test
  void what_is_not_understood_is_left_and_ends_nothing() {
    assertNull(understand("decision", "{".getBytes(UTF_8), NO_CORRELATION));
    assertNull(understand("command", "[]".getBytes(UTF_8), NO_CORRELATION));
    assertNull(understand("snapshot", "{}".getBytes(UTF_8), NO_CORRELATION));
    assertNull(hearing.understand("seki/1/unit/other/pong", new byte[0], NO_CORRELATION));
  }

  private @Nullable AgentEvent understand(String channel, byte[] payload, byte[] correlation) {
    return hearing.understand("seki/1/unit/unit-1/" + channel, payload, correlation);
  }
}
