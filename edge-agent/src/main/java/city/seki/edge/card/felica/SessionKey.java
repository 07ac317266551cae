package city.seki.edge.card.felica;

import static city.seki.edge.card.felica.TripleDes.BLOCK;

import java.util.Arrays;

/**
 * The key of one session between a reader and a Lite-S card: both make it from the card's key and
 * the challenge that the reader drew. {@code toString} hides it.
 */
public final class SessionKey {
  /** Block MAC_A, which holds the code of what is read together with it. */
  public static final int MAC_A = 0x91;

  private static final int CARD_KEY = 16;
  private static final int MOST_BLOCKS = 4;

  private final byte[] key;
  private final byte[] iv;

  /**
   * @param key 16 bytes in DES's order
   * @param iv 8 bytes in DES's order
   */
  SessionKey(byte[] key, byte[] iv) {
    this.key = key.clone();
    this.iv = iv.clone();
  }

  /**
   * @param cardKey block CK, 16 bytes
   * @param challenge block RC, 16 bytes
   */
  public static SessionKey of(byte[] cardKey, byte[] challenge) {
    if (cardKey.length != CARD_KEY || challenge.length != CARD_KEY) {
      throw new IllegalArgumentException("a card's key and a challenge have 16 bytes each");
    }
    byte[] drawn = turned(challenge);
    byte[] key = TripleDes.cbc(turned(cardKey), new byte[BLOCK], drawn);
    return new SessionKey(key, Arrays.copyOf(drawn, BLOCK));
  }

  /**
   * The code over that data.
   *
   * @param data a multiple of 8 bytes, at least 8
   * @return 8 bytes
   */
  byte[] mac(byte[] data) {
    byte[] chained = TripleDes.cbc(key, iv, turned(data));
    return turned(Arrays.copyOfRange(chained, chained.length - BLOCK, chained.length));
  }

  /**
   * What block MAC_A holds when it is read behind those blocks: the code over their numbers, its
   * own number, and what they hold.
   *
   * @param blocks 1 to 3 of them, without MAC_A
   * @param data 16 bytes of each
   * @return 8 bytes
   */
  public byte[] macOfRead(int[] blocks, byte[] data) {
    if (blocks.length == 0
        || blocks.length >= MOST_BLOCKS
        || data.length != 2 * BLOCK * blocks.length) {
      throw new IllegalArgumentException(
          blocks.length + " blocks and " + data.length + " bytes are no read with MAC_A");
    }
    byte[] all = new byte[BLOCK + data.length];
    Arrays.fill(all, 0, BLOCK, (byte) 0xFF);
    for (int i = 0; i <= blocks.length; i++) {
      all[2 * i] = (byte) (i < blocks.length ? blocks[i] : MAC_A);
      all[2 * i + 1] = 0;
    }
    System.arraycopy(data, 0, all, BLOCK, data.length);
    return mac(all);
  }

  /** The same with every 8 bytes in the opposite order. */
  static byte[] turned(byte[] bytes) {
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      turned[i] = bytes[i / BLOCK * BLOCK + BLOCK - 1 - i % BLOCK];
    }
    return turned;
  }

  /** In DES's order. */
  byte[] bytes() {
    return key.clone();
  }

  @Override
  public String toString() {
    return "SessionKey[hidden]";
  }
}
