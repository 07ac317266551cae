package city.seki.config.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.SeatId;
import city.seki.config.wire.Topics.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The description of the topics names every topic that there is, and nothing that is not. */
class AsyncApiTest {
  private static Map<?, ?> document() throws IOException {
    try (InputStream in = AsyncApiTest.class.getResourceAsStream("/asyncapi.yaml")) {
      assertNotNull(in);
      Object loaded = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
      return assertInstanceOf(Map.class, loaded);
    }
  }

  private static Map<?, ?> map(Map<?, ?> from, String... path) {
    Map<?, ?> here = from;
    for (String step : path) {
      here = assertInstanceOf(Map.class, here.get(step), step);
    }
    return here;
  }

  @Test
  void the_addresses_are_the_topics() throws IOException {
    Set<String> expected = new TreeSet<>();
    for (Channel channel :
        List.of(
            Channel.STATUS,
            Channel.TAP,
            Channel.DECISION,
            Channel.PRESENCE,
            Channel.DEVICE,
            Channel.HEALTH,
            Channel.PONG,
            Channel.SNAPSHOT,
            Channel.SNAPSHOT_PEOPLE,
            Channel.CONFIG_DESIRED,
            Channel.CONFIG_REPORTED,
            Channel.COMMAND,
            Channel.COMMAND_RESULT,
            Channel.PIECE_WANT,
            Channel.PIECE)) {
      expected.add(Topics.everyUnit(channel).replace("+", "{unit}"));
    }
    expected.add(Topics.seat(new SeatId("{office}", "{seat}")));
    expected.add(Topics.room("{office}", "{room}"));
    expected.add(Topics.kit("{office}", "{kit}"));
    expected.add(Topics.summary("{office}"));
    expected.add("seki/1/stats/daily/{date}");
    Set<String> addresses = new TreeSet<>();
    for (Object channel : map(document(), "channels").values()) {
      addresses.add(String.valueOf(assertInstanceOf(Map.class, channel).get("address")));
    }
    assertEquals(expected, addresses);
  }

  @Test
  void the_hub_hears_what_units_write_and_writes_the_rest() throws IOException {
    Map<?, ?> document = document();
    for (Object operation : map(document, "operations").values()) {
      Map<?, ?> op = assertInstanceOf(Map.class, operation);
      String channel = String.valueOf(map(op, "channel").get("$ref"));
      String address = String.valueOf(map(document, "channels", last(channel)).get("address"));
      Topics.UnitTopic topic = Topics.parse(address.replace("{unit}", "u1"));
      boolean fromHub = topic == null || topic.channel().isFromHub();
      assertEquals(fromHub ? "send" : "receive", op.get("action"), address);
    }
  }

  @Test
  void every_reference_leads_somewhere() throws IOException {
    follow(document(), document());
  }

  private static void follow(Map<?, ?> document, Object node) throws IOException {
    if (node instanceof List<?> list) {
      for (Object item : list) {
        follow(document, item);
      }
    }
    if (node instanceof Map<?, ?> map) {
      if (map.get("$ref") instanceof String ref) {
        assertTrue(ref.startsWith("#/") ? inside(document, ref) : isFile(ref), ref);
      }
      for (Object value : map.values()) {
        follow(document, value);
      }
    }
  }

  private static boolean inside(Map<?, ?> document, String ref) {
    map(document, ref.substring(2).split("/", -1));
    return true;
  }

  private static boolean isFile(String ref) throws IOException {
    try (InputStream in = AsyncApiTest.class.getResourceAsStream(ref.substring(1))) {
      return in != null;
    }
  }

  private static String last(String ref) {
    return ref.substring(ref.lastIndexOf('/') + 1);
  }
}
