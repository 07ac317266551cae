package city.seki.hub.bench;

import city.seki.hub.FreePort;
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
 * The built hub as a process of its own, {@code serve --dev} or as in a city. The property {@code
 * seki.bench.hubFlags} adds flags, such as {@code -XX:StartFlightRecording}.
 */
record HubProcess(Process process, int http, InetSocketAddress broker, String token)
    implements AutoCloseable {
  /** The flags that README recommends. */
  static final List<String> FLAGS = List.of("-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20", "-Xmx256m");

  private static final Pattern SERVES =
      Pattern.compile("Seki serves http://[^:]+:(\\d+)/, MQTT on port (\\d+) and .*");
  private static final Pattern SERVES_BY_TLS =
      Pattern.compile("Seki serves https://[^:]+:(\\d+)/; .*");
  private static final String HOST = "127.0.0.1";

  /**
   * @param external port of the broker to use, null for the embedded one
   */
  static HubProcess start(Path jar, Path data, @Nullable Integer external) throws IOException {
    List<String> command =
        command(jar, "--dev", "--http-port", "0", "--mqtt-port", "0", "--data", data.toString());
    if (external != null) {
      command.addAll(List.of("--broker", "mqtt://127.0.0.1:" + external));
    }
    return start(command, data, external == null ? 0 : external);
  }

  /**
   * With mutual TLS and the authority that lies in the data directory.
   *
   * @param passphrase file that opens its key
   */
  static HubProcess secure(Path jar, Path data, Path passphrase) throws IOException {
    int mqtt = FreePort.take();
    List<String> ports =
        List.of(
            "--mqtt-port",
            "" + mqtt,
            "--http-port",
            "" + FreePort.take(),
            "--coap-port",
            "" + FreePort.take());
    List<String> command =
        command(
            jar,
            "--bind",
            HOST,
            "--host",
            HOST,
            "--ca-passphrase-file",
            passphrase.toString(),
            "--data",
            data.toString());
    command.addAll(ports);
    return start(command, data, mqtt);
  }

  private static List<String> command(Path jar, String... arguments) {
    List<String> flags = new ArrayList<>(FLAGS);
    flags.addAll(List.of(System.getProperty("seki.bench.hubFlags", "").strip().split(" +")));
    flags.removeIf(String::isEmpty);
    List<String> command = new ArrayList<>(Java.command(flags, jar, "serve"));
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * @param broker the port of its broker if it says none
   */
  private static HubProcess start(List<String> command, Path data, int broker) throws IOException {
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
      Matcher byTls = SERVES_BY_TLS.matcher(line);
      if (serves.matches()) {
        int port = broker == 0 ? Integer.parseInt(serves.group(2)) : broker;
        return of(process, serves.group(1), port, token);
      }
      if (byTls.matches()) {
        return of(process, byTls.group(1), broker, token);
      }
    }
    throw new IOException("the hub did not start: see " + data.resolveSibling("hub.log"));
  }

  private static HubProcess of(Process process, String http, int broker, String token) {
    return new HubProcess(
        process,
        Integer.parseInt(http),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), broker),
        token);
  }

  double residentMegabytes() throws IOException {
    return Java.residentMegabytes(process);
  }

  @Override
  public void close() {
    Java.end(process);
  }
}
