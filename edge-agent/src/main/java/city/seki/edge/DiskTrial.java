package city.seki.edge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes a small file beside the journal, to the disk itself, and reads it again. */
final class DiskTrial {
  private static final String NAME = "selftest.tmp";
  private static final int BYTES = 4_096;

  private DiskTrial() {}

  /** What went wrong, null if nothing did. */
  static @Nullable String in(Path folder) {
    Path file = folder.resolve(NAME);
    byte[] written = new byte[BYTES];
    Arrays.fill(written, (byte) 0x5A);
    try {
      try (FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer left = ByteBuffer.wrap(written);
        while (left.hasRemaining()) {
          var _ = channel.write(left);
        }
        channel.force(true);
      }
      boolean same = Arrays.equals(written, Files.readAllBytes(file));
      Files.delete(file);
      return same ? null : "another content was read than was written: replace the card";
    } catch (IOException e) {
      return e.toString();
    }
  }
}
