package city.seki.hub.blackbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file system of few megabytes in memory, that can be filled to the last byte. Needs root. */
final class SmallDisk implements AutoCloseable {
  private final Path folder;
  private final Path filler;

  SmallDisk(Path folder, int megabytes) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    this.filler = folder.resolve("filler");
    Tools.run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "seki", folder.toString());
  }

  /** Somebody else writes until nothing is left. */
  void fill() throws IOException {
    for (int size = 1 << 20; size > 0; size /= 2) {
      try (OutputStream out =
          Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        while (true) {
          out.write(new byte[size]);
        }
      } catch (IOException e) {
        if (!String.valueOf(e.getMessage()).contains("No space left")) {
          throw e;
        }
      }
    }
  }

  /** There is room again. */
  void clear() throws IOException {
    Files.deleteIfExists(filler);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    Tools.run("umount", "--lazy", folder.toString());
  }
}
