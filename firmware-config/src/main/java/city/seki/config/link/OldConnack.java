package city.seki.config.link;

import java.io.IOException;

/**
 * Finds the first word of a broker that speaks MQTT 3 only: a CONNACK of two bytes, where MQTT 5
 * has three at least. Paho would only say that the packet is malformed. Confined to the thread that
 * reads.
 *
 * <p>Source: OASIS MQTT 3.1.1, 3.2 (remaining length 2), and MQTT 5.0, 3.2.2 (flags, reason code,
 * length of the properties).
 */
final class OldConnack {
  private static final byte[] BEGINNING = {0x20, 0x02};

  /** The peer answered as MQTT 3 has it, whatever the answer. */
  static final class Found extends IOException {
    private static final long serialVersionUID = 1L;

    Found() {
      super("an answer of MQTT 3");
    }
  }

  private int seen;

  /**
   * Looks at bytes that came, in their order; only the first ones of a connection matter.
   *
   * @throws Found if it is there
   */
  void pass(byte[] bytes, int count) throws Found {
    for (int i = 0; i < count && seen < BEGINNING.length; i++) {
      boolean same = bytes[i] == BEGINNING[seen];
      seen = same ? seen + 1 : Integer.MAX_VALUE;
      if (same && seen == BEGINNING.length) {
        throw new Found();
      }
    }
  }
}
