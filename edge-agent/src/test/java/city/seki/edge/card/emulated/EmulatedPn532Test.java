package city.seki.edge.card.emulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import city.seki.edge.card.Vectors;
import city.seki.edge.card.pn532.Frame;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The chip's side against the bytes of other drivers. */
class EmulatedPn532Test {
  private static final HexFormat HEX = HexFormat.of();
  private final EmulatedPn532 chip = new EmulatedPn532();

  static List<JsonNode> exchanges() {
    return Vectors.list("pn532.json", "exchanges");
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void published_exchanges_are_answered_byte_for_byte(JsonNode vector) {
    tell("0000ff06fad43205000102f200"); // a number of tries, or lists of an empty field would wait
    lay(vector);
    tell(vector.get("host").asString());
    assertEquals(vector.get("ack").asString(), said());
    assertEquals(vector.get("reply").asString(), said());
  }

  /** The cards that the recorded reader had before it. */
  private void lay(JsonNode vector) {
    switch (vector.get("id").asString()) {
      case "list_a_uid4" -> chip.lay(EmulatedCard.typeA("a1b2c3d4"));
      case "list_a_uid10" -> chip.lay(EmulatedCard.typeA("04010203040506070809"));
      case "list_a_tt2" -> chip.lay(EmulatedCard.typeA("0416c6c2d73881"));
      case "list_f212_nosc" -> chip.lay(EmulatedCard.felica("011603005b1bd402"));
      case "dataexchange_felica_read" -> {
        chip.lay(EmulatedCard.felica("0102030405060708"));
        tell("0000ff09f7d44a010100ffff0000e200");
        said();
        said();
      }
      default -> {}
    }
  }

  @Test
  void nfcpy_can_initialise_it() {
    Vectors.read("pn532.json")
        .get("nfcpy_init_sequence")
        .forEach(
            command -> {
              tell("00000000000000000000" + command.asString());
              assertEquals("0000ff00ff00", said());
              String reply = said();
              int code = HEX.parseHex(command.asString())[6] + 1;
              assertEquals(HEX.toHexDigits((byte) code), reply.substring(12, 14));
            });
  }

  @Test
  void a_card_is_selected_by_its_uid_with_cascade_tags() {
    tell("0000ff06fad43205000102f200");
    said();
    said();
    for (JsonNode vector : Vectors.list("pn532.json", "uid_select")) {
      chip.liftAll();
      chip.lay(EmulatedCard.typeA(vector.get("uid").asString()));
      chip.lay(EmulatedCard.typeA("ffffffff"));
      byte[] request = HEX.parseHex("0200" + vector.get("initiator_data").asString());
      tell(HEX.formatHex(Frame.command(0x4A, request).bytes()));
      said();
      assertEquals("01", said().substring(14, 16), "one target");
    }
  }

  @Test
  void endless_tries_wait_for_a_card_and_an_ack_ends_them() {
    tell("0000ff04fcd44a0100e100");
    said();
    assertFalse(chip.hasOutput());
    chip.lay(EmulatedCard.typeA("a1b2c3d4"));
    assertEquals("0000ff0cf4d54b010100040804a1b2c3d4e400", said());
    chip.liftAll();
    tell("0000ff04fcd44a0100e100");
    tell("0000ff00ff00");
    chip.lay(EmulatedCard.typeA("a1b2c3d4"));
    assertFalse(chip.hasOutput());
  }

  @Test
  void a_nack_brings_the_last_reply_again() {
    tell("0000ff02fed4022a00");
    said();
    String reply = said();
    tell("0000ffff0000");
    assertEquals(reply, said());
  }

  @Test
  void an_unknown_command_is_refused_and_a_damaged_one_ignored() {
    tell(HEX.formatHex(Frame.command(0x98).bytes()));
    assertEquals("0000ff00ff00", said());
    assertEquals("0000ff01ff7f8100", said());
    tell("0000ff02fed4022b00");
    assertFalse(chip.hasOutput());
  }

  private void tell(String hex) {
    byte[] bytes = HEX.parseHex(hex);
    chip.receive(bytes, bytes.length);
  }

  private String said() {
    byte[] bytes = chip.next();
    assertNotNull(bytes, "the chip has nothing to say");
    return HEX.formatHex(bytes);
  }
}
