package city.seki.hub.export;

import city.seki.hub.data.DataException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that is there whole or not at all; one with persons in it is its owner's alone. */
public final class ExportFile {
  private ExportFile() {}

  /** Who may read it. */
  public enum Readers {
    /** It holds persons: mode 0600. */
    OWNER("rw-------"),
    /** Mode 0644. */
    EVERYBODY("rw-r--r--");

    private final String mode;

    Readers(String mode) {
      this.mode = mode;
    }
  }

  /** Writes the bytes. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes that file, in place of an older one.
   *
   * @throws DataException if it cannot be written
   */
  public static void write(Path file, Readers readers, Content content) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      Path fresh = Files.createTempFile(folder, "." + file.getFileName() + ".", ".new");
      try {
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
          content.writeTo(out);
          out.flush();
          channel.force(true);
        }
        PosixFileAttributeView view =
            Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
        if (view != null) {
          view.setPermissions(PosixFilePermissions.fromString(readers.mode));
        }
        move(fresh, file);
      } finally {
        boolean _ = Files.deleteIfExists(fresh);
      }
    } catch (FileSystemException e) {
      throw new DataException(
          "%s cannot be written: %s; give --out a file in a folder that you may write"
              .formatted(file, e.getReason() == null ? e.getMessage() : e.getReason()),
          e);
    } catch (IOException e) {
      throw new DataException(
          "%s cannot be written: %s; check the disk".formatted(file, e.getMessage()), e);
    }
  }

  private static void move(Path fresh, Path file) throws IOException {
    try {
      Path _ =
          Files.move(
              fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Path _ = Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
