package city.seki.hub.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The built hub, {@code serve --dev}, as a process of its own. The property {@code
 * seki.bench.hubFlags} adds flags, such as {@code -XX:StartFlightRecording}.
 */
record HubProcess(Process process, int http, InetSocketAddress broker, String token)
    implements AutoCloseable {
  /** The flags that README recommends. */
  static final List<String> FLAGS = List.of("-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20", "-Xmx256m");

  private static final Pattern SERVES =
      Pattern.compile("Seki serves http://[^:]+:(\\d+)/, MQTT on port (\\d+) and .*");

  /**
   * @param external port of the broker to use, null for the embedded one
   */
  static HubProcess start(Path jar, Path data, @Nullable Integer external) throws IOException {
    List<String> flags = new ArrayList<>(FLAGS);
    flags.addAll(List.of(System.getProperty("seki.bench.hubFlags", "").strip().split(" +")));
    flags.removeIf(String::isEmpty);
    List<String> command =
        new ArrayList<>(
            Java.command(
                flags,
                jar,
                "serve",
                "--dev",
                "--http-port",
                "0",
                "--mqtt-port",
                "0",
                "--data",
                data.toString()));
    if (external != null) {
      command.addAll(List.of("--broker", "mqtt://127.0.0.1:" + external));
    }
    Process process =
        new ProcessBuilder(command).redirectError(data.resolveSibling("hub.log").toFile()).start();
    BufferedReader out = process.inputReader();
    String token = "";
    String line;
    while ((line = out.readLine()) != null) {
      if (line.startsWith("Token: ")) {
        token = line.substring("Token: ".length());
      }
      Matcher serves = SERVES.matcher(line);
      if (serves.matches()) {
        int port = external == null ? Integer.parseInt(serves.group(2)) : external;
        return new HubProcess(
            process,
            Integer.parseInt(serves.group(1)),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            token);
      }
    }
    throw new IOException("the hub did not start: see " + data.resolveSibling("hub.log"));
  }

  double residentMegabytes() throws IOException {
    return Java.residentMegabytes(process);
  }

  @Override
  public void close() {
    Java.end(process);
  }
}
