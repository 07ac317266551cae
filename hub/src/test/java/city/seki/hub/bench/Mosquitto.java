package city.seki.hub.bench;

import city.seki.hub.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Mosquitto with the settings that README gives for production. */
record Mosquitto(Process process, int port) implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  static Mosquitto start(Path folder) throws IOException, InterruptedException {
    int port;
    port = FreePort.take();
    Path config = folder.resolve("mosquitto.conf");
    Files.write(
        config,
        List.of(
            "listener " + port + " 127.0.0.1",
            "allow_anonymous true",
            "max_topic_alias 0",
            "max_inflight_messages 0",
            "max_queued_messages 0",
            "set_tcp_nodelay true"));
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("mosquitto.log").toFile())
            .start();
    Mosquitto started = new Mosquitto(process, port);
    while (!started.listens()) {
      if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
        throw new IOException("mosquitto did not start: see " + folder.resolve("mosquitto.log"));
      }
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

  @Override
  public void close() {
    Java.end(process);
  }
}
