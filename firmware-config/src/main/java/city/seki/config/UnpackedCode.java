package city.seki.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Native code that a library unpacks from its jar before it loads it. A library deletes the file
 * when the program ends, so every program that is killed leaves a megabyte in the temporary
 * directory, which on a unit is memory. Here it is unpacked into a directory of its own that is
 * gone once the code is loaded: the system keeps what is mapped.
 */
public final class UnpackedCode {
  private static final Set<String> LOADED = new HashSet<>();

  private UnpackedCode() {}

  /** What makes the library load its code. */
  @FunctionalInterface
  public interface Loading {
    void run() throws Exception;
  }

  /**
   * Lets a library load its code, unless it has done so here before.
   *
   * @param library its name for people
   * @param property the system property by which the library is told where to unpack
   * @throws IOException if it cannot, with the remedy
   */
  public static synchronized void load(String library, String property, Loading loading)
      throws IOException {
    if (LOADED.contains(property)) {
      return;
    }
    String before = System.getProperty(property);
    Path parent = Path.of(before != null ? before : System.getProperty("java.io.tmpdir"));
    Path own = null;
    try {
      own = Files.createTempDirectory(parent, "seki-");
      System.setProperty(property, own.toString());
      loading.run();
      LOADED.add(property);
    } catch (Exception e) {
      // Libraries declare no narrower one here, and any of them means the same to whoever starts.
      throw new IOException(
          "the native code of %s cannot be loaded from %s: %s; it needs a few MB there for a moment, and programs must be allowed to run from there (no noexec): name another directory with -Djava.io.tmpdir"
              .formatted(library, parent, e.getMessage()),
          e);
    } finally {
      restore(property, before);
      if (own != null) {
        delete(own);
      }
    }
  }

  private static void restore(String property, @Nullable String before) {
    if (before == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, before);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      // The code is loaded and works; what is left of it is the temporary directory's business.
      return;
    }
  }
}
