package city.seki.hub.data;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One hub's sole right to its data directory: an advisory lock of the operating system on {@code
 * hub.lock}, which ends with the process even after {@code kill -9}. The file holds the process id,
 * for the message that a second hub gives.
 */
public final class DirectoryLock implements AutoCloseable {
  /**
   * Locks of this process. POSIX drops a lock as soon as the process closes <em>any</em> channel of
   * the file, so that a second attempt within one process must not even open it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private DirectoryLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static DirectoryLock take(Path directory, Path file) {
    DirectoryLock lock = takeIfFree(file);
    if (lock == null) {
      throw taken(directory, HELD.contains(file) ? self() : holder(file));
    }
    return lock;
  }

  private static String self() {
    return Long.toString(ProcessHandle.current().pid());
  }

  private static String holder(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(channel);
    } catch (IOException e) {
      throw cannot(file, e);
    }
  }

  /** Null if another hub has it. */
  static @Nullable DirectoryLock takeIfFree(Path file) {
    if (!HELD.add(file)) {
      return null;
    }
    boolean locked = false;
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() == null) {
          return null;
        }
        write(channel);
        locked = true;
        return new DirectoryLock(file, channel);
      } finally {
        if (!locked) {
          channel.close();
        }
      }
    } catch (IOException e) {
      throw cannot(file, e);
    } finally {
      if (!locked) {
        HELD.remove(file);
      }
    }
  }

  private static DataException cannot(Path file, IOException e) {
    return new DataException(
        "the lock %s cannot be taken: %s; the data must lie on a local disk"
            .formatted(file, e.getMessage()),
        e);
  }

  private static DataException taken(Path directory, String process) {
    return new DataException(
        "another hub (process %s) runs on %s; stop it first, or give --data another directory"
            .formatted(process.isEmpty() ? "unknown" : process, directory));
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), US_ASCII).strip();
  }

  private static void write(FileChannel channel) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(US_ASCII)), 0);
  }

  /** Gives the directory back; the file stays, as the directory's mark. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new DataException("the lock %s cannot be given back".formatted(file), e);
    } finally {
      HELD.remove(file);
    }
  }
}
