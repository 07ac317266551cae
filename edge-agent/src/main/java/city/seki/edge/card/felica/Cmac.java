package city.seki.edge.card.felica;

import static city.seki.edge.card.felica.TripleDes.BLOCK;

import java.util.Arrays;

/** CMAC with triple DES (NIST SP 800-38B), which the JDK does not have. */
final class Cmac {
  /** x^64 + x^4 + x^3 + x + 1, without its first term (SP 800-38B, 5.3). */
  private static final int POLYNOMIAL = 0x1B;

  private static final byte[] ZERO = new byte[BLOCK];

  private Cmac() {}

  /**
   * @param key 16 or 24 bytes
   * @return 8 bytes
   */
  static byte[] of(byte[] key, byte[] message) {
    byte[] first = doubled(TripleDes.cbc(key, ZERO, ZERO));
    boolean whole = message.length > 0 && message.length % BLOCK == 0;
    int blocks = whole ? message.length / BLOCK : message.length / BLOCK + 1;
    byte[] padded = Arrays.copyOf(message, blocks * BLOCK);
    if (!whole) {
      padded[message.length] = (byte) 0x80;
    }
    byte[] subkey = whole ? first : doubled(first);
    for (int i = 0; i < BLOCK; i++) {
      padded[padded.length - BLOCK + i] ^= subkey[i];
    }
    byte[] chained = TripleDes.cbc(key, ZERO, padded);
    return Arrays.copyOfRange(chained, chained.length - BLOCK, chained.length);
  }

  /** Times x in the field of 2^64 elements. */
  private static byte[] doubled(byte[] value) {
    byte[] shifted = new byte[BLOCK];
    int carry = 0;
    for (int i = BLOCK - 1; i >= 0; i--) {
      int twice = (Byte.toUnsignedInt(value[i]) << 1) | carry;
      shifted[i] = (byte) twice;
      carry = twice >> 8;
    }
    if (carry != 0) {
      shifted[BLOCK - 1] ^= POLYNOMIAL;
    }
    return shifted;
  }
}
