package city.seki.edge.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The built {@code seki-edge.jar} as a child process, and the lines that it prints. */
final class MeterProcess implements AutoCloseable {
  private static final Path JAR = Path.of("target", "seki-edge.jar").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();
  private final Thread outThread;

  /**
   * @param prefix what goes before {@code java}, for instance {@code nsenter …}
   */
  MeterProcess(List<String> prefix, String... arguments) throws IOException {
    assertTrue(Files.isRegularFile(JAR), "mvn verify builds " + JAR);
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).start();
    outThread = Thread.ofPlatform().daemon().start(() -> pump(process.inputReader(), lines::add));
    Thread.ofPlatform().daemon().start(() -> pump(process.errorReader(), errors::add));
  }

  private static void pump(BufferedReader from, java.util.function.Consumer<String> to) {
    try (Stream<String> all = from.lines()) {
      all.forEach(to);
    } catch (UncheckedIOException e) {
      to.accept("(stream ended: " + e.getMessage() + ")");
    }
  }

  String next() throws InterruptedException {
    String line = lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return line == null ? fail("no line within " + PATIENCE + "; stderr: " + errors) : line;
  }

  void expect(String line) throws InterruptedException {
    assertEquals(line, next(), () -> "stderr: " + errors);
  }

  /** Skips what comes before that line, for states that take several steps to settle. */
  List<String> until(String line) throws InterruptedException {
    List<String> before = new ArrayList<>();
    for (String next = next(); !next.equals(line); next = next()) {
      before.add(next);
    }
    return before;
  }

  void endInput() throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).close();
  }

  void terminate() {
    process.toHandle().destroy(); // unlike Process.destroy, this leaves its output open
  }

  /** Takes what it prints until it ends, for what comes all the time. */
  void drain() throws InterruptedException {
    assertTrue(process.waitFor(PATIENCE), () -> "still running; stderr: " + errors);
    outThread.join(PATIENCE);
    lines.clear();
  }

  /** The exit code, and no line that was not expected before it. */
  int exitCode() throws InterruptedException {
    assertTrue(process.waitFor(PATIENCE), () -> "still running; stderr: " + errors);
    outThread.join(PATIENCE);
    assertEquals(List.of(), List.copyOf(lines));
    return process.exitValue();
  }

  String errors() {
    return String.join("\n", errors);
  }

  /** Open files of the process: a leak of sessions shows here. */
  int openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      return (int) files.count();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
