package city.seki.provisioning.est;

import java.util.Arrays;

/**
 * Reads DER (X.690) from front to back, element by element: tags of one octet, lengths in their
 * only allowed form. It never looks outside of its bytes and keeps nothing. Confined to one thread.
 *
 * <p>Why not Bouncy Castle: a unit reads and writes these messages too, and must not carry it.
 */
final class Der {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OID = 0x06;
  static final int UTF8 = 0x0c;
  static final int PRINTABLE = 0x13;
  static final int IA5 = 0x16;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  private final byte[] bytes;
  private final int end;
  private int at;

  Der(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private Der(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /** The tag in context, constructed: {@code [number]}. */
  static int context(int number) {
    return 0xa0 | number;
  }

  boolean atEnd() {
    return at == end;
  }

  /** The tag of the next element; -1 at the end. */
  int peek() {
    return atEnd() ? -1 : bytes[at] & 0xff;
  }

  /** The inside of the next element, which this then has behind it. */
  Der enter(int tag) throws MalformedDer {
    int from = header(tag);
    Der inside = new Der(bytes, from, at);
    return inside;
  }

  /** The inside of the next element as bytes. */
  byte[] content(int tag) throws MalformedDer {
    int from = header(tag);
    return Arrays.copyOfRange(bytes, from, at);
  }

  /** The next element with its tag and length. */
  byte[] element(int tag) throws MalformedDer {
    int start = at;
    header(tag);
    return Arrays.copyOfRange(bytes, start, at);
  }

  /**
   * @throws MalformedDer if something is left
   */
  void end(String what) throws MalformedDer {
    if (!atEnd()) {
      throw new MalformedDer((end - at) + " bytes too many at " + at + ", after " + what);
    }
  }

  /** Goes behind the next element and says where its inside begins. */
  private int header(int tag) throws MalformedDer {
    if (end - at < 2) {
      throw new MalformedDer("cut off at " + at + ", before an element of tag " + hex(tag));
    }
    int found = bytes[at] & 0xff;
    if (found != tag) {
      throw new MalformedDer("tag " + hex(found) + " instead of " + hex(tag) + " at " + at);
    }
    int length = bytes[at + 1] & 0xff;
    int from = at + 2;
    if (length >= 0x80) {
      int octets = length - 0x80;
      if (octets < 1 || octets > 3 || end - from < octets) {
        throw new MalformedDer("no length of DER at " + (at + 1));
      }
      length = 0;
      for (int i = 0; i < octets; i++) {
        length = length << 8 | (bytes[from + i] & 0xff);
      }
      if (length < 0x80 || length >>> (8 * (octets - 1)) == 0) {
        throw new MalformedDer("a length in more octets than it needs at " + (at + 1));
      }
      from += octets;
    }
    if (length > end - from) {
      throw new MalformedDer(
          "cut off: " + length + " bytes at " + from + ", but " + (end - from) + " are left");
    }
    at = from + length;
    return from;
  }

  private static String hex(int tag) {
    return "0x%02x".formatted(tag);
  }
}
