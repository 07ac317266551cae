package city.seki.edge.presence.scd4x;

import java.util.Optional;

/**
 * Numbers of 16 bits as Sensirion's sensors send and take them: big end first, each followed by its
 * CRC-8 (polynomial 31, beginning with FF; SCD4x datasheet, section 3.12).
 */
public final class Words {
  /** Bytes of one word on the wire. */
  public static final int SIZE = 3;

  private Words() {}

  /** The bytes of a command with its arguments. */
  public static byte[] command(int code, int... arguments) {
    byte[] bytes = new byte[2 + SIZE * arguments.length];
    bytes[0] = (byte) (code >> 8);
    bytes[1] = (byte) code;
    System.arraycopy(write(arguments), 0, bytes, 2, SIZE * arguments.length);
    return bytes;
  }

  /** The bytes of those words. */
  public static byte[] write(int... words) {
    byte[] bytes = new byte[SIZE * words.length];
    for (int i = 0; i < words.length; i++) {
      bytes[SIZE * i] = (byte) (words[i] >> 8);
      bytes[SIZE * i + 1] = (byte) words[i];
      bytes[SIZE * i + 2] = (byte) crc(bytes, SIZE * i);
    }
    return bytes;
  }

  /** The words in those bytes; empty if one check sum is wrong, or the length is that of none. */
  public static Optional<int[]> read(byte[] bytes) {
    if (bytes.length % SIZE != 0) {
      return Optional.empty();
    }
    int[] words = new int[bytes.length / SIZE];
    for (int i = 0; i < words.length; i++) {
      int at = SIZE * i;
      if (crc(bytes, at) != Byte.toUnsignedInt(bytes[at + 2])) {
        return Optional.empty();
      }
      words[i] = Byte.toUnsignedInt(bytes[at]) << 8 | Byte.toUnsignedInt(bytes[at + 1]);
    }
    return Optional.of(words);
  }

  /** Of the two bytes from there. */
  private static int crc(byte[] bytes, int offset) {
    int crc = 0xFF;
    for (int i = offset; i < offset + 2; i++) {
      crc ^= Byte.toUnsignedInt(bytes[i]);
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x80) == 0 ? crc << 1 : (crc << 1 ^ 0x31) & 0xFF;
      }
    }
    return crc;
  }
}
