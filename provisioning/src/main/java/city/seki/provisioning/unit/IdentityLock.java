package city.seki.provisioning.unit;

import city.seki.provisioning.secret.SecretFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** That nobody else changes the identity in a folder meanwhile; let go of by the system too. */
public final class IdentityLock implements AutoCloseable {
  private static final String FILE = ".lock";

  private final FileChannel channel;

  private IdentityLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws IOException with the remedy, if another program has it, or the folder cannot be written
   */
  public static IdentityLock take(Path folder) throws IOException {
    SecretFile.createFolder(folder);
    Path file = folder.resolve(FILE);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      FileLock lock = channel.tryLock();
      taken = lock != null;
    } catch (OverlappingFileLockException e) {
      taken = false; // by this very program
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    if (!taken) {
      throw new FileSystemException(
          folder.toString(),
          null,
          "is in use by another program: seki-edge run looks after its certificate by itself; stop"
              + " it first");
    }
    return new IdentityLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
