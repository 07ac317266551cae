package city.seki.edge.card.pn532;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds frames in a stream of bytes, whatever lies before, between and after them. A start code
 * that turns out to be none costs nothing: the search goes on one byte behind it, so a frame inside
 * what looked like a longer one is still found. Used by the host and by the emulated chip.
 */
public final class FrameParser {
  private static final int START_LENGTH = 2;
  private static final int SYNTAX_ERROR_CODE = 0x7F;

  /** Twice the longest frame: more can only be noise. */
  private static final int CAPACITY = 2 * (Frame.MAX_LENGTH + 10);

  private byte[] buffer = new byte[0];
  private boolean noise;

  /** Appends what was received; beyond the capacity the oldest bytes are dropped. */
  public void feed(byte[] bytes, int count) {
    int length = buffer.length;
    byte[] joined = Arrays.copyOf(buffer, length + count);
    System.arraycopy(bytes, 0, joined, length, count);
    int surplus = Math.max(0, joined.length - CAPACITY);
    buffer = Arrays.copyOfRange(joined, surplus, joined.length);
  }

  /** The next frame, good or broken; null if more bytes are needed. */
  public @Nullable Frame next() {
    int start = findStart();
    if (start < 0) {
      return null;
    }
    drop(start);
    int have = buffer.length;
    if (have < START_LENGTH + 2) {
      return null;
    }
    int first = at(2);
    int second = at(3);
    if (first == 0x00 && second == 0xFF) {
      return taken(4, new Frame.Ack());
    }
    if (first == 0xFF && second == 0x00) {
      return taken(4, new Frame.Nack());
    }
    if (first == 0xFF && second == 0xFF) {
      return have < 7 ? null : body(7, at(4) << 8 | at(5), (at(4) + at(5) + at(6)) & 0xFF);
    }
    return body(4, first, (first + second) & 0xFF);
  }

  /** Whether bytes came since {@link #reset} that are neither frames nor idle zeros. */
  public boolean sawNoise() {
    boolean leftOver = false;
    for (byte b : buffer) {
      leftOver |= b != 0;
    }
    return noise || leftOver;
  }

  public void reset() {
    buffer = new byte[0];
    noise = false;
  }

  private @Nullable Frame body(int offset, int length, int lengthSum) {
    if (lengthSum != 0) {
      return broken("length and its checksum differ");
    }
    if (length == 0 || length > Frame.MAX_LENGTH) {
      return broken("impossible length " + length);
    }
    if (buffer.length < offset + length + 1) {
      return null;
    }
    int sum = 0;
    for (int i = offset; i <= offset + length; i++) {
      sum += at(i);
    }
    if ((sum & 0xFF) != 0) {
      return broken("data and its checksum differ");
    }
    int tfi = at(offset);
    if (length == 1 && tfi == SYNTAX_ERROR_CODE) {
      return taken(offset + 2, new Frame.SyntaxError());
    }
    if (length < 2 || (tfi != Frame.FROM_HOST && tfi != Frame.FROM_CHIP)) {
      return broken("unknown kind of frame");
    }
    byte[] data = Arrays.copyOfRange(buffer, offset + 1, offset + length);
    return taken(offset + length + 1, new Frame.Message(tfi, data));
  }

  private int findStart() {
    for (int i = 0; i + 1 < buffer.length; i++) {
      if (buffer[i] == 0 && at(i + 1) == 0xFF) {
        return i;
      }
    }
    drop(Math.max(0, buffer.length - 1));
    return -1;
  }

  private Frame taken(int count, Frame frame) {
    buffer = Arrays.copyOfRange(buffer, count, buffer.length);
    return frame;
  }

  private Frame broken(String why) {
    drop(1);
    noise = true;
    return new Frame.Broken(why);
  }

  private void drop(int count) {
    for (int i = 0; i < count; i++) {
      noise |= buffer[i] != 0;
    }
    buffer = Arrays.copyOfRange(buffer, count, buffer.length);
  }

  private int at(int index) {
    return Byte.toUnsignedInt(buffer[index]);
  }
}
