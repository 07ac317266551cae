package city.seki.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/** A real Mosquitto on a port of its own. */
public final class Mosquitto implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

  private final int port;
  private final Path folder;
  private final List<String> settings;
  private Process process;

  /** One that takes everybody. */
  public Mosquitto(Path folder) throws IOException {
    this(folder, "allow_anonymous true");
  }

  /**
   * @param settings what its configuration says of its listener
   */
  public Mosquitto(Path folder, String... settings) throws IOException {
    boolean missing = !Files.isExecutable(PROGRAM);
    if (missing && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException("mosquitto is missing: apt-get install mosquitto");
    }
    Assumptions.assumeFalse(missing, "mosquitto is missing: apt-get install mosquitto");
    this.folder = folder;
    this.settings = List.of(settings);
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    process = start();
  }

  private Process start() throws IOException {
    Path config = folder.resolve("mosquitto.conf");
    List<String> lines = new ArrayList<>();
    lines.add("user " + System.getProperty("user.name")); // started as root it reads our files, too
    lines.add("listener " + port + " 127.0.0.1");
    lines.addAll(settings);
    Files.write(config, lines);
    Process started =
        new ProcessBuilder(PROGRAM.toString(), "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("mosquitto.log").toFile())
            .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!listens()) {
      assertTrue(System.nanoTime() < end && started.isAlive(), "mosquitto did not start");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    return started;
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  public int port() {
    return port;
  }

  /** {@code kill -9}. */
  public void kill() throws InterruptedException {
    assertEquals(137, process.destroyForcibly().waitFor());
  }

  public void restart() throws IOException {
    process = start();
  }

  @Override
  public void close() throws InterruptedException {
    var _ = process.destroyForcibly().waitFor();
  }
}
