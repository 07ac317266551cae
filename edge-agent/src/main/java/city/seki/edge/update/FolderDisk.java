package city.seki.edge.update;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A folder on a disk that keeps the order of what is forced to it (ext4, f2fs). */
record FolderDisk(Path folder) implements SlotDisk {
  @Override
  public byte @Nullable [] read(String path) throws IOException {
    try {
      return Files.readAllBytes(folder.resolve(path));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public long size(String path) throws IOException {
    try {
      return Files.size(folder.resolve(path));
    } catch (NoSuchFileException e) {
      return -1;
    }
  }

  @Override
  public byte[] read(String path, long offset, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.resolve(path))) {
      ByteBuffer bytes = ByteBuffer.allocate(length);
      long at = offset;
      int read = channel.read(bytes, at);
      while (read > 0) {
        at += read;
        read = channel.read(bytes, at);
      }
      byte[] found = new byte[bytes.position()];
      bytes.flip().get(found);
      return found;
    }
  }

  @Override
  public void write(String path, byte[] bytes) throws IOException {
    Path file = folder.resolve(path);
    Path parent = Objects.requireNonNull(file.getParent());
    if (!Files.isDirectory(parent)) {
      Files.createDirectories(parent);
      sync(folder);
    }
    Path fresh = parent.resolve("." + file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeAll(channel, 0, bytes);
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(parent);
  }

  @Override
  public void append(String path, long offset, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve(path), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.size() > offset) {
        channel.truncate(offset);
      }
      writeAll(channel, offset, bytes);
    }
  }

  private static void writeAll(FileChannel channel, long offset, byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      channel.write(left, offset + left.position());
    }
  }

  @Override
  public void force(String path) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.resolve(path), StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  @Override
  public void move(String from, String to) throws IOException {
    Files.move(
        folder.resolve(from),
        folder.resolve(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    sync(Objects.requireNonNull(folder.resolve(to).getParent()));
  }

  @Override
  public void delete(String path) throws IOException {
    Path file = folder.resolve(path);
    if (Files.deleteIfExists(file)) {
      sync(Objects.requireNonNull(file.getParent()));
    }
  }

  /** The new name of a file is on the disk only when its folder is. */
  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder)) {
      channel.force(true);
    }
  }
}
