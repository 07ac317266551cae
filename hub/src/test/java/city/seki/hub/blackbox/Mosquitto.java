package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A real Mosquitto on a port of its own, with the settings that it comes with. */
public final class Mosquitto implements AutoCloseable {
  private static final String PROGRAM = "/usr/sbin/mosquitto";

  private final Process process;
  private final int port;

  Mosquitto(Path folder) throws IOException, InterruptedException {
    require(PROGRAM, "mosquitto");
    port = FreePort.take();
    Path config = folder.resolve("mosquitto.conf");
    Files.write(config, List.of("listener " + port + " 127.0.0.1", "allow_anonymous true"));
    process =
        new ProcessBuilder(PROGRAM, "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("mosquitto.log").toFile())
            .start();
    Await.until("mosquitto listens", this::listens);
  }

  /** Fails in CI without that program, and leaves the test out elsewhere. */
  public static void require(String program, String packageName) {
    boolean missing = !Files.isExecutable(Path.of(program));
    String remedy = program + " is missing: apt-get install " + packageName;
    assertTrue(!missing || !"true".equals(System.getenv("CI")), remedy);
    Assumptions.assumeFalse(missing, remedy);
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
