package city.seki.hub.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The demo as a process of its own, by the built program.
 *
 * @param page where it serves
 * @param token of an administrator
 */
record DemoProcess(Process process, Path data, String page, String token) implements AutoCloseable {
  private static final Path JAR = Path.of("target", "seki-hub.jar").toAbsolutePath();
  private static final Pattern READY =
      Pattern.compile("Seki is ready: (http://127\\.0\\.0\\.1:\\d+/)\\?token=(\\S+)");

  static DemoProcess start(Path folder, String... more) throws IOException {
    Path data = folder.resolve("data");
    List<String> command = command("demo", "--data", data.toString());
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command).redirectError(folder.resolve("demo.err").toFile()).start();
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        return new DemoProcess(process, data, ready.group(1), ready.group(2));
      }
    }
    process.destroyForcibly();
    throw new IOException("the demo never said that it is ready: see " + folder);
  }

  private static List<String> command(String... arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** A token of somebody of the roster, made as an administrator makes one. */
  String tokenOf(String staffId, String role) throws IOException {
    List<String> command = command("token", "create", "--data", data.toString());
    command.addAll(List.of("--staff-id", staffId, "--role", role));
    Process made = new ProcessBuilder(command).start();
    return made.inputReader().lines().reduce("", (_, line) -> line).strip();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
  }
}
