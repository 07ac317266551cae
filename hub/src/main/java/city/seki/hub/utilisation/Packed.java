package city.seki.hub.utilisation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Numbers and names in few bytes: seven bits of a number in each, small numbers first. */
final class Packed {
  private static final int BITS = 7;
  private static final int MORE = 1 << BITS;

  private Packed() {}

  /** Writes. */
  static final class Writer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /**
     * @param number not negative
     */
    Writer number(long number) {
      if (number < 0) {
        throw new IllegalArgumentException("a count is not " + number);
      }
      long left = number;
      while (left >= MORE) {
        bytes.write((int) (left & (MORE - 1)) | MORE);
        left >>>= BITS;
      }
      bytes.write((int) left);
      return this;
    }

    Writer name(String name) {
      return block(name.getBytes(UTF_8));
    }

    /** Bytes that a reader may pass over. */
    Writer block(byte[] block) {
      number(block.length);
      bytes.writeBytes(block);
      return this;
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }
  }

  /** Reads what a writer wrote. */
  static final class Reader {
    private final ByteBuffer bytes;

    Reader(byte[] bytes) {
      this(ByteBuffer.wrap(bytes));
    }

    private Reader(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    boolean hasMore() {
      return bytes.hasRemaining();
    }

    long number() {
      long number = 0;
      for (int shift = 0; ; shift += BITS) {
        byte next = bytes.get();
        number |= (long) (next & (MORE - 1)) << shift;
        if (next >= 0) {
          return number;
        }
      }
    }

    int count() {
      return Math.toIntExact(number());
    }

    String name() {
      byte[] name = new byte[count()];
      bytes.get(name);
      return new String(name, UTF_8);
    }

    /** What is in the next block. */
    Reader block() {
      int length = count();
      ByteBuffer block = bytes.slice(bytes.position(), length);
      bytes.position(bytes.position() + length);
      return new Reader(block);
    }
  }
}
