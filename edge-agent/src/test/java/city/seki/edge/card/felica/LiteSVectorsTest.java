package city.seki.edge.card.felica;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.seki.edge.card.Vectors;
import city.seki.edge.card.felica.Packets.Answer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * What the cards of others computed: nfcpy's tests, session keys of real cards, and codes on which
 * three other implementations agree ({@code vectors/felica_lite_s.json} says where each is from).
 */
class LiteSVectorsTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final JsonNode ALL = Vectors.read("felica_lite_s.json");
  private static final JsonNode NFCPY = ALL.get("key_0123456789abcdef");
  private static final byte[] IDM = HEX.parseHex("0102030405060708");

  private static byte[] hex(JsonNode vector, String field) {
    return HEX.parseHex(vector.get(field).asString());
  }

  private static SessionKey session(JsonNode vector, String key, String challenge) {
    return SessionKey.of(hex(vector, key), hex(vector, challenge));
  }

  private static List<JsonNode> list(JsonNode node) {
    return Vectors.list(node);
  }

  static List<JsonNode> codes() {
    return list(ALL.get("generate_mac"));
  }

  /** The code of a write is that of a read with the halves of the key exchanged. */
  private static byte[] flipped(byte[] key) {
    byte[] flipped = Arrays.copyOfRange(key, 8, 24);
    System.arraycopy(key, 0, flipped, 8, 8);
    return flipped;
  }

  @ParameterizedTest
  @MethodSource("codes")
  void codes_are_those_of_nfcpy(JsonNode vector) {
    byte[] key = hex(vector, "key");
    byte[] used = vector.get("flip_key").asBoolean() ? flipped(key) : key;
    byte[] code = new SessionKey(used, hex(vector, "iv")).mac(hex(vector, "data"));
    assertArrayEquals(hex(vector, "mac"), code);
  }

  @Test
  void the_session_of_nfcpys_key_has_its_codes() {
    SessionKey session = session(NFCPY, "ck_block", "rc_block");
    assertArrayEquals(hex(NFCPY, "session_key_des_order"), session.bytes());
    for (JsonNode vector : list(NFCPY.get("mac_81"))) {
      assertArrayEquals(hex(vector, "mac"), session.mac(hex(vector, "data")), vector.toString());
    }
  }

  static List<JsonNode> reads() {
    return list(ALL.get("mac_a_read").get("cases"));
  }

  @ParameterizedTest
  @MethodSource("reads")
  void codes_of_reads_cover_the_numbers_of_the_blocks(JsonNode vector) {
    SessionKey session = session(vector, "ck", "rc");
    assertArrayEquals(hex(vector, "session_key_des_order"), session.bytes());
    JsonNode names = vector.get("blocks");
    int[] blocks = new int[names.size() - 1];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = Integer.parseInt(names.get(i).asString(), 16);
    }
    assertArrayEquals(hex(vector, "mac_a"), session.macOfRead(blocks, hex(vector, "data")));
  }

  static List<JsonNode> writes() {
    return list(ALL.get("mac_a_write").get("cases"));
  }

  /** Seki writes nothing with a code; the same function makes it all the same. */
  @ParameterizedTest
  @MethodSource("writes")
  void codes_of_writes_come_from_the_same_function(JsonNode vector) {
    byte[] rc = hex(vector, "rc");
    byte[] key = flipped(session(vector, "ck", "rc").bytes());
    byte[] iv = Arrays.copyOf(SessionKey.turned(rc), 8);
    String front = vector.get("wcnt").asString() + "00" + vector.get("block").asString() + "009100";
    byte[] data = HEX.parseHex(front + vector.get("data").asString());
    assertArrayEquals(hex(vector, "mac_a"), new SessionKey(key, iv).mac(data));
  }

  static List<JsonNode> realCards() {
    return list(ALL.get("session_key_real_card"));
  }

  @ParameterizedTest
  @MethodSource("realCards")
  void session_keys_are_those_of_real_cards(JsonNode vector) {
    byte[] session = session(vector, "ck", "rc").bytes();
    assertArrayEquals(hex(vector, "session_key_card_order"), SessionKey.turned(session));
  }

  static List<JsonNode> cards() {
    return list(ALL.get("diversification").get("cases"));
  }

  @ParameterizedTest
  @MethodSource("cards")
  void each_card_has_a_key_of_its_own(JsonNode vector) {
    MasterKey master = MasterKey.parse(vector.get("master").asString());
    assertArrayEquals(hex(vector, "ck"), master.cardKey(hex(vector, "id_block")));
  }

  /** NIST SP 800-38B, D.4 and D.5: messages of no, whole and broken blocks. */
  @ParameterizedTest
  @CsvSource({
    "8aa83bf8cbda10620bc1bf19fbb6cd58bc313d4a371ca8b5, '', b7a688e122ffaf95",
    "8aa83bf8cbda10620bc1bf19fbb6cd58bc313d4a371ca8b5, 6bc1bee22e409f96, 8e8f293136283797",
    "8aa83bf8cbda10620bc1bf19fbb6cd58bc313d4a371ca8b5, 6bc1bee22e409f96e93d7e117393172aae2d8a57, 743ddbe0ce2dc2ed",
    "8aa83bf8cbda10620bc1bf19fbb6cd58bc313d4a371ca8b5, 6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51, 33e6b1092400eae5",
    "4cf15134a2850dd58a3d10ba80570d38, '', bd2ebf9a3ba00361",
    "4cf15134a2850dd58a3d10ba80570d38, 6bc1bee22e409f96, 4ff2ab813c53ce83",
    "4cf15134a2850dd58a3d10ba80570d38, 6bc1bee22e409f96e93d7e117393172aae2d8a57, 62dd1b471902bd4e",
    "4cf15134a2850dd58a3d10ba80570d38, 6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51, 31b1e431dabc4eb8"
  })
  void cmac_is_that_of_nist(String key, String message, String code) {
    assertEquals(code, HEX.formatHex(Cmac.of(HEX.parseHex(key), HEX.parseHex(message))));
  }

  private static String command(int step) {
    return ALL.get("exchanges").get(step).get("cmd").asString();
  }

  private static byte[] response(int step) {
    return hex(ALL.get("exchanges").get(step), "rsp");
  }

  @Test
  void packets_are_those_of_nfcpy() {
    byte[] rc = hex(NFCPY, "rc_block");
    assertEquals(command(0), HEX.formatHex(Packets.write(IDM, Packets.RC, rc)));
    assertEquals(command(1), HEX.formatHex(Packets.read(IDM, Packets.ID, 0x81)));
    assertEquals(command(2), HEX.formatHex(Packets.read(IDM, 0x90)));
    assertInstanceOf(Answer.Done.class, Packets.written(response(0), IDM));
    Answer.Done read = assertInstanceOf(Answer.Done.class, Packets.read(response(1), IDM, 2));
    byte[] id = Arrays.copyOf(read.data(), 16);
    assertEquals("91aec5b6d9b3b12d", HEX.formatHex(read.data(), 16, 24));
    assertEquals("91aec5b6d9b3b12d", HEX.formatHex(session(NFCPY, "ck_block", "rc_block").mac(id)));
    assertInstanceOf(Answer.Done.class, Packets.read(response(2), IDM, 1));
  }

  /** Of another card, with a count that does not fit, and the words of a card that refuses. */
  @Test
  void what_is_no_answer_is_not_taken_for_one() {
    for (JsonNode vector : list(ALL.get("negative"))) {
      if (vector.get("case").asString().startsWith("response IDm")) {
        assertInstanceOf(Answer.Strange.class, Packets.read(hex(vector, "rsp"), IDM, 1));
      } else if (vector.get("case").asString().startsWith("MAC all zero")) {
        assertInstanceOf(Answer.Strange.class, Packets.read(hex(vector, "rsp"), IDM, 2));
      }
    }
    byte[] forgot = HEX.parseHex("0c07010203040506070802b2");
    assertInstanceOf(Answer.Forgot.class, Packets.read(forgot, IDM, 2));
    byte[] refused = HEX.parseHex("0c07010203040506070801a8");
    assertInstanceOf(Answer.Refused.class, Packets.read(refused, IDM, 2));
    for (int length = 0; length < response(1).length; length++) {
      byte[] cut = Arrays.copyOf(response(1), length);
      assertInstanceOf(Answer.Strange.class, Packets.read(cut, IDM, 2), length + " bytes");
    }
  }
}
