package city.seki.edge.av.zoom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DeviceState;
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
import tools.jackson.databind.JsonNode;

/** What a room says, cut into messages. */
class ZaapiReaderTest {
  private static List<ZaapiMessage> read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new ZaapiReader().feed(bytes, 0, bytes.length);
  }

  private static String object(int i) {
    return Vectors.list("zoom.json", "json_messages").get(i).get("text").asString();
  }

  @Test
  void the_published_objects_mean_what_they_are_said_to_mean() {
    for (JsonNode vector : Vectors.list("zoom.json", "json_messages")) {
      String text = vector.get("text").asString();
      List<ZaapiMessage> messages = read(text);
      assertEquals(1, messages.size(), text);
      RoomState before = new RoomState("IN_MEETING", null, null, null);
      RoomState after = before.after(messages.getFirst());
      JsonNode expected = vector.get("expect");
      if (expected.has("platform")) {
        assertEquals(expected.get("platform").asString(), after.platform());
        continue;
      }
      DeviceState state =
          switch (expected.get("in_call").asString()) {
            case "true", "connecting" -> DeviceState.IN_CALL;
            case "false" -> DeviceState.IDLE;
            case "unknown" -> DeviceState.UNKNOWN;
            default -> before.report().state();
          };
      assertEquals(state, after.report().state(), text);
      if (expected.has("fault")) {
        assertEquals("logged-out", after.report().cause());
      }
    }
  }

  @Test
  void the_handshake_and_the_text_mode_are_understood() {
    StringBuilder device = new StringBuilder();
    for (JsonNode line : Vectors.list("zoom.json", "handshake")) {
      if (line.get(0).asString().equals("device")) {
        device.append(line.get(1).asString());
      }
    }
    assertEquals(
        List.of(new ZaapiMessage.LoggedIn(), new ZaapiMessage.Done(), new ZaapiMessage.Done()),
        read(device.toString()));
    assertEquals(
        List.of(new ZaapiMessage.Call("NOT_IN_MEETING")),
        read(Vectors.read("zoom.json").get("text_mode").get("reply").asString()));
  }

  @Test
  void pipe_events_say_that_a_command_was_not_executed() {
    for (JsonNode event : Vectors.list("zoom.json", "pipe_events")) {
      assertEquals(List.of(new ZaapiMessage.NotExecuted()), read(event.get("text").asString()));
    }
  }

  @Test
  void an_object_is_whole_with_its_last_brace_however_it_is_cut() {
    byte[] bytes = (object(0) + "\r\n" + object(1)).getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      ZaapiReader reader = new ZaapiReader();
      List<ZaapiMessage> messages = new ArrayList<>(reader.feed(bytes, 0, cut));
      messages.addAll(reader.feed(bytes, cut, bytes.length - cut));
      assertEquals(
          List.of(new ZaapiMessage.Call("NOT_IN_MEETING"), new ZaapiMessage.Call("IN_MEETING")),
          messages);
    }
  }

  @Test
  void braces_and_quotes_inside_of_texts_end_nothing() {
    assertEquals(
        List.of(new ZaapiMessage.Call("}\"{\\")),
        read("{\"Call\":{\"Status\":\"}\\\"{\\\\\"}}\r\n"));
  }

  @Test
  void half_an_object_costs_no_message_that_follows() {
    String half = object(0).substring(0, 30) + "\r\n";
    assertEquals(
        List.of(new ZaapiMessage.Unreadable(), new ZaapiMessage.NotExecuted()),
        read(half + "*e Pipe Reconnecting\r\n"));
    assertEquals(
        List.of(new ZaapiMessage.Unreadable(), new ZaapiMessage.Call("IN_MEETING")),
        read(half + object(1)));
  }

  @Test
  void what_never_ends_is_given_up_and_the_next_message_is_read() {
    assertEquals(
        List.of(new ZaapiMessage.Unreadable(), new ZaapiMessage.Call("IN_MEETING")),
        read("{\"a\":" + "[".repeat(1 << 20) + "\r\n" + object(1)));
    assertEquals(
        List.of(new ZaapiMessage.Unreadable(), new ZaapiMessage.Call("IN_MEETING")),
        read("x".repeat(1 << 20) + "\r\n" + object(1)));
  }

  @Test
  @Tag("fuzz")
  void damaged_bytes_in_any_portions_give_the_same_messages_and_nothing_breaks() {
    List<byte[]> good = new ArrayList<>();
    for (String list : List.of("json_messages", "pipe_events")) {
      Vectors.list("zoom.json", list)
          .forEach(
              v -> good.add((v.get("text").asString() + "\r\n").getBytes(StandardCharsets.UTF_8)));
    }
    Random random = new Random(Fuzz.SEED);
    Mutations mutations = new Mutations(good, random);
    for (int i = 0; i < Fuzz.COUNT; i++) {
      byte[] bytes = mutations.next();
      int cut = random.nextInt(bytes.length + 1);
      try {
        List<ZaapiMessage> whole = new ZaapiReader().feed(bytes, 0, bytes.length);
        ZaapiReader reader = new ZaapiReader();
        List<ZaapiMessage> parts = new ArrayList<>(reader.feed(bytes, 0, cut));
        parts.addAll(reader.feed(bytes, cut, bytes.length - cut));
        assertEquals(whole, parts);
      } catch (RuntimeException | AssertionError | StackOverflowError e) {
        throw new AssertionError(
            "seed " + Fuzz.SEED + ", no " + i + ": " + HexFormat.of().formatHex(bytes), e);
      }
    }
    assertTrue(good.size() > 10);
  }
}
