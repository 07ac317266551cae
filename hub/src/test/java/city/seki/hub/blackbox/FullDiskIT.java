package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.FreePort;
import city.seki.hub.blackbox.UnitProcess.Around;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that others fill, the hub's and the unit's, while people tap: whoever saw a light is in the
 * ledger once in the end. Needs root, to mount small file systems.
 */
@Timeout(300)
class FullDiskIT {
  private static final int SEATS = 6;
  private static final int LIGHTS = 30;
  private static final Duration CALM = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private final long seed = Long.getLong("seki.seed", System.nanoTime());
  private final List<String> seats =
      IntStream.rangeClosed(1, SEATS).mapToObj(TestCity::seat).toList();
  private Path data = Path.of("");
  private int port;

  @BeforeEach
  void begin() throws IOException {
    System.out.println("seed " + seed);
    data = folder.resolve("hub").resolve("data");
    port = FreePort.take();
  }

  private void make() throws IOException, InterruptedException {
    TestCity.make(data, Instant.now(), SEATS, "pn532:hsu:/dev/%s");
    TestCity.provision(data, folder.resolve("units"), "127.0.0.1", port);
  }

  @Test
  void a_hub_whose_disk_is_full_ends_with_a_word_and_everything_owed_arrives_once_there_is_room()
      throws Exception {
    try (SmallDisk disk = new SmallDisk(folder.resolve("hub"), 24);
        BusyUnit unit = new BusyUnit("u1", folder, seats, new Random(seed))) {
      make();
      try (HubProcess hub = new HubProcess(data, 0, port)) {
        unit.start(Around.NOTHING);
        unit.tap();
        taps(unit, "there is room");
        disk.fill();
        String said = hub.failure();
        assertTrue(said.contains("ledger.db"), said);
        System.out.println(said);
      }
      taps(unit, "no hub");
      disk.clear();
      settle(unit);
    }
  }

  @Test
  void a_unit_whose_disk_is_full_goes_on_and_everything_arrives_once_there_is_room()
      throws Exception {
    Files.createDirectories(data.getParent());
    make();
    try (SmallDisk disk = new SmallDisk(folder.resolve("journal-u1"), 24);
        BusyUnit unit = new BusyUnit("u1", folder, seats, new Random(seed))) {
      try (HubProcess hub = new HubProcess(data, 0, port)) {
        unit.start(Around.NOTHING);
        unit.tap();
        taps(unit, "there is room");
        disk.fill();
        taps(unit, "the journal's disk is full");
        hub.kill();
        taps(unit, "and no hub");
      }
      disk.clear();
      taps(unit, "there is room again");
      settle(unit);
    }
  }

  private void taps(BusyUnit unit, String when) throws InterruptedException {
    unit.lit().drainPermits();
    assertTrue(
        unit.lit().tryAcquire(LIGHTS, 1, TimeUnit.MINUTES), () -> when + ": no lights, " + seed);
  }

  /** A new hub; what is owed arrives, and the ledger has it all once. */
  private void settle(BusyUnit unit) throws Exception {
    try (HubProcess hub = new HubProcess(data, 0, port)) {
      unit.rest();
      Await.until("nothing is owed, seed " + seed, CALM, () -> unit.owed() == 0);
      unit.life().terminate();
      hub.terminate();
    }
    LedgerCopy ledger = LedgerCopy.of(data, Files.createDirectory(folder.resolve("copy")));
    int taps =
        Laid.assertArrivedOnce(
            unit.laid(), ledger.presses(), TestCity.pseudonyms(data), "seed " + seed);
    String report = HubProgram.succeed(HubProgram.HUB, "check", "--data", data.toString());
    assertTrue(report.contains("sound"), report);
    System.out.println(taps + " taps, each in the ledger once");
  }
}
