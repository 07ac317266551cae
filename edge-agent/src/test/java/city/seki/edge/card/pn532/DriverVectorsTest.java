package city.seki.edge.card.pn532;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.seki.config.wire.CardTech;
import city.seki.edge.bus.I2cDevice;
import city.seki.edge.bus.SpiDevice;
import city.seki.edge.card.Card;
import city.seki.edge.card.Field;
import city.seki.edge.card.Vectors;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The driver's side against the bytes of real chips and of other drivers. */
class DriverVectorsTest {
  private static final HexFormat HEX = HexFormat.of();

  static Stream<JsonNode> lists() {
    return Vectors.list("pn532.json", "exchanges").stream()
        .filter(vector -> vector.get("id").asString().startsWith("list_"));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void published_lists_are_understood(JsonNode vector) {
    CardTech tech =
        switch (vector.get("id").asString().charAt(5)) {
          case 'f' -> CardTech.FELICA;
          case 'b' -> CardTech.ISO14443B;
          default -> CardTech.ISO14443A;
        };
    byte[] bytes = HEX.parseHex(vector.get("reply").asString());
    FrameParser parser = new FrameParser();
    parser.feed(bytes, bytes.length);
    Frame.Message reply = assertInstanceOf(Frame.Message.class, parser.next());
    assertEquals(Optional.of(expected(vector, tech)), Targets.read(tech, reply.parameters()));
  }

  private static Field expected(JsonNode vector, CardTech tech) {
    if (!vector.has("expect")) {
      return new Field.Empty();
    }
    JsonNode expect = vector.get("expect");
    String id = expect.get(tech == CardTech.FELICA ? "idm" : "uid").asString();
    return new Field.Present(new Card(tech, id.toUpperCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "03", "01", "0101", "010112", "0101000400", "ff"})
  void lists_cut_anywhere_are_not_understood(String hex) {
    for (CardTech tech : CardTech.values()) {
      assertEquals(Optional.empty(), Targets.read(tech, HEX.parseHex(hex)), tech.word());
    }
  }

  @Test
  void spi_carries_every_byte_turned_round() throws Exception {
    JsonNode spi = Vectors.read("pn532.json").get("spi");
    List<String> sent = new ArrayList<>();
    SpiDevice wire =
        new SpiDevice() {
          @Override
          public void transfer(byte[] bytes) {
            sent.add(HEX.formatHex(bytes));
          }

          @Override
          public void close() {}
        };
    new SpiLink(wire).write(Frame.command(0x02).bytes());
    assertEquals(List.of(spi.get("example_on_msb_first_bus").asString()), sent);
  }

  @Test
  void i2c_tells_ready_in_front_of_the_frame() throws Exception {
    JsonNode i2c = Vectors.read("pn532.json").get("i2c");
    I2cLink busy = new I2cLink(reading(i2c.get("not_ready_read").asString()));
    assertEquals(false, busy.isReady());
    I2cLink ready = new I2cLink(reading(i2c.get("ready_read_firmware").asString()));
    assertEquals(true, ready.isReady());
    assertEquals("0000ff06fad50332010607e800", HEX.formatHex(ready.read(13)));
  }

  private static I2cDevice reading(String hex) {
    byte[] bytes = HEX.parseHex(hex);
    return new I2cDevice() {
      @Override
      public void write(byte[] ignored) {}

      @Override
      public void read(byte[] into) {
        System.arraycopy(bytes, 0, into, 0, Math.min(into.length, bytes.length));
      }

      @Override
      public void close() {}
    };
  }
}
