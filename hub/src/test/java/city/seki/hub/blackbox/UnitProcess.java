package city.seki.hub.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One life of a real unit: {@code seki-edge run} of the built jar, with emulated readers and lights
 * that tell what they show ({@code city.seki.edge.EmulatedUnit}).
 */
final class UnitProcess implements AutoCloseable {
  /** Longer than a loaded machine takes to start a JVM; a tap that gets no light by then fails. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** As long as no answer of a unit takes, however slow the machine is. */
  private static final Duration HIDDEN = Duration.ofSeconds(10);

  static final Path TEST_CLASSES =
      Path.of("..", "edge-agent", "target", "test-classes").toAbsolutePath();
  private static final String ENDED = "ended";

  private final Process process;
  private final Path log;
  private final Map<String, BlockingQueue<String>> said = new ConcurrentHashMap<>();

  /** The last light of each reader. */
  private final Map<String, String> shown = new ConcurrentHashMap<>();

  private volatile boolean ended;

  /** What a light answered, and how long after the card was found. */
  record Lit(String signal, long millis) {}

  /** Where and how it runs, beside its identity: a network, a clock. */
  record Around(List<String> before, Map<String, String> environment) {
    static final Around NOTHING = new Around(List.of(), Map.of());
  }

  UnitProcess(Path identity, Path journal, Path log, Around around) throws IOException {
    this.log = log;
    List<String> command = new ArrayList<>(around.before());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            HubProgram.EDGE + File.pathSeparator + TEST_CLASSES,
            "city.seki.edge.EmulatedUnit",
            "--identity",
            identity.toString(),
            "--data",
            journal.toString()));
    process = begin(command, around.environment());
  }

  /**
   * One that something else starts in the same way.
   *
   * @param command ends in {@code city.seki.edge.EmulatedUnit}, in the same process
   */
  UnitProcess(List<String> command, Map<String, String> environment, Path log) throws IOException {
    this.log = log;
    process = begin(command, environment);
  }

  private Process begin(List<String> command, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process begun = builder.start();
    // A platform thread: a virtual one that reads from a process keeps a processor to itself.
    var _ = Thread.ofPlatform().daemon().start(() -> listen(begun));
    return begun;
  }

  private void listen(Process process) {
    try (Writer out =
        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      process
          .inputReader(UTF_8)
          .lines()
          .forEach(
              line -> {
                write(out, line);
                if (line.startsWith("unit: ")) {
                  String[] words = line.split(" ", -1);
                  said(words[2]).add(line.substring("unit: ".length()));
                }
              });
    } catch (IOException | UncheckedIOException e) {
      System.err.println("the unit's output ended: " + e.getMessage());
    } finally {
      ended = true;
      said.values().forEach(queue -> queue.add(ENDED));
    }
  }

  private static void write(Writer out, String line) {
    try {
      out.write(line);
      out.write('\n');
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BlockingQueue<String> said(String reader) {
    return said.computeIfAbsent(reader, r -> new LinkedBlockingQueue<>());
  }

  /**
   * Lays a card on a reader, takes away what lay there, and waits until the light has answered and
   * its beeps are over.
   *
   * @param reader {@code seat:A-01}
   * @param card as the roster spells it
   * @return what the light said; null if the unit was killed before it said anything
   */
  @Nullable Lit tap(String reader, String card) throws InterruptedException {
    String id = card.substring("felica:".length());
    BlockingQueue<String> lines = said(reader);
    try {
      Writer in = process.outputWriter(UTF_8);
      synchronized (in) {
        in.write("lay " + reader + " " + id + "\n");
        in.flush();
      }
    } catch (IOException e) {
      return null; // killed
    }
    // A second answer to the card before may come first, or end meanwhile.
    await(lines, reader, "seen " + reader + " " + id);
    String lit = answer(lines, reader);
    if (lit.equals(ENDED)) {
      return null;
    }
    String[] words = lit.split(" ", -1);
    return new Lit(words[2], Long.parseLong(words[3]));
  }

  /**
   * What the light says to the card that was just seen. A late second answer to the card before may
   * light up still; the answer to this one, if it is the same, then looks like a part of it.
   */
  private String answer(BlockingQueue<String> lines, String reader) throws InterruptedException {
    String before = shown.get(reader);
    String line = next(lines, reader);
    while (line.startsWith("quiet ")) {
      line = lines.poll(HIDDEN.toSeconds(), TimeUnit.SECONDS);
      if (line == null) {
        return before == null ? next(lines, reader) : before;
      }
    }
    if (line.startsWith("lit ")) {
      shown.put(reader, line);
      await(lines, reader, "quiet ");
    }
    return line;
  }

  /** The next line that begins so; {@link #ENDED} for good once the unit has. */
  private String await(BlockingQueue<String> lines, String reader, String beginning)
      throws InterruptedException {
    String line;
    do {
      line = next(lines, reader);
      if (line.startsWith("lit ")) {
        shown.put(reader, line);
      }
    } while (!line.equals(ENDED) && !line.startsWith(beginning));
    return line;
  }

  private String next(BlockingQueue<String> lines, String reader) throws InterruptedException {
    String line =
        ended && lines.isEmpty() ? ENDED : lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return line == null ? fail("a tap at " + reader + " gets no light; " + log()) : line;
  }

  /** Until it has ended, however. */
  int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** {@code kill -9}; what it said until then is still heard. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly(); // the process's own method closes its streams too
    assertTrue(process.waitFor(PATIENCE), "the unit survives kill -9");
  }

  /** SIGTERM, and it ends as told. */
  void terminate() throws InterruptedException {
    process.toHandle().destroy();
    assertTrue(process.waitFor(PATIENCE), () -> "the unit does not end: " + log());
    assertEquals(0, process.exitValue(), this::log);
  }

  private String log() {
    try {
      return "its log: " + Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
