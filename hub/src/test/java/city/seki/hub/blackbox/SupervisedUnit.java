package city.seki.hub.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.hub.blackbox.UnitProcess.Lit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A unit as a service: {@code seki-edge-start} starts it, and whenever it ends, however it ends, it
 * is started again, as systemd does with {@code Restart=always}.
 */
final class SupervisedUnit implements AutoCloseable {
  private static final Path START =
      Path.of("..", "edge-agent", "src", "main", "sh", "seki-edge-start").toAbsolutePath();

  private final Path folder;
  private final List<String> command;
  private final Map<String, String> environment;
  private final AtomicInteger starts = new AtomicInteger();
  private final Thread supervisor;
  private volatile @Nullable UnitProcess now;
  private volatile boolean stopping;

  /**
   * @param folder of its own, with {@code slots}, {@code unit} for its data, {@code unit.log}
   * @param factory the package's version
   */
  SupervisedUnit(Path folder, Path identity, Path factory) throws IOException {
    this.folder = folder;
    command =
        List.of(
            "sh",
            START.toString(),
            "run",
            "--identity",
            identity.toString(),
            "--data",
            folder.resolve("unit").toString());
    environment =
        Map.of(
            "SEKI_SLOTS",
            slots().toString(),
            "SEKI_FACTORY",
            factory.toString(),
            "SEKI_JAVA",
            java().toString());
    supervisor = Thread.ofPlatform().daemon().name("supervisor").start(this::supervise);
  }

  /** Runs the jar that it is given with emulated readers. */
  private Path java() throws IOException {
    Path program = folder.resolve("java");
    Files.writeString(
        program,
        """
        #!/bin/sh
        slots=$1 slot=$2 jar=$4
        shift 5
        exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m --enable-native-access=ALL-UNNAMED \\
          "$slots" "$slot" -cp "$jar:%s" city.seki.edge.EmulatedUnit "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"), UnitProcess.TEST_CLASSES),
        UTF_8);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program;
  }

  private void supervise() {
    try {
      while (!stopping) {
        starts.incrementAndGet();
        UnitProcess begun = new UnitProcess(command, environment, folder.resolve("unit.log"));
        now = begun;
        var _ = begun.awaitEnd();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Path slots() {
    return folder.resolve("slots");
  }

  /** The file in which stands what is to be started. */
  String boot() throws IOException {
    Path boot = slots().resolve("boot");
    return Files.exists(boot) ? Files.readString(boot) : "";
  }

  int starts() {
    return starts.get();
  }

  /** {@code kill -9}; it is started again. */
  void kill() throws InterruptedException {
    UnitProcess process = now;
    if (process != null) {
      process.kill();
    }
  }

  /** What the light says; null while no unit runs. */
  @Nullable Lit tap(String reader, String card) throws InterruptedException {
    UnitProcess process = now;
    return process == null ? null : process.tap(reader, card);
  }

  String log() {
    try {
      return "its log: " + Files.readString(folder.resolve("unit.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopping = true;
    UnitProcess process = now;
    if (process != null) {
      process.close();
    }
    supervisor.join();
  }
}
