package city.seki.config.source;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where files are that a file names. */
final class FilePlaces {
  private FilePlaces() {}

  /** A path as in the file: from the folder in which the file is. */
  static @Nullable Path beside(Path file, @Nullable String path) {
    return path == null ? null : file.toAbsolutePath().resolveSibling(path).normalize();
  }
}
