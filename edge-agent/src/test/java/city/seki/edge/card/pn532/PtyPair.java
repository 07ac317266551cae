package city.seki.edge.card.pn532;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Two pseudo-terminals joined by socat: what is written to one is read from the other. */
final class PtyPair implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  final Path host;
  final Path device;
  private final Process socat;

  PtyPair(Path folder) throws IOException, InterruptedException {
    requireProgram("socat", "apt-get install -y socat");
    this.host = folder.resolve("host");
    this.device = folder.resolve("device");
    this.socat =
        new ProcessBuilder(
                List.of("socat", "pty,raw,echo=0,link=" + host, "pty,raw,echo=0,link=" + device))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(host) || !Files.exists(device)) {
      assertTrue(System.nanoTime() < deadline && socat.isAlive(), "socat made no terminals");
      socat.waitFor(10, TimeUnit.MILLISECONDS);
    }
  }

  /** Ends the test unless the program is there: in CI as a failure, elsewhere as an abort. */
  static void requireProgram(String program, String remedy) {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return;
      }
    }
    if ("true".equals(System.getenv("CI"))) {
      fail(program + " is missing: " + remedy);
    }
    Assumptions.abort(program + " is missing: " + remedy);
  }

  /** Pulls the cable: both terminals are gone, and so are their names. */
  @Override
  public void close() throws IOException, InterruptedException {
    socat.destroyForcibly();
    assertTrue(socat.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "socat does not end");
    // The kernel gives the same numbers to the next pair: old names would lead to half of it.
    Files.deleteIfExists(host);
    Files.deleteIfExists(device);
  }
}
