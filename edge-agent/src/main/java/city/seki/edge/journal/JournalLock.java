package city.seki.edge.journal;

import city.seki.edge.journal.JournalFault.Cause;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Two agents on one journal would deliver each other's taps: only one may have it. */
final class JournalLock implements AutoCloseable {
  private final FileChannel channel;

  private JournalLock(FileChannel channel) {
    this.channel = channel;
  }

  static JournalLock take(Path folder) throws JournalFault {
    Path file = folder.resolve("journal.lock");
    FileChannel channel;
    try {
      Files.createDirectories(folder);
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw JournalFile.unwritable(file, e);
    }
    JournalLock lock = new JournalLock(channel);
    try {
      FileLock held = channel.tryLock();
      if (held != null) {
        return lock;
      }
    } catch (IOException e) {
      lock.close();
      throw JournalFile.unwritable(file, e);
    } catch (OverlappingFileLockException e) {
      // Held by this very process: told as for any other.
    }
    lock.close();
    throw new JournalFault(
        Cause.IN_USE,
        folder + " is in use by another seki-edge: end that one or give another --data folder");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The system gives the lock up with the process at the latest.
      return;
    }
  }
}
