package city.seki.edge.presence.ld2410;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.card.Vectors;
import city.seki.edge.presence.Reading.Radar;
import city.seki.edge.presence.Reading.Radar.Target;
import city.seki.edge.presence.Sensed.Discarded.Cause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FrameTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String STILL = "f4f3f2f10d0002aa0251000000003b00005500f8f7f6f5";
  private static final Frame STILL_REPORT = new Frame.Report(new Radar(Target.STILL, 81, 0, 0, 59));
  private static final Frame GARBAGE = new Frame.Broken(Cause.GARBAGE);
  private static final Frame CHECKSUM = new Frame.Broken(Cause.CHECKSUM);

  private final FrameParser parser = new FrameParser();

  static List<JsonNode> reports() {
    return Vectors.list("ld2410.json", "reports");
  }

  static List<JsonNode> invalid() {
    return Vectors.list("ld2410.json", "invalid");
  }

  static List<JsonNode> commands() {
    return Vectors.list("ld2410.json", "commands");
  }

  static List<JsonNode> badCommands() {
    return Vectors.list("ld2410.json", "bad_command_frames");
  }

  @ParameterizedTest
  @MethodSource("reports")
  void recorded_reports_are_read_as_published(JsonNode vector) {
    JsonNode decoded = vector.get("decoded");
    Frame.Report report =
        assertInstanceOf(Frame.Report.class, only(vector.get("frame").asString()));
    Radar radar = report.radar();
    assertEquals(decoded.get("moving_distance_cm").asInt(), radar.movingCm());
    assertEquals(decoded.get("moving_energy").asInt(), radar.movingEnergy());
    assertEquals(decoded.get("static_distance_cm").asInt(), radar.stillCm());
    assertEquals(decoded.get("static_energy").asInt(), radar.stillEnergy());
    assertEquals(vector.get("presence").asBoolean(), radar.target() != Target.NONE);
    int state = decoded.get("state").asInt();
    assertEquals(state > 3 ? 0 : state, List.of(Target.values()).indexOf(radar.target()));
  }

  @Test
  void a_report_is_read_as_it_was_written() {
    byte[] gates = new byte[18];
    int state = 0;
    for (Target target : Target.values()) {
      Radar told = new Radar(target, 300, 40, 81, 59);
      Frame report = new Frame.Report(told);
      assertEquals(report, only(HEX.formatHex(Frame.basicReport(state, told))));
      assertEquals(report, only(HEX.formatHex(Frame.engineeringReport(state, told, gates, 96))));
      state++;
    }
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void invalid_reports_are_thrown_away_once(JsonNode vector) {
    Frame.Broken broken =
        assertInstanceOf(Frame.Broken.class, only(vector.get("frame").asString()));
    Cause expected =
        vector.get("why").asString().startsWith("unknown") ? Cause.IMPLAUSIBLE : Cause.CHECKSUM;
    assertEquals(expected, broken.cause());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void commands_and_their_answers_are_read_and_written_byte_for_byte(JsonNode vector) {
    String command = vector.get("command").asString();
    String ack = vector.get("ack").asString();
    Frame.Command sent = assertInstanceOf(Frame.Command.class, only(command));
    Frame.Command answered = assertInstanceOf(Frame.Command.class, only(ack));
    assertEquals(sent.word() | Frame.ACKNOWLEDGED, answered.word());
    assertTrue(answered.value().startsWith("0000"), "the status of the answer");
    assertEquals(command, written(sent));
    assertEquals(ack, written(answered));
  }

  private static String written(Frame.Command frame) {
    return HEX.formatHex(Frame.command(frame.word(), HEX.parseHex(frame.value())));
  }

  @ParameterizedTest
  @MethodSource("badCommands")
  void bad_commands_are_no_frames(JsonNode vector) {
    feed(vector.get("frame").asString())
        .forEach(frame -> assertInstanceOf(Frame.Broken.class, frame));
  }

  @Test
  void a_report_found_behind_garbage_is_told_after_it() {
    assertEquals(List.of(GARBAGE, STILL_REPORT), feed("00112233445566778899" + STILL));
  }

  @Test
  void the_rest_of_a_report_that_was_under_way_is_no_garbage() {
    for (int cut = 2; cut < STILL.length(); cut += 2) {
      parser.reset();
      assertEquals(List.of(STILL_REPORT), feed(STILL.substring(cut) + STILL), "cut at " + cut);
    }
  }

  @Test
  void only_the_first_rest_is_excused() {
    String rest = STILL.substring(20);
    assertEquals(List.of(STILL_REPORT, GARBAGE, STILL_REPORT), feed(STILL + rest + STILL));
  }

  @Test
  void a_report_that_lost_its_end_does_not_take_the_next_with_it() {
    for (int cut = 14; cut < STILL.length(); cut += 2) {
      parser.reset();
      List<Frame> frames = feed(STILL.substring(0, cut) + STILL + STILL);
      assertEquals(List.of(CHECKSUM, STILL_REPORT, STILL_REPORT), frames, "cut at " + cut);
    }
  }

  @Test
  void a_header_with_an_impossible_length_costs_no_report() {
    assertEquals(List.of(GARBAGE, STILL_REPORT), feed("f4f3f2f1ffff" + STILL));
    assertEquals(List.of(GARBAGE, STILL_REPORT), feed("f4f3f2f4f3" + STILL));
  }

  @Test
  void endless_garbage_is_told_again_and_again_but_not_byte_for_byte() {
    List<Frame> frames = feed("ff".repeat(10_240));
    assertEquals(10, frames.size());
  }

  @Test
  void garbage_without_anything_after_it_is_told_when_the_line_falls_silent() {
    assertEquals(List.of(), feed("0102030405"));
    List<Frame> frames = new ArrayList<>();
    parser.quiet(frames::add);
    parser.quiet(frames::add);
    assertEquals(List.of(GARBAGE), frames);
  }

  @Test
  void a_report_that_comes_slowly_is_a_report() {
    List<Frame> frames = new ArrayList<>();
    for (byte b : HEX.parseHex(STILL)) {
      parser.feed(new byte[] {b}, 1, frames::add);
      parser.quiet(frames::add);
    }
    assertEquals(List.of(STILL_REPORT), frames);
  }

  @Test
  void what_no_radar_can_mean_is_implausible() {
    Frame implausible = new Frame.Broken(Cause.IMPLAUSIBLE);
    assertEquals(implausible, only(STILL.replace("02aa02", "02aa07")));
    assertEquals(implausible, only(STILL.replace("3b0000", "650000")));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void every_report_is_found_behind_any_garbage_in_any_portions(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      byte[] garbage = new byte[random.nextInt(200)];
      random.nextBytes(garbage);
      // What looked like a longer frame is given up when its bytes are there.
      String stream = HEX.formatHex(garbage) + STILL + "00".repeat(80);
      int number = round;
      assertTrue(
          feedInPortions(stream, random).contains(STILL_REPORT),
          () -> "seed " + seed + ", round " + number);
      parser.reset();
    }
  }

  private List<Frame> feedInPortions(String hex, Random random) {
    byte[] bytes = HEX.parseHex(hex);
    List<Frame> frames = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int count = Math.min(bytes.length - at, 1 + random.nextInt(50));
      parser.feed(Arrays.copyOfRange(bytes, at, at + count), count, frames::add);
      at += count;
    }
    return frames;
  }

  private List<Frame> feed(String hex) {
    byte[] bytes = HEX.parseHex(hex);
    List<Frame> frames = new ArrayList<>();
    parser.feed(bytes, bytes.length, frames::add);
    return frames;
  }

  private Frame only(String hex) {
    List<Frame> frames = feed(hex);
    assertEquals(1, frames.size(), () -> hex + " gave " + frames);
    parser.reset();
    return frames.getFirst();
  }
}
