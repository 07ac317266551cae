package city.seki.provisioning.est;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Elements of DER (X.690) as bytes, made from the inside outwards. */
final class DerBytes {
  private DerBytes() {}

  static byte[] sequence(byte[]... elements) {
    return element(Der.SEQUENCE, elements);
  }

  /** A SET of at most one element: for more, DER fixes an order. */
  static byte[] set(byte[]... elements) {
    if (elements.length > 1) {
      throw new IllegalArgumentException("a SET OF must be put in order");
    }
    return element(Der.SET, elements);
  }

  static byte[] integer(long value) {
    return element(Der.INTEGER, BigInteger.valueOf(value).toByteArray());
  }

  /** Whole octets. */
  static byte[] bitString(byte[] octets) {
    return element(Der.BIT_STRING, new byte[1], octets);
  }

  static byte[] utf8(String text) {
    return element(Der.UTF8, text.getBytes(StandardCharsets.UTF_8));
  }

  /** From numbers with dots between. */
  static byte[] oid(String dotted) {
    String[] numbers = dotted.split("\\.");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(base128(40L * Long.parseLong(numbers[0]) + Long.parseLong(numbers[1])));
    for (int i = 2; i < numbers.length; i++) {
      out.writeBytes(base128(Long.parseLong(numbers[i])));
    }
    return element(Der.OID, out.toByteArray());
  }

  static byte[] element(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
      out.write(0x80 | octets);
      for (int i = octets - 1; i >= 0; i--) {
        out.write(length >>> (8 * i));
      }
    }
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] base128(long value) {
    int octets = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    byte[] bytes = new byte[octets];
    for (int i = 0; i < octets; i++) {
      long seven = value >>> (7 * (octets - 1 - i)) & 0x7f;
      bytes[i] = (byte) (i < octets - 1 ? seven | 0x80 : seven);
    }
    return bytes;
  }
}
