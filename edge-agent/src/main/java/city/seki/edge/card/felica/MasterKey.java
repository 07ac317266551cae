package city.seki.edge.card.felica;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The key from which the key of every card was made, so that a reader needs one secret and a card
 * that is broken open gives away its own key only. {@code toString} hides it.
 *
 * <p>A card's key is CMAC-3TDEA over its ID block, then over the same block with the top bit of its
 * first byte turned over (hardware.md 1.5, after a note of Sony's). In which order the 16 bytes are
 * written to block CK is up to whoever issues the cards; they are taken here in the order in which
 * CMAC gives them.
 */
public final class MasterKey {
  private static final int KEY = 24;
  private static final int ID_BLOCK = 16;
  private static final int PARITY = 0xFE;

  private final byte[] key;

  private MasterKey(byte[] key) {
    this.key = key;
  }

  /**
   * Three keys of DES.
   *
   * @param hex 48 digits
   * @throws IllegalArgumentException with the remedy and without the key, if it is something else,
   *     or two neighbours of the three are equal: it would be no stronger than single DES
   */
  public static MasterKey parse(String hex) {
    byte[] key;
    try {
      key = HexFormat.of().parseHex(hex.strip());
    } catch (IllegalArgumentException e) {
      throw unusable("it is not hexadecimal"); // without the cause, whose message quotes the key
    }
    if (key.length != KEY) {
      throw unusable("it has " + key.length + " bytes");
    }
    if (same(key, 0, 8) || same(key, 8, 16)) {
      throw unusable("two of its three parts are equal, so it is a single key of DES");
    }
    return new MasterKey(key);
  }

  private static IllegalArgumentException unusable(String why) {
    return new IllegalArgumentException(
        "the master key of the FeliCa cards cannot be used: "
            + why
            + ". Write 48 hexadecimal digits, as 'openssl rand -hex 24' draws them");
  }

  /** Whether two parts are one key of DES: the last bit of each byte does not count. */
  private static boolean same(byte[] key, int a, int b) {
    for (int i = 0; i < TripleDes.BLOCK; i++) {
      if (((key[a + i] ^ key[b + i]) & PARITY) != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The key that was written to a card's block CK.
   *
   * @param idBlock the card's block ID, 16 bytes
   * @return 16 bytes
   */
  public byte[] cardKey(byte[] idBlock) {
    if (idBlock.length != ID_BLOCK) {
      throw new IllegalArgumentException("an ID block of " + idBlock.length + " bytes");
    }
    byte[] turned = idBlock.clone();
    turned[0] ^= (byte) 0x80;
    byte[] cardKey = Arrays.copyOf(Cmac.of(key, idBlock), 2 * TripleDes.BLOCK);
    System.arraycopy(Cmac.of(key, turned), 0, cardKey, TripleDes.BLOCK, TripleDes.BLOCK);
    return cardKey;
  }

  @Override
  public String toString() {
    return "MasterKey[hidden]";
  }
}
