package city.seki.edge.card.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.CardTech;
import city.seki.edge.card.Refusal;
import java.io.InputStream;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class AtrTest {
  private static final CardKind TYPE_A = new CardKind.HasId(CardTech.ISO14443A);
  private static final CardKind FELICA = new CardKind.HasId(CardTech.FELICA);
  private static final CardKind TYPE_B =
      new CardKind.Refused(CardTech.ISO14443B, Refusal.RANDOM_ID);
  private static final CardKind NOT_A_CARD =
      new CardKind.Refused(CardTech.ISO14443A, Refusal.NOT_A_CARD);

  @Test
  void every_published_answer_is_taken_for_what_it_is() throws Exception {
    JsonNode vectors;
    try (InputStream in = AtrTest.class.getResourceAsStream("/vectors/pcsc.json")) {
      vectors = new ObjectMapper().readTree(in);
    }
    assertTrue(vectors.get("atrs").size() >= 7, "the vectors are there");
    for (JsonNode vector : vectors.get("atrs")) {
      String atr = vector.get("atr").asString().toUpperCase(Locale.ROOT);
      assertEquals(expected(vector), Atr.kindOf(atr), vector.get("name").asString());
    }
  }

  private static CardKind expected(JsonNode vector) {
    String refuse = vector.path("refuse").asString("");
    if (refuse.startsWith("type-b")) {
      return TYPE_B;
    }
    if (refuse.startsWith("contact")) {
      return NOT_A_CARD;
    }
    return vector.get("identity").asString().equals("idm") ? FELICA : TYPE_A;
  }

  @ParameterizedTest
  @CsvSource({
    "3B8F8001804F0CA00000030603000200000000 69, Classic 4K",
    "3B8F8001804F0CA00000030603002600000000 4D, Mini",
    "3B8F8001804F0CA00000030603FFFF00000000 6B, memory card of no listed name",
    "3B8180018080, DESFire",
    "3B8F80010031C173C8211064 41584D37 91 07 9000 00, 15 historical bytes that are no memory card",
    "3B888001 0031C0640108 0F 08 00, eight bytes that type B would not send"
  })
  void type_a_is_asked_for_its_uid(String atr, String name) {
    assertEquals(TYPE_A, Atr.kindOf(atr.replace(" ", "")), name);
  }

  @Test
  void an_answer_that_holds_the_idm_is_felica() {
    assertEquals(FELICA, Atr.kindOf("3B8C80010443FD011603005B1BD402005E"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3B888001000041E0B381A1003B",
        "3B888001000014E0B38191005E",
        "3B8F8001804F0CA00000030607000000000000 6C"
      })
  void type_b_is_refused_by_its_answer_alone(String atr) {
    assertEquals(TYPE_B, Atr.kindOf(atr.replace(" ", "")));
  }

  @Test
  void an_unknown_card_with_an_answer_like_type_b_is_told_apart_by_its_id() {
    assertEquals(new CardKind.TypeAOrB(), Atr.kindOf("3B88800112345678B381A10099"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3B",
        "3B8F8001804F0CA0000003060B00140000000077",
        "3BDA13FF8131FB468012392F31C173C601C03B",
        "3F6525082C09690090 00",
        "3B88800"
      })
  void contact_cards_tags_of_other_kinds_and_fragments_are_no_cards(String atr) {
    assertEquals(NOT_A_CARD, Atr.kindOf(atr.replace(" ", "")));
  }

  @Test
  void no_answer_whatever_makes_it_fail() {
    long seed = 20_261_121;
    Random random = new Random(seed);
    String[] starts = {"", "3B", "3B8F8001804F0CA000000306", "3B888001", "3B8C80010443FD"};
    for (int i = 0; i < 20_000; i++) {
      StringBuilder atr = new StringBuilder(starts[random.nextInt(starts.length)]);
      for (int rest = random.nextInt(24); rest > 0; rest--) {
        atr.append("%02X".formatted(random.nextInt(256)));
      }
      assertNotNull(Atr.kindOf(atr.toString()), () -> atr + ", seed " + seed);
    }
  }
}
