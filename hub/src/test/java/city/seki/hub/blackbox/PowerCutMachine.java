package city.seki.hub.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A machine in a user-mode Linux: its root is the host's own file system, read-only, its disk an
 * ext4 in one file. What it prints is believed up to the last whole line.
 */
final class PowerCutMachine {
  static final String LINUX = "/usr/bin/linux.uml";
  static final String MAKE_DISK = "/usr/sbin/mkfs.ext4";

  private static final int LOADED_MILLIS = 1_500;
  private static final int BOOTING_MILLIS = 4_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long PAUSE_NANOS = 50_000_000;

  private static final String INIT =
      """
      #!/bin/sh
      export PATH=/usr/sbin:/usr/bin:/sbin:/bin
      mount -t proc proc /proc
      mount -t sysfs sys /sys
      mount -t tmpfs tmpfs /run
      mount -t tmpfs tmpfs /mnt
      mkdir /mnt/disk /run/room
      ip link set lo up
      echo booted
      mount -t ext4 /dev/ubda /mnt/disk || echo BROKEN mount
      test -d /mnt/disk/data || { cp -r MADE/data /mnt/disk/new && sync && mv /mnt/disk/new /mnt/disk/data && sync; }
      JAVA -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx160m -Xmn6m -XX:SharedArchiveFile=CLASSES --enable-native-access=ALL-UNNAMED \
        --sun-misc-unsafe-memory-access=allow -Djava.io.tmpdir=/run -Dorg.sqlite.tmpdir=/run -cp HUB:TESTS GUEST \
        /mnt/disk "$(cat FOLDER/boot)" FOLDER/promises /run/room 2>&1
      echo BROKEN the guest ended
      echo o >/proc/sysrq-trigger
      """;

  private final Path folder;
  private final Path console;
  private final Path promises;
  private final Path init;
  private int cuts;
  private long promised;

  /**
   * The classes of the hub as they are in memory after a start on this machine. A start in the
   * guest, where a system call and a fresh page cost many times more, takes half the time with it.
   *
   * @param made the folder with the hub's data directory
   */
  static Path loadedClasses(Path made) throws IOException, InterruptedException {
    Path archive = made.resolve("hub.jsa");
    List<String> flags =
        List.of(
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-Xlog:disable",
            "-XX:ArchiveClassesAtExit=" + archive);
    try (HubProcess hub = new HubProcess(flags, made.resolve("data"))) {
      hub.terminate();
    }
    assertTrue(Files.isRegularFile(archive), "the JVM writes " + archive);
    return archive;
  }

  /**
   * @param made the folder with the hub's data directory to begin with
   * @param classes see {@link #loadedClasses}
   */
  PowerCutMachine(Path folder, Path made, Path classes) throws IOException, InterruptedException {
    this.folder = folder;
    this.console = folder.resolve("console");
    this.promises = Files.createFile(folder.resolve("promises"));
    this.init = folder.resolve("init.sh");
    Files.writeString(
        init,
        INIT.replace("MADE", made.toString())
            .replace("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString())
            .replace("HUB", HubProgram.HUB.toString())
            .replace("CLASSES", classes.toString())
            .replace("TESTS", Path.of("target", "test-classes").toAbsolutePath().toString())
            .replace("GUEST", PowerCutGuest.class.getName())
            .replace("FOLDER", folder.toString()));
    assertTrue(init.toFile().setExecutable(true));
    run("truncate", "-s", "96M", disk());
    run(MAKE_DISK, "-q", "-F", disk());
  }

  private String disk() {
    return folder.resolve("disk.img").toString();
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertEquals(
        0, new ProcessBuilder(command).inheritIO().start().waitFor(), List.of(command)::toString);
  }

  int cuts() {
    return cuts;
  }

  /** Lines that told something durable, in all boots so far. */
  long promises() {
    return promised;
  }

  /**
   * The first cut and three of four others come under load, the rest while the machine boots and
   * recovers.
   */
  void bootAndCut(Random random) throws IOException, InterruptedException {
    boolean loaded = cuts == 0 || random.nextInt(4) > 0;
    int millis = random.nextInt(loaded ? LOADED_MILLIS : BOOTING_MILLIS);
    boot(loaded ? "tap " : "booted", millis);
    cuts++;
  }

  /** The last boot looks at what the last cut left. */
  void bootAndVerify() throws IOException, InterruptedException {
    boot("verified", 0);
  }

  private void boot(String until, int millis) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("boot"), "boot." + cuts);
    Files.deleteIfExists(console);
    Process linux =
        new ProcessBuilder(
                "setsid",
                LINUX,
                "ubd0=" + disk(),
                "mem=400M",
                "rootfstype=hostfs",
                "rootflags=/",
                "ro",
                "init=" + init,
                "con=null",
                "con0=fd:0,fd:1",
                "quiet")
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(console.toFile())
            .start();
    try {
      awaitLine(until, linux);
      LockSupport.parkNanos(millis * 1_000_000L);
      assertTrue(linux.isAlive(), () -> "it ended by itself: " + said());
    } finally {
      cut(linux);
    }
    keepPromises();
  }

  /** Ends it with all that it runs; of one that has ended by itself there is nothing left. */
  private static void cut(Process linux) throws IOException, InterruptedException {
    var _ = new ProcessBuilder("kill", "-9", "--", "-" + linux.pid()).start().waitFor();
    linux.waitFor();
  }

  private void awaitLine(String start, Process linux) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (wholeLines().stream().noneMatch(line -> line.startsWith(start))) {
      assertTrue(
          System.nanoTime() < end && linux.isAlive() && !said().contains("BROKEN"), this::said);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private String said() {
    try {
      return Files.exists(console) ? Files.readString(console) : "";
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** A console ends its lines with CR LF. */
  private List<String> wholeLines() {
    String said = said();
    return said.substring(0, said.lastIndexOf('\n') + 1).lines().map(String::strip).toList();
  }

  private void keepPromises() throws IOException {
    assertFalse(said().contains("BROKEN"), this::said);
    List<String> told =
        wholeLines().stream()
            .filter(l -> l.matches("(tap|append|amend|settle) \\S+ \\d+"))
            .toList();
    promised += told.stream().filter(line -> !line.startsWith("settle")).count();
    Files.write(promises, told, UTF_8, StandardOpenOption.APPEND);
  }
}
