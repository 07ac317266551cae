package city.seki.hub.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Mosquitto's own programs: MQTT 5 as nobody of this project wrote it. */
final class MosquittoClient {
  private static final String RR = "/usr/bin/mosquitto_rr";
  private static final String PUB = "/usr/bin/mosquitto_pub";
  private static final String SUB = "/usr/bin/mosquitto_sub";

  private final int port;

  MosquittoClient(int port) {
    Mosquitto.require(RR, "mosquitto-clients");
    this.port = port;
  }

  private List<String> command(String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program, "-V", "5", "-h", "127.0.0.1"));
    command.addAll(List.of("-p", Integer.toString(port), "-q", "1"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** A request with response topic and correlation data; what came back as {@code data payload}. */
  String request(String topic, String responseTopic, String correlation, String payload)
      throws IOException, InterruptedException {
    // -s and -f send nothing in Mosquitto 2.0.11
    return output(
        Set.of(0),
        command(
            RR,
            "-t",
            topic,
            "-e",
            responseTopic,
            "-W",
            "20",
            "-F",
            "%D %p",
            "-D",
            "publish",
            "correlation-data",
            correlation,
            "-D",
            "publish",
            "content-type",
            "application/json",
            "-m",
            payload),
        null);
  }

  /** Publishes, and the broker has it. */
  void publish(String topic, String payload, boolean retained)
      throws IOException, InterruptedException {
    List<String> command = command(PUB, "-t", topic, "-s");
    if (retained) {
      command.add("-r");
    }
    output(Set.of(0), command, payload);
  }

  /** The retained messages under that filter, each as {@code topic payload}. */
  List<String> retained(String filter) throws IOException, InterruptedException {
    // 27 and "Timed out": nothing came that was not retained. Moquette forgets that a message was
    // retained where it has to wait for the client's receive maximum, so that this is a large one.
    String all =
        output(
            Set.of(0, 27),
            command(
                SUB,
                "-t",
                filter,
                "-W",
                "1",
                "-F",
                "%t %p",
                "--retained-only",
                "-D",
                "connect",
                "receive-maximum",
                "1000"),
            null);
    return all.lines().filter(line -> line.startsWith("seki/")).toList();
  }

  /** A client that says it is there, and whose last will says otherwise when it is killed. */
  Process unitWithWill(String unit, String will) throws IOException {
    String status = "seki/1/unit/" + unit + "/status";
    return new ProcessBuilder(
            command(
                SUB,
                "-t",
                "seki/1/unit/" + unit + "/command",
                "-i",
                "unit-" + unit,
                "--will-topic",
                status,
                "--will-payload",
                will,
                "--will-qos",
                "1",
                "--will-retain"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static String output(Set<Integer> codes, List<String> command, @Nullable String input)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var in = process.getOutputStream()) {
      if (input != null) {
        in.write(input.getBytes(UTF_8));
      }
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(Duration.ofSeconds(30)), () -> command + " does not end");
    int code = process.exitValue();
    assertTrue(codes.contains(code), () -> command + " ends with " + code + ": " + output);
    return output;
  }
}
