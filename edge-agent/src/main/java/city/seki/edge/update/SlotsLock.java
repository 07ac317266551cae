package city.seki.edge.update;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One process at a time changes the slots: the unit while it runs, or a person by hand. */
final class SlotsLock implements AutoCloseable {
  private final FileChannel channel;

  private SlotsLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws IOException with the remedy, if another process has them
   */
  static SlotsLock take(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(channel) == null) {
      channel.close();
      throw new FileSystemException(
          folder.toString(), null, "is in use: stop the unit first, by 'systemctl stop seki-edge'");
    }
    return new SlotsLock(channel);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // by another unit of this process
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
