package city.seki.edge.av.pjlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import city.seki.edge.av.pjlink.Line.Answer;
import city.seki.edge.av.pjlink.Line.Value;
import city.seki.edge.card.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What other implementations say and expect, byte for byte. */
class PjlinkVectorsTest {
  static List<JsonNode> queries() {
    return Vectors.list("pjlink.json", "queries");
  }

  static List<JsonNode> invalid() {
    return Vectors.list("pjlink.json", "invalid");
  }

  static List<JsonNode> tolerance() {
    return Vectors.list("pjlink.json", "tolerance");
  }

  private static List<byte[]> lines(String text) throws PjlinkFault {
    LineCutter cutter = new LineCutter();
    List<byte[]> lines = new ArrayList<>();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      byte[] line = cutter.take(b);
      if (line != null) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static Line only(String text) throws PjlinkFault {
    List<byte[]> lines = lines(text);
    assertEquals(1, lines.size(), text);
    return Line.parse(lines.get(0));
  }

  @Test
  void greetings_and_digests() throws PjlinkFault {
    for (JsonNode vector : Vectors.list("pjlink.json", "auth")) {
      Line greeting = only(vector.get("greeting").asString());
      if (vector.get("greeting").asString().equals("PJLINK XXX\r")) {
        assertInstanceOf(Line.Nonsense.class, greeting);
      } else if (greeting instanceof Line.Challenge(String random) && vector.has("first_command")) {
        String digest = Conversation.md5(random + vector.get("password").asString());
        assertEquals(vector.get("first_command").asString(), digest + "%1POWR ?\r");
      } else {
        assertTrue(greeting instanceof Line.Open || greeting instanceof Line.Challenge);
      }
    }
    assertEquals(
        "5d8409bc1c3fa39749434aa3a5c38682", Conversation.md5("498e4a67JBMIAProjectorLink"));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void replies_mean_what_they_say(JsonNode vector) throws PjlinkFault {
    String reply = vector.get("reply").asString();
    Answer answer = assertInstanceOf(Answer.class, only(reply));
    assertEquals(vector.get("command").asString().substring(2, 6), answer.command());
    JsonNode meaning = vector.get("meaning");
    if (reply.contains("=ERR")) {
      assertInstanceOf(Value.Refused.class, answer.value());
      return;
    }
    String text = assertInstanceOf(Value.Text.class, answer.value()).text();
    if (!meaning.isObject()) {
      assertEquals(reply.substring(7, reply.length() - 1), text);
      return;
    }
    switch (answer.command()) {
      case "POWR" -> assertEquals(meaning.get("power").asString(), known(Power.of(text)).word());
      case "INPT" -> {
        Input input = known(Input.of(text));
        assertEquals(meaning.get("kind").asString(), input.kind());
        assertEquals(meaning.get("index").asInt(), input.index());
      }
      case "AVMT" ->
          assertEquals(
              new Mute(
                  meaning.get("video_mute").asBoolean(), meaning.get("audio_mute").asBoolean()),
              Mute.of(text));
      case "ERST" -> assertErrors(meaning, known(Faults.of(text)));
      case "LAMP" -> {
        Lamps lamps = known(Lamps.of(text));
        assertEquals(meaning.get("lamps").size(), lamps.lamps().size());
        for (int i = 0; i < lamps.lamps().size(); i++) {
          JsonNode lamp = meaning.get("lamps").get(i);
          assertEquals(
              new Lamps.Lamp(lamp.get(0).asInt(), lamp.get(1).asBoolean()), lamps.lamps().get(i));
        }
      }
      default -> fail(answer.command());
    }
  }

  private static void assertErrors(JsonNode meaning, Faults faults) {
    meaning
        .properties()
        .forEach(
            part -> {
              String level = part.getValue().asString();
              assertEquals(level.equals("error"), faults.errors().contains(part.getKey()));
              assertEquals(level.equals("warning"), faults.warnings().contains(part.getKey()));
            });
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void nonsense_is_known_as_such(JsonNode vector) throws PjlinkFault {
    switch (only(vector.get("reply").asString())) {
      case Answer(int _, String command, Value.Text(String text)) ->
          assertNull(meaning(command, text), vector.toString());
      case Line.Nonsense _ -> {}
      case Line.Open _, Line.Challenge _, Line.Denied _, Answer _ -> fail(vector.toString());
    }
  }

  private static @Nullable Object meaning(String command, String text) {
    return switch (command) {
      case "POWR" -> Power.of(text);
      case "ERST" -> Faults.of(text);
      case "LAMP" -> Lamps.of(text);
      case "AVMT" -> Mute.of(text);
      default -> fail(command);
    };
  }

  @ParameterizedTest
  @MethodSource("tolerance")
  void small_letters_and_line_feeds_are_taken(JsonNode vector) throws PjlinkFault {
    assertEquals(new Answer(1, "POWR", new Value.Text("1")), only(vector.get("reply").asString()));
  }

  @Test
  void notices_are_read_from_a_datagram_one_or_two_at_a_time() {
    for (JsonNode notice : Vectors.read("pjlink.json").get("udp").get("notifications")) {
      byte[] bytes = notice.asString().getBytes(StandardCharsets.UTF_8);
      assertEquals(1, Notice.read(bytes, bytes.length).size(), notice.toString());
    }
    byte[] two = "%2ERST=000010\r%2INPT=3A\r".getBytes(StandardCharsets.UTF_8);
    assertEquals(
        List.of("ERST", "INPT"),
        Notice.read(two, two.length).stream().map(Answer::command).toList());
    assertEquals("digital-10", known(Input.of("3A")).word());
  }

  @Test
  void a_search_an_acknowledgement_and_a_class_1_line_are_no_notices() {
    for (String line :
        List.of("%2SRCH\r", "%2ACKN=00:11:22:33:44:55\r", "%1POWR=1\r", "%2POWR=1")) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      assertEquals(List.of(), Notice.read(bytes, bytes.length), line);
    }
  }

  private static <T> T known(@Nullable T meaning) {
    return meaning == null ? fail("without a meaning") : meaning;
  }
}
