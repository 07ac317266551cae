package city.seki.hub.web;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Peers from npm, which {@code .ci/run} installs outside of the project. */
public final class Npm {
  private Npm() {}

  /**
   * The folder of modules, which has that package; without it the test is left out, but fails where
   * {@code CI} is set.
   */
  public static Path modules(String name) {
    String set = System.getenv("SEKI_NPM");
    Path home = Path.of(System.getProperty("user.home"), ".cache", "seki-npm");
    Path modules = (set == null ? home : Path.of(set)).resolve("node_modules");
    if (!Files.isDirectory(modules.resolve(name))) {
      String remedy = name + " is missing: .ci/run installs it from npm into " + modules;
      Assertions.assertNull(System.getenv("CI"), remedy);
      Assumptions.abort(remedy);
    }
    return modules;
  }
}
