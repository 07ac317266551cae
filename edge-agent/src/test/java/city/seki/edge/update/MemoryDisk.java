package city.seki.edge.update;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory, whose power may go before and after each change. What was appended and not
 * forced is then there in part, or as something else, or not at all.
 */
final class MemoryDisk implements SlotDisk {
  /** The power went: whoever wrote is no more. */
  static final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, Integer> safe = new TreeMap<>();
  private final Set<String> unsafe = new HashSet<>();
  private final Random random;
  private BooleanSupplier cut;
  int changes;

  MemoryDisk(long seed) {
    random = new Random(seed);
    cut = () -> false;
  }

  /** From now on, counted from 0, the power goes at that moment; there are two for each change. */
  void cutAt(int moment) {
    int[] moments = new int[1];
    cut = () -> moments[0]++ == moment;
  }

  void neverCut() {
    cut = () -> false;
  }

  private void change(Runnable change) {
    changes++;
    mayFail();
    change.run();
    mayFail();
  }

  private void mayFail() {
    if (cut.getAsBoolean()) {
      cut = () -> false;
      for (String path : unsafe) {
        byte[] bytes = files.get(path);
        if (bytes != null) {
          files.put(path, torn(bytes, safe.getOrDefault(path, 0)));
        }
      }
      unsafe.clear();
      throw new PowerCut();
    }
  }

  /** Some of it, and of that some as nobody wrote it. */
  private byte[] torn(byte[] bytes, int safe) {
    int length = safe + random.nextInt(bytes.length - safe + 1);
    byte[] torn = Arrays.copyOf(bytes, length);
    if (length > safe && random.nextBoolean()) {
      Arrays.fill(torn, safe + random.nextInt(length - safe), length, (byte) 0);
    }
    return torn;
  }

  @Override
  public byte @Nullable [] read(String path) {
    byte[] bytes = files.get(path);
    return bytes == null ? null : bytes.clone();
  }

  @Override
  public long size(String path) {
    byte[] bytes = files.get(path);
    return bytes == null ? -1 : bytes.length;
  }

  @Override
  public byte[] read(String path, long offset, int length) {
    byte[] bytes = files.getOrDefault(path, new byte[0]);
    int from = (int) Math.min(offset, bytes.length);
    return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + length));
  }

  @Override
  public void write(String path, byte[] bytes) {
    change(() -> files.put(path, bytes.clone()));
  }

  @Override
  public void append(String path, long offset, byte[] bytes) {
    unsafe.add(path);
    change(
        () -> {
          byte[] before = files.getOrDefault(path, new byte[0]);
          byte[] after = Arrays.copyOf(before, (int) offset + bytes.length);
          System.arraycopy(bytes, 0, after, (int) offset, bytes.length);
          files.put(path, after);
        });
  }

  @Override
  public void force(String path) {
    change(
        () -> {
          safe.put(path, (int) size(path));
          unsafe.remove(path);
        });
  }

  @Override
  public void move(String from, String to) {
    change(
        () -> {
          byte[] bytes = files.remove(from);
          if (bytes == null) {
            throw new AssertionError(from + " is not there");
          }
          safe.remove(from);
          files.put(to, bytes);
        });
  }

  @Override
  public void delete(String path) {
    change(
        () -> {
          files.remove(path);
          safe.remove(path);
          unsafe.remove(path);
        });
  }
}
