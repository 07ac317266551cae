package city.seki.config.link;

import java.io.IOException;

/**
 * How long the packets may be that come in. Paho makes room for a packet as soon as it has read its
 * length, and that may be 256 MiB: here it never sees such a length. Confined to the thread that
 * reads.
 *
 * <p>Source: OASIS MQTT 5.0, 2.1.4 (remaining length: 7 bits a byte, the lowest first, four bytes
 * at most).
 */
final class PacketBound {
  private static final int MOST_LENGTH_BYTES = 4;

  /** A packet is longer than was agreed, or its length is no length. */
  static final class Exceeded extends IOException {
    private static final long serialVersionUID = 1L;

    Exceeded(String message) {
      super(message);
    }
  }

  private final int most;
  private boolean inLength;
  private int lengthBytes;
  private long length;
  private long left;

  /**
   * @param most bytes behind the packet's own length
   */
  PacketBound(int most) {
    this.most = most;
  }

  /**
   * Looks at bytes that came, in their order.
   *
   * @throws Exceeded at the length of a packet that is too long
   */
  void pass(byte[] bytes, int count) throws Exceeded {
    int at = 0;
    while (at < count) {
      if (left > 0) {
        long skipped = Math.min(left, count - at);
        left -= skipped;
        at += (int) skipped;
      } else if (inLength) {
        length(bytes[at++]);
      } else {
        at++; // the packet's type
        inLength = true;
        lengthBytes = 0;
        length = 0;
      }
    }
  }

  private void length(byte digit) throws Exceeded {
    length |= (long) (digit & 0x7F) << (7 * lengthBytes++);
    boolean more = (digit & 0x80) != 0;
    if (length > most || (more && lengthBytes == MOST_LENGTH_BYTES)) {
      throw new Exceeded("a packet of more than " + most + " bytes");
    }
    if (!more) {
      inLength = false;
      left = length;
    }
  }
}
