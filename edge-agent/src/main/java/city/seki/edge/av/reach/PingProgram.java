package city.seki.edge.av.reach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * An ICMP echo by the program {@code ping}, which has the privilege that this process lacks (Debian
 * package iputils-ping).
 */
final class PingProgram implements Echo {
  private static final List<Path> PLACES = List.of(Path.of("/usr/bin/ping"), Path.of("/bin/ping"));
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** What ping says when it sent and nobody answered; other codes say that it could not send. */
  private static final int SILENCE = 1;

  @Override
  public String word() {
    return "icmp";
  }

  @Override
  public boolean answers(String host) throws IOException, InterruptedException {
    Path program =
        PLACES.stream()
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() -> new NoSuchFileException(PLACES.get(0).toString()));
    Process ping =
        new ProcessBuilder(program.toString(), "-n", "-c", "1", "-W", "2", "--", host)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!ping.waitFor(PATIENCE)) {
        return false;
      }
      if (ping.exitValue() > SILENCE) {
        throw new IOException(program + " ended with " + ping.exitValue());
      }
      return ping.exitValue() == 0;
    } finally {
      ping.destroyForcibly();
    }
  }
}
