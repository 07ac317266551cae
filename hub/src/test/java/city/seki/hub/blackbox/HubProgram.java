package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The built jars, each run to its end. */
final class HubProgram {
  static final Path HUB = Path.of("target", "seki-hub.jar").toAbsolutePath();
  static final Path EDGE = Path.of("..", "edge-agent", "target", "seki-edge.jar").toAbsolutePath();
  static final Path PROVISION =
      Path.of("..", "provisioning", "target", "seki-provision.jar").toAbsolutePath();
  static final Path CONFIG =
      Path.of("..", "firmware-config", "target", "seki-config.jar").toAbsolutePath();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What a program that ended left behind. */
  record Ran(int code, String out, String err) {}

  private HubProgram() {}

  /** {@code java -jar} with little memory: several of them run at a time. */
  static List<String> command(Path jar, String... arguments) {
    return command(List.of(), jar, arguments);
  }

  static List<String> command(List<String> flags, Path jar, String... arguments) {
    assertTrue(Files.isRegularFile(jar), "mvn verify builds " + jar);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(flags);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  static Ran run(Path jar, String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), jar, arguments);
  }

  static Ran run(Map<String, String> environment, Path jar, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("seki-out", ".txt");
    Path err = Files.createTempFile("seki-err", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command(jar, arguments))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(PATIENCE)) {
        process.destroyForcibly();
        return fail(List.of(arguments) + " still runs; stderr: " + Files.readString(err));
      }
      return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Runs it, and what it printed. */
  static String succeed(Path jar, String... arguments) throws IOException, InterruptedException {
    return succeed(Map.of(), jar, arguments);
  }

  static String succeed(Map<String, String> environment, Path jar, String... arguments)
      throws IOException, InterruptedException {
    Ran ran = run(environment, jar, arguments);
    assertEquals(0, ran.code(), () -> List.of(arguments) + ": " + ran.err());
    return ran.out().strip();
  }
}
