package city.seki.edge.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.seki.config.wire.CardTech;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class CardIdentityTest {
  static List<JsonNode> cases() {
    return Vectors.list("identity.json", "cases");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void vectors_are_decided_as_published(JsonNode vector) {
    JsonNode input = vector.get("input");
    String id = input.get("id").asString();
    byte[] bytes = HexFormat.of().parseHex(id);
    Field field =
        input.get("tech").asString().equals("F")
            ? CardIdentity.felica(bytes)
            : CardIdentity.typeA(bytes, Integer.parseInt(input.get("sak").asString(), 16));
    if (vector.get("accept").asBoolean()) {
      Card card = assertInstanceOf(Field.Present.class, field).card();
      assertEquals(id.toUpperCase(Locale.ROOT), card.id());
    } else {
      assertInstanceOf(Field.Refused.class, field);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FELICA, 01FE010203040506, RANDOM_ID",
    "FELICA, 02FE000000000000, RANDOM_ID",
    "FELICA, 02FEFFFFFFFFFFFF, RANDOM_ID",
    "FELICA, 0000000000000000, NOT_A_CARD",
    "FELICA, 01160300, NOT_A_CARD",
    "ISO14443A, 08A1B2C3, RANDOM_ID",
    "ISO14443A, 88A1B2C3, NOT_A_CARD",
    "ISO14443A, 88A1B2C3D4E5F6, NOT_A_CARD",
    "ISO14443A, 00000000000000, NOT_A_CARD",
    "ISO14443A, A1B2C3, NOT_A_CARD",
    "ISO14443B, A1B2C3D4, RANDOM_ID",
    "ISO14443B, 00000000, NOT_A_CARD",
  })
  void what_identifies_nobody_is_refused_with_its_reason(CardTech tech, String id, Refusal reason) {
    byte[] bytes = HexFormat.of().parseHex(id);
    Field field =
        switch (tech) {
          case FELICA -> CardIdentity.felica(bytes);
          case ISO14443A -> CardIdentity.typeA(bytes);
          case ISO14443B -> CardIdentity.typeB(bytes);
        };
    assertEquals(new Field.Refused(tech, reason), field);
  }

  @Test
  void only_a_uid_of_four_bytes_can_be_random() {
    byte[] uid = HexFormat.of().parseHex("08A1B2C3D4E5F6");
    assertInstanceOf(Field.Present.class, CardIdentity.typeA(uid, 0x00));
  }

  @Test
  void a_phone_that_is_peer_and_random_is_told_to_be_random() {
    byte[] uid = HexFormat.of().parseHex("08A1B2C3");
    assertEquals(
        new Field.Refused(CardTech.ISO14443A, Refusal.RANDOM_ID), CardIdentity.typeA(uid, 0x60));
  }

  @Test
  void an_android_phone_of_felica_kind_other_than_emulated_is_a_card() {
    byte[] idm = HexFormat.of().parseHex("01FD010203040506");
    assertInstanceOf(Field.Present.class, CardIdentity.felica(idm));
  }
}
