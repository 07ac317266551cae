package city.seki.edge.card.felica;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Triple DES (NIST SP 800-67), encrypting only: the one cipher that a Lite-S card has. */
final class TripleDes {
  /** Bytes of a block. */
  static final int BLOCK = 8;

  private static final int TWO_KEYS = 16;
  private static final int THREE_KEYS = 24;

  private TripleDes() {}

  /**
   * Cipher block chaining without padding.
   *
   * @param key 16 bytes, of which the first 8 are used again at the end, or 24
   * @param iv 8 bytes
   * @param data a multiple of 8 bytes
   */
  static byte[] cbc(byte[] key, byte[] iv, byte[] data) {
    if (key.length != TWO_KEYS && key.length != THREE_KEYS) {
      throw new IllegalArgumentException("a key of " + key.length + " bytes: expected 16 or 24");
    }
    byte[] whole = Arrays.copyOf(key, THREE_KEYS);
    if (key.length == TWO_KEYS) {
      System.arraycopy(key, 0, whole, TWO_KEYS, BLOCK);
    }
    try {
      Cipher cipher = Cipher.getInstance("DESede/CBC/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(whole, "DESede"), new IvParameterSpec(iv));
      return cipher.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("triple DES is not to be had from this JDK", e);
    } finally {
      Arrays.fill(whole, (byte) 0);
    }
  }
}
