package city.seki.config.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a hub signed is believed, and nothing else. */
class SignedDocumentTest {
  private static final HubSigner HUB = signer();
  private static final HubSigner OTHER = signer();
  private static final byte[] DOCUMENT = "{\"v\":1,\"text\":\"席\"}".getBytes(UTF_8);

  private static HubSigner signer() {
    try {
      return HubSigner.of(KeyPairGenerator.getInstance(HubKey.ALGORITHM).generateKeyPair());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static String complaint(byte[] envelope, @Nullable HubKey key) {
    return String.valueOf(
        assertThrows(BadMessage.class, () -> SignedDocument.open(envelope, key)).getMessage());
  }

  @Test
  void it_is_json_and_opens_to_the_very_bytes() throws BadMessage {
    byte[] signed = SignedDocument.sign(DOCUMENT, HUB);
    assertArrayEquals(DOCUMENT, SignedDocument.open(signed, HUB.key()));
    assertArrayEquals(DOCUMENT, SignedDocument.open(signed, null));
    JsonFields fields = JsonFields.parse(signed);
    assertEquals("席", fields.object("signed").text("text"));
    assertEquals(HUB.key().id(), fields.text("key"));
  }

  @Test
  void another_hub_is_told_apart_from_a_changed_document() {
    byte[] signed = SignedDocument.sign(DOCUMENT, HUB);
    assertTrue(complaint(signed, OTHER.key()).contains("expected " + OTHER.key().id()));
    signed[20] ^= 1;
    assertTrue(complaint(signed, HUB.key()).contains("changed after"));
  }

  @Test
  void every_flipped_bit_and_every_cut_is_refused() {
    byte[] signed = SignedDocument.sign(DOCUMENT, HUB);
    Random random = new Random(7);
    for (int at = 0; at < signed.length; at++) {
      byte[] changed = signed.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      boolean nameOfKey = new String(changed, UTF_8).lastIndexOf("\"key\":\"") + 7 <= at;
      try {
        assertArrayEquals(DOCUMENT, SignedDocument.open(changed, HUB.key()));
        assertTrue(nameOfKey, "byte " + at); // which key it was is said for people only
      } catch (BadMessage e) {
        complaint(Arrays.copyOf(signed, at), HUB.key());
      }
    }
  }

  /** RFC 8032, section 7.1, test 2: the JDK's and everybody's Ed25519 are one. */
  @Test
  void keys_are_the_32_bytes_of_the_rfc() {
    HexFormat hex = HexFormat.of();
    byte[] secret =
        hex.parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    HubKey key =
        new HubKey(
            hex.parseHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
    HubSigner signer = HubSigner.of(secret, key);
    assertArrayEquals(secret, signer.secret());
    assertEquals(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        hex.formatHex(signer.sign(new byte[] {0x72})));
    assertEquals(key, HubKey.parse(key.toString()));
    assertThrows(IllegalArgumentException.class, () -> HubSigner.of(secret, OTHER.key()));
    assertThrows(IllegalArgumentException.class, () -> HubSigner.of(new byte[31], key));
    assertThrows(IllegalArgumentException.class, () -> new HubKey(new byte[33]));
    assertTrue(!signer.toString().contains(hex.formatHex(secret).substring(0, 8)));
  }
}
