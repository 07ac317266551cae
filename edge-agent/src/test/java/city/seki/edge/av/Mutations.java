package city.seki.edge.av;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damaged copies of good messages: cut, flipped, doubled, and with telling bytes put in. */
public final class Mutations {
  private static final byte[] TELLING =
      "{}[]\"\\,:<>/&;!?-0e.\n\r\u0000\t*".getBytes(StandardCharsets.US_ASCII);

  private final List<byte[]> good;
  private final Random random;

  public Mutations(List<byte[]> good, Random random) {
    this.good = good;
    this.random = random;
  }

  public byte[] next() {
    byte[] bytes = good.get(random.nextInt(good.size())).clone();
    for (int changes = 1 + random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
      bytes = changed(bytes);
    }
    return bytes;
  }

  private byte[] changed(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    int end = at + random.nextInt(bytes.length - at + 1);
    return switch (random.nextInt(7)) {
      case 0 -> put(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
      case 1 -> put(bytes, at, at + 1, new byte[] {telling()});
      case 2 -> put(bytes, at, at, new byte[] {telling()});
      case 3 -> put(bytes, at, end, new byte[0]);
      case 4 -> put(bytes, at, at, slice(bytes, at, Math.min(end, at + 200)));
      case 5 -> slice(bytes, 0, at);
      default -> put(bytes, at, end, good.get(random.nextInt(good.size())));
    };
  }

  private byte telling() {
    return TELLING[random.nextInt(TELLING.length)];
  }

  private static byte[] slice(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  private static byte[] put(byte[] bytes, int from, int to, byte[] instead) {
    byte[] put = new byte[from + instead.length + bytes.length - to];
    System.arraycopy(bytes, 0, put, 0, from);
    System.arraycopy(instead, 0, put, from, instead.length);
    System.arraycopy(bytes, to, put, from + instead.length, bytes.length - to);
    return put;
  }
}
