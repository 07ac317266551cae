package city.seki.config.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is built, with keys of openssl: make, show, verify. */
class BundleOpensslIT {
  @TempDir Path dir;

  private record Ended(int code, String output) {}

  private Ended run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private Ended bundle(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", Path.of("target/seki-config.jar").toAbsolutePath().toString()));
    command.add("bundle");
    command.addAll(List.of(args));
    return run(command.toArray(String[]::new));
  }

  @BeforeEach
  void make_keys() throws IOException, InterruptedException {
    boolean isThere;
    try {
      isThere =
          run("openssl", "genpkey", "-algorithm", "ed25519", "-out", "release.key").code() == 0;
    } catch (IOException e) {
      isThere = false;
    }
    assertTrue(isThere || System.getenv("CI") == null, "CI has openssl");
    assumeTrue(isThere, "openssl is not here");
    assertEquals(
        0, run("openssl", "pkey", "-in", "release.key", "-pubout", "-out", "keys.pem").code());
  }

  @Test
  void a_bundle_is_made_shown_and_verified() throws IOException, InterruptedException {
    Path jar = Bundles.jar(dir.resolve("seki-edge.jar"), "0.2.0", 100_000);
    Ended made = bundle("make", jar.toString(), "--key", "release.key", "--from", "0.1.0");
    assertEquals(0, made.code(), made.output());
    Path file = dir.resolve("seki-edge-0.2.0.bundle");
    Ended shown = bundle("show", file.toString(), "--release-keys", "keys.pem");
    assertTrue(shown.output().contains("\"version\":\"0.2.0\""), shown.output());
    assertTrue(shown.output().contains("\"journal\",\"reads\":2,\"writes\":2"), shown.output());
    assertEquals(0, bundle("verify", file.toString(), "--release-keys", "keys.pem").code());

    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    Ended refused = bundle("verify", file.toString(), "--release-keys", "keys.pem");
    assertEquals(1, refused.code());
    assertTrue(refused.output().contains("piece 1"), refused.output());
  }

  @Test
  void a_secret_key_where_public_ones_belong_is_told_with_the_remedy()
      throws IOException, InterruptedException {
    Path jar = Bundles.jar(dir.resolve("seki-edge.jar"), "0.2.0", 10);
    Ended swapped = bundle("make", jar.toString(), "--key", "keys.pem", "--from", "0.1.0");
    assertEquals(1, swapped.code());
    assertTrue(swapped.output().contains("openssl genpkey"), swapped.output());
    assertEquals(
        0, bundle("make", jar.toString(), "--key", "release.key", "--from", "0.1.0").code());
    Ended secret = bundle("show", "seki-edge-0.2.0.bundle", "--release-keys", "release.key");
    assertTrue(secret.output().contains("-pubout"), secret.output());
  }
}
