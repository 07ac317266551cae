package city.seki.edge.av.emulated;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Peers from npm, which {@code .ci/run} installs outside of the project: in {@code SEKI_NPM}, or
 * {@code ~/.cache/seki-npm} where that is not set.
 */
public final class NpmPackages {
  private NpmPackages() {}

  /**
   * Ends the test unless that package is there: in CI as a failure, elsewhere as an abort.
   *
   * @return the folder of modules, for {@code NODE_PATH}
   */
  public static Path require(String name) {
    String set = System.getenv("SEKI_NPM");
    Path prefix =
        set == null ? Path.of(System.getProperty("user.home"), ".cache", "seki-npm") : Path.of(set);
    Path modules = prefix.resolve("node_modules");
    if (!Files.isDirectory(modules.resolve(name))) {
      String remedy =
          name + " is missing: .ci/run installs it from npm into " + prefix.toAbsolutePath();
      if ("true".equals(System.getenv("CI"))) {
        fail(remedy);
      }
      Assumptions.abort(remedy);
    }
    return modules;
  }
}
