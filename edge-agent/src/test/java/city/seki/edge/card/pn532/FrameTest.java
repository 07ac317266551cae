package city.seki.edge.card.pn532;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.card.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FrameTest {
  private static final HexFormat HEX = HexFormat.of();

  static Stream<String> messages() {
    JsonNode file = Vectors.read("pn532.json");
    List<String> frames = new ArrayList<>();
    for (JsonNode exchange : Vectors.list("pn532.json", "exchanges")) {
      frames.add(exchange.get("host").asString());
      frames.add(exchange.get("reply").asString());
    }
    for (String pair : List.of("generic", "extended")) {
      frames.add(file.get(pair).get("command").asString());
      frames.add(file.get(pair).get("reply").asString());
    }
    file.get("nfcpy_init_sequence").forEach(frame -> frames.add(frame.asString()));
    return frames.stream();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void published_messages_are_read_and_written_byte_for_byte(String hex) {
    Frame.Message message = assertInstanceOf(Frame.Message.class, only(HEX.parseHex(hex)));
    assertEquals(hex, HEX.formatHex(message.bytes()));
  }

  @Test
  void acknowledgements_and_errors_are_read_and_written() {
    JsonNode frames = Vectors.read("pn532.json").get("frames");
    assertEquals(frames.get("ack").asString(), HEX.formatHex(new Frame.Ack().bytes()));
    assertEquals(frames.get("nack").asString(), HEX.formatHex(new Frame.Nack().bytes()));
    assertEquals(
        frames.get("syntax_error").asString(), HEX.formatHex(new Frame.SyntaxError().bytes()));
    assertInstanceOf(Frame.Ack.class, only(new Frame.Ack().bytes()));
    assertInstanceOf(Frame.Nack.class, only(new Frame.Nack().bytes()));
    assertInstanceOf(Frame.SyntaxError.class, only(new Frame.SyntaxError().bytes()));
  }

  static Stream<JsonNode> invalid() {
    return Vectors.list("pn532.json", "invalid_replies").stream();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void invalid_replies_are_never_messages(JsonNode vector) {
    FrameParser parser = new FrameParser();
    byte[] bytes = HEX.parseHex(vector.get("bytes").asString());
    parser.feed(bytes, bytes.length);
    Frame frame = parser.next();
    while (frame != null) {
      assertInstanceOf(Frame.Broken.class, frame);
      frame = parser.next();
    }
  }

  @Test
  void zeros_before_and_after_a_frame_mean_nothing() {
    byte[] bytes = HEX.parseHex("000000000000ff04fcd44a0100e100000000");
    FrameParser parser = new FrameParser();
    parser.feed(bytes, bytes.length);
    assertInstanceOf(Frame.Message.class, parser.next());
    assertNull(parser.next());
    assertTrue(!parser.sawNoise(), "zeros are no noise");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void a_frame_is_found_behind_any_garbage_in_any_portions(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      byte[] data = new byte[1 + random.nextInt(264)];
      random.nextBytes(data);
      byte[] garbage = new byte[random.nextInt(40)];
      random.nextBytes(garbage);
      byte[] frame = new Frame.Message(Frame.FROM_CHIP, data).bytes();
      // What looked like a longer frame is given up when its bytes are there and do not add up.
      byte[] rest = new byte[400];
      byte[] found = firstMessageOf(random, garbage, frame, rest, data.length);
      int number = round;
      assertNotNull(found, () -> "seed " + seed + ", round " + number);
      assertArrayEquals(data, found, () -> "seed " + seed + ", round " + number);
    }
  }

  private static byte @Nullable [] firstMessageOf(
      Random random, byte[] garbage, byte[] frame, byte[] rest, int length) {
    FrameParser parser = new FrameParser();
    for (byte[] part : List.of(garbage, frame, rest)) {
      int at = 0;
      while (at < part.length) {
        int count = Math.min(part.length - at, 1 + random.nextInt(50));
        parser.feed(Arrays.copyOfRange(part, at, at + count), count);
        at += count;
        Frame next = parser.next();
        while (next != null) {
          if (next instanceof Frame.Message message && message.data().length == length) {
            return message.data();
          }
          next = parser.next();
        }
      }
    }
    return null;
  }

  private static Frame only(byte[] bytes) {
    FrameParser parser = new FrameParser();
    parser.feed(bytes, bytes.length);
    Frame frame = parser.next();
    assertNotNull(frame);
    assertNull(parser.next());
    return frame;
  }
}
