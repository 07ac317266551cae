package city.seki.edge.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the last good documents lie, each in a file of its own: the very bytes that the hub signed,
 * so that they are believed for the same reason when they are read again. Who may sit where is for
 * the unit's eyes only: mode 0600.
 */
public final class SnapshotFolder {
  /** No document is larger: a city of 20,000 people. What lies there and is, is damaged. */
  private static final long LARGEST = 8L << 20;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path folder;

  public SnapshotFolder(Path folder) {
    this.folder = folder;
  }

  public Path file(Document.Kind kind) {
    return folder.resolve(kind.word() + ".json");
  }

  /**
   * The document of that kind as it was written last, null if there is none.
   *
   * @throws IOException if it cannot be read
   */
  public byte @Nullable [] read(Document.Kind kind) throws IOException {
    Path file = file(kind);
    if (!Files.exists(file)) {
      return null;
    }
    if (Files.size(file) > LARGEST) {
      throw new IOException(file + " is too large for a document of a hub");
    }
    return Files.readAllBytes(file);
  }

  /** Replaces the document; a power cut leaves the old one or the new one. */
  public void write(Document document) throws IOException {
    Files.createDirectories(folder);
    Path file = file(document.kind());
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
      ByteBuffer bytes = ByteBuffer.wrap(document.signed());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(folder);
  }

  /** Moves a document that is no good out of the way, for whoever wants to know why. */
  public void setAside(Document.Kind kind) throws IOException {
    Path file = file(kind);
    Files.move(
        file,
        file.resolveSibling(file.getFileName() + ".damaged"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** The new name of a file is on the disk only when its folder is. */
  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
