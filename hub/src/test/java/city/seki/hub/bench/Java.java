package city.seki.hub.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The built programs as processes of their own, on the Java that runs the benchmark. */
final class Java {
  private static final String PROGRAM =
      Path.of(System.getProperty("java.home"), "bin/java").toString();

  private Java() {}

  static List<String> command(List<String> flags, Path jar, String... arguments) {
    List<String> command = new ArrayList<>(List.of(PROGRAM));
    command.addAll(flags);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * Runs it to its end. What it says is told only if it fails: a large city has hundreds of
   * warnings.
   *
   * @throws IOException if it fails
   */
  static void run(Path jar, String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(List.of(), jar, arguments)).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(
          "%s %s ended with %d: %s".formatted(jar, String.join(" ", arguments), code, said));
    }
  }

  /** What it holds in memory now, in MB. */
  static double residentMegabytes(Process process) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", "" + process.pid(), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Integer.parseInt(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("process " + process.pid() + " is gone");
  }

  /** Lets it collect its garbage. */
  static void collect(Process process) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd").toString();
    int code =
        new ProcessBuilder(jcmd, "" + process.pid(), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("jcmd ended with " + code);
    }
  }

  /** How long it has kept a processor busy; counts on a machine that others use too. */
  static double processorSeconds(Process process) {
    return processorSeconds(process.toHandle());
  }

  static double processorSeconds(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  /** Ends it as a service manager does. */
  static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
