package city.seki.edge.av.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DeviceMapping;
import city.seki.config.model.DeviceState;
import city.seki.config.model.MemberPath;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonMember;
import city.seki.edge.Fuzz;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.av.Mutations;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever bytes a device publishes, its member is read as a whole-tree reader reads it, or the
 * payload is refused, and a report comes of it; nothing else comes out.
 */
class MappedFuzzTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final List<byte[]> GOOD =
      List.of(
          "{\"Time\":\"2026-11-21T08:31:05\",\"ENERGY\":{\"Power\":23,\"Factor\":0.71,\"a\":[1,{}]}}"
              .getBytes(UTF_8),
          "{\"ENERGY\":{\"Power\":1.5e3},\"x\":[[],{\"Power\":\"\\u4f1a\"}]}".getBytes(UTF_8),
          "{\"ENERGY\":{\"Power\":\"20\"},\"Wifi\":{\"SSId\":\"会議室\"}}".getBytes(UTF_8),
          "{\"ENERGY\":{\"Power\":\"\\ud83d x\"}}".getBytes(UTF_8),
          "{\"ENERGY\":{\"Power\":null},\"POWER\":true}".getBytes(UTF_8));
  private static final MemberPath PATH = new MemberPath("ENERGY.Power");
  private static final DeviceMapping MAPPING = Mappings.of(Mappings.POWER);
  private static final String TOPIC = "tele/display2/SENSOR";

  private long read;

  @Test
  @Tag("fuzz")
  void any_payload_is_read_or_refused_and_makes_a_report() {
    Mutations mutations = new Mutations(GOOD, new Random(Fuzz.SEED));
    MappedState online =
        MappedState.initial(MAPPING)
            .after(new BrokerLine.Message("tele/display2/LWT", "Online".getBytes(UTF_8), true, 0));
    for (int i = 0; i < Fuzz.COUNT; i++) {
      byte[] payload = mutations.next();
      try {
        tried(payload, online);
      } catch (RuntimeException | AssertionError | StackOverflowError e) {
        throw new AssertionError(
            "seed %d, case %d, %s".formatted(Fuzz.SEED, i, HexFormat.of().formatHex(payload)), e);
      }
    }
    assertTrue(read > Fuzz.COUNT / 50, "too few that were read prove little: " + read);
  }

  private void tried(byte[] payload, MappedState online) {
    DeviceReport report =
        online.after(new BrokerLine.Message(TOPIC, payload, false, 0)).report("mqtt://h", 0);
    try {
      String word = JsonMember.read(payload, PATH);
      if (word != null) {
        read++;
        if (isUtf8(payload)) { // in texts that are passed over nobody looks
          assertFound(payload, word);
        }
        DeviceState meant = MAPPING.state().values().state(word.strip());
        assertEquals(meant == null ? DeviceState.UNKNOWN : meant, report.state());
      }
    } catch (BadMessage e) {
      assertTrue(String.valueOf(e.getMessage()).startsWith("$"), e::getMessage);
      assertEquals(payload.length == 0 ? "unheard" : "unfamiliar", report.cause());
    }
    for (String text : report.details().values()) {
      assertTrue(text.length() < 600 && text.chars().noneMatch(c -> c < ' '), text);
      assertTrue(UTF_8.newEncoder().canEncode(text), "a message could not carry it");
    }
    if (report.state() == DeviceState.UNKNOWN) {
      assertNotNull(report.cause());
      assertTrue(report.details().containsKey(DeviceReport.HINT));
    }
  }

  private static boolean isUtf8(byte[] payload) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).hasRemaining();
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** A reader that keeps the whole tree finds the same there. */
  private static void assertFound(byte[] payload, String word) {
    try {
      JsonNode node = JSON.readTree(payload).path("ENERGY").path("Power");
      if (node.isNumber()) {
        assertEquals(0, node.decimalValue().compareTo(new BigDecimal(word)), word);
      } else {
        assertEquals(node.asString(), word);
      }
    } catch (JacksonException e) {
      throw new AssertionError("a reader of the whole tree refuses it", e);
    }
  }
}
