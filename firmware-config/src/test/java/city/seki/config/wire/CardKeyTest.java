package city.seki.config.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardKeyTest {
  private static final CardKey KEY =
      new CardKey(
          "k1",
          HexFormat.of()
              .parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));

  /**
   * Computed with {@code printf %s TEXT | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1f
   * -binary | base64 | tr '+/' '-_' | tr -d '='}.
   */
  @ParameterizedTest
  @CsvSource({
    "felica:0123456789ABCDEF, k1:z6Shk1VctZr_mraZe0wP3EcujNX_NXko1YfBTrkZro8",
    "felica:0123456789abcdef, k1:z6Shk1VctZr_mraZe0wP3EcujNX_NXko1YfBTrkZro8",
    "iso14443a:04A1B2C3D4E5F6, k1:4Slpjm9Tls-Cok_zBs1JSI5a6ian0CmLG5hdKH148SM",
    "iso14443a:DEADBEEF, k1:gZlJ8zxAaatn_RxjkehDmcyHHoS7mUht7xQA_caJBwY",
  })
  void digest_is_the_one_that_openssl_computes(String card, String digest) {
    assertEquals(digest, KEY.digest(CardId.parse(card)));
  }

  @Test
  void digest_refuses_lower_case_because_it_would_be_another_digest() {
    assertThrows(
        IllegalArgumentException.class, () -> KEY.digest(CardTech.FELICA, "0123456789abcdef"));
    assertThrows(IllegalArgumentException.class, () -> KEY.digest(CardTech.FELICA, "012"));
    assertThrows(IllegalArgumentException.class, () -> KEY.digest(CardTech.FELICA, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "felica:01FE456789ABCDEF, 01FE",
    "felica:02fe000000001481, 02FE",
    "felica:0123456789ABCD, has 14",
    "felica:0123456789ABCDEF00, has 18",
    "iso14443a:08A1B2C3, random",
    "iso14443a:88A1B2C3, cascade",
    "iso14443a:A1B2C3, has 6",
    "iso14443a:A1B2C3D4E5, has 10",
    "iso14443b:A1B2C3D4, every tap",
    "mifare:A1B2C3D4, unknown card technology",
    "0123456789ABCDEF, no ':'",
    "felica:, hex digits",
    "felica:0123456789ABCDEG, hex digits",
    "felica: 0123456789ABCDEF, hex digits",
    "FELICA:0123456789ABCDEF, unknown card technology",
  })
  void a_text_that_identifies_nobody_is_refused_with_its_reason(String text, String reason) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> CardId.parse(text)).getMessage());
    assertTrue(message.contains(reason), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9988776655443322", "felica:9988776655", "9988776655:felica"})
  void a_refusal_does_not_repeat_the_number(String text) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> CardId.parse(text)).getMessage());
    assertFalse(message.contains("9988776655"), message);
  }

  @Test
  void uid_of_seven_bytes_may_start_with_08() {
    assertEquals("08A1B2C3D4E5F6", CardId.parse("iso14443a:08A1B2C3D4E5F6").hex());
  }

  @Test
  void neither_number_nor_secret_shows_in_a_log() {
    assertEquals("CardId[felica]", CardId.parse("felica:0123456789ABCDEF").toString());
    assertEquals("CardKey[k1]", KEY.toString());
  }

  @Test
  void short_secret_and_malformed_id_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> new CardKey("k1", new byte[31]));
    assertThrows(IllegalArgumentException.class, () -> new CardKey("k:1", new byte[32]));
    assertThrows(IllegalArgumentException.class, () -> new CardKey("", new byte[32]));
  }

  @Test
  void secret_cannot_be_changed_from_outside() {
    byte[] secret = new byte[32];
    CardKey key = new CardKey("k1", secret);
    String before = key.digest(CardTech.FELICA, "0123456789ABCDEF");
    secret[0] = 1;
    key.secret()[1] = 1;
    assertEquals(before, key.digest(CardTech.FELICA, "0123456789ABCDEF"));
    assertNotEquals(key, new CardKey("k1", secret));
    assertEquals(key, new CardKey("k1", new byte[32]));
  }

  @Test
  void random_text_is_parsed_or_refused_and_nothing_else() {
    long seed = 20261121;
    Random random = new Random(seed);
    String alphabet = "felicaso1443ab:0123456789ABCDEF \u00e9\n";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "felica:" : "iso14443a:");
      int length = random.nextInt(22);
      for (int at = 0; at < length; at++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        CardId card = CardId.parse(text.toString());
        assertEquals(46, KEY.digest(card).length(), () -> "seed " + seed + ": " + text);
      } catch (IllegalArgumentException e) {
        assertNotNull(e.getMessage(), () -> "seed " + seed + ": " + text);
      }
    }
  }
}
