package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power of a whole machine is cut: hub and journal run on ext4 in a user-mode Linux, which is
 * killed at random moments, its caches with it. The next boot finds every promise kept, with no
 * person's help. {@code -Dseki.cuts=200} for more; {@code hub/src/test/power-cuts} installs what it
 * needs.
 */
@Timeout(7_200)
class PowerCutIT {
  private static final int CUTS = Integer.getInteger("seki.cuts", 2);
  private static final int LANES = 2;

  @TempDir private Path folder;
  private final long seed = System.nanoTime();

  @Test
  void nothing_that_was_answered_or_acknowledged_is_lost_and_every_boot_goes_on_alone()
      throws Exception {
    Mosquitto.require(PowerCutMachine.LINUX, "user-mode-linux");
    Mosquitto.require(PowerCutMachine.MAKE_DISK, "e2fsprogs");
    System.out.println("seed " + seed);
    Path made = Files.createDirectory(folder.resolve("made"));
    TestCity.make(made.resolve("data"), Instant.now(), 10, "pcsc:%s");
    Path classes = PowerCutMachine.loadedClasses(made);
    Instant start = Instant.now();
    int cuts = 0;
    long promises = 0;
    try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
      List<Future<PowerCutMachine>> all = new ArrayList<>();
      for (int lane = 0; lane < LANES; lane++) {
        int number = lane;
        all.add(lanes.submit(() -> lane(number, made, classes)));
      }
      for (Future<PowerCutMachine> lane : all) {
        PowerCutMachine machine = lane.get();
        cuts += machine.cuts();
        promises += machine.promises();
      }
    }
    Duration took = Duration.between(start, Instant.now());
    System.out.printf(
        "%d power cuts, %d promises, none broken; %.1f s a cut, %d at a time%n",
        cuts, promises, took.toMillis() / 1_000.0 / cuts * LANES, LANES);
    assertEquals(CUTS / LANES * LANES, cuts);
    assertTrue(promises > cuts, "hardly any load; seed " + seed);
  }

  private PowerCutMachine lane(int number, Path made, Path classes) throws Exception {
    PowerCutMachine machine =
        new PowerCutMachine(Files.createDirectory(folder.resolve("lane-" + number)), made, classes);
    Random random = new Random(seed + number);
    for (int cut = 1; cut <= CUTS / LANES; cut++) {
      machine.bootAndCut(random);
      if (cut % 10 == 0) {
        System.out.printf(
            "lane %d: %d cuts, %d promises%n", number, machine.cuts(), machine.promises());
      }
    }
    machine.bootAndVerify();
    return machine;
  }
}
