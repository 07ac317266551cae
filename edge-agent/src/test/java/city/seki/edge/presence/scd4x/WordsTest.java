package city.seki.edge.presence.scd4x;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.card.Vectors;
import city.seki.edge.presence.Reading.Air;
import city.seki.edge.presence.Sensed;
import city.seki.edge.presence.Sensed.Discarded.Cause;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class WordsTest {
  private static final HexFormat HEX = HexFormat.of();

  static List<JsonNode> crc() {
    return Vectors.list("scd4x.json", "crc");
  }

  static List<JsonNode> measurements() {
    return Vectors.list("scd4x.json", "measurements");
  }

  static List<JsonNode> invalid() {
    return Vectors.list("scd4x.json", "invalid");
  }

  @ParameterizedTest
  @MethodSource("crc")
  void check_sums_are_those_of_the_datasheet(JsonNode vector) {
    String data = vector.get("data").asString();
    String whole = data + vector.get("crc").asString();
    int word = Integer.parseInt(data, 16);
    assertEquals(whole, HEX.formatHex(Words.write(word)));
    assertArrayEquals(new int[] {word}, Words.read(HEX.parseHex(whole)).orElseThrow());
  }

  @Test
  void every_damaged_bit_is_noticed() {
    byte[] good = Words.write(0x5EB9);
    for (int bit = 0; bit < 8 * good.length; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertTrue(Words.read(bad).isEmpty(), "bit " + bit);
    }
  }

  @Test
  void commands_have_the_published_codes() {
    JsonNode codes = Vectors.read("scd4x.json").get("commands");
    assertCode(codes, "start_periodic", Command.START_PERIODIC);
    assertCode(codes, "stop_periodic", Command.STOP_PERIODIC);
    assertCode(codes, "data_ready", Command.DATA_READY);
    assertCode(codes, "read", Command.READ);
    assertCode(codes, "serial", Command.SERIAL);
    assertCode(codes, "wake_up", Command.WAKE_UP);
    assertCode(codes, "asc_set", Command.SET_SELF_CALIBRATION);
    assertCode(codes, "asc_get", Command.GET_SELF_CALIBRATION);
    assertCode(codes, "altitude_set", Command.SET_ALTITUDE);
    assertCode(codes, "altitude_get", Command.GET_ALTITUDE);
  }

  private static void assertCode(JsonNode codes, String name, Command command) {
    assertEquals(codes.get(name).asString(), HEX.formatHex(Words.command(command.code())), name);
  }

  @Test
  void settings_are_written_as_published() {
    JsonNode writes = Vectors.read("scd4x.json").get("writes");
    assertEquals(
        writes.get(0).get("bytes").asString(),
        HEX.formatHex(Words.command(Command.SET_ALTITUDE.code(), 1950)));
    assertEquals(writes.get(1).get("bytes").asString(), HEX.formatHex(Words.command(0xE000, 987)));
    assertEquals(
        writes.get(2).get("bytes").asString(),
        HEX.formatHex(Words.command(Command.SET_SELF_CALIBRATION.code(), 0)));
  }

  @Test
  void the_published_serial_number_is_read() {
    JsonNode serial = Vectors.read("scd4x.json").get("serial");
    int[] words = Words.read(HEX.parseHex(serial.get("raw").asString())).orElseThrow();
    assertEquals(
        serial.get("serial").asString(), "%04x%04x%04x".formatted(words[0], words[1], words[2]));
  }

  @ParameterizedTest
  @MethodSource("measurements")
  void a_measurement_is_read_as_published(JsonNode vector) {
    Sensed sensed = Measurement.read(HEX.parseHex(vector.get("raw").asString()));
    Air air = (Air) assertInstanceOf(Sensed.Read.class, sensed).reading();
    assertEquals(vector.get("co2_ppm").asInt(), air.co2Ppm());
    assertEquals(vector.get("temp_c").asDouble(), air.temperatureC(), 0.001);
    assertEquals(vector.get("rh").asDouble(), air.humidityPercent(), 0.001);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void one_wrong_check_sum_drops_the_whole_sample(JsonNode vector) {
    assertEquals(
        new Sensed.Discarded(Cause.CHECKSUM),
        Measurement.read(HEX.parseHex(vector.get("raw").asString())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "01f433", "01f4336667a25eb9", "01f4336667a25eb93c01f433"})
  void a_sample_of_another_length_is_none(String hex) {
    assertEquals(new Sensed.Discarded(Cause.CHECKSUM), Measurement.read(HEX.parseHex(hex)));
  }

  @Test
  void what_no_air_can_be_is_implausible() {
    int warm = 0x6667;
    Sensed implausible = new Sensed.Discarded(Cause.IMPLAUSIBLE);
    assertEquals(implausible, Measurement.read(Words.write(0, 0, 0)));
    assertEquals(implausible, Measurement.read(Words.write(0xFFFF, 0xFFFF, 0xFFFF)));
    assertEquals(implausible, Measurement.read(Words.write(0, warm, 0x5EB9)));
    assertEquals(implausible, Measurement.read(Words.write(500, 0, 0x5EB9)));
  }
}
