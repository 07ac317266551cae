package city.seki.edge.health;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files in which a machine shows how it is: those of this one, or recorded ones. */
public interface MachineFiles {
  /**
   * The text of a file.
   *
   * @param path from the root, without a slash at its beginning
   * @throws java.nio.file.NoSuchFileException if this machine has no such file
   * @throws IOException if it is there and does not tell
   */
  String read(String path) throws IOException;

  /**
   * The names in a folder, in their order.
   *
   * @throws java.nio.file.NoSuchFileException if this machine has no such folder
   * @throws IOException if it is there and does not tell
   */
  List<String> names(String folder) throws IOException;

  /** Those below that folder; {@code /} is this machine. */
  static MachineFiles below(Path root) {
    return new MachineFiles() {
      // More than any of them has; a file of the kernel has no length to go by.
      private static final int LARGEST = 256 * 1024;

      @Override
      public String read(String path) throws IOException {
        try (InputStream in = Files.newInputStream(root.resolve(path))) {
          return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
        }
      }

      @Override
      public List<String> names(String folder) throws IOException {
        try (Stream<Path> inside = Files.list(root.resolve(folder))) {
          return inside.map(each -> each.getFileName().toString()).sorted().toList();
        }
      }
    };
  }
}
