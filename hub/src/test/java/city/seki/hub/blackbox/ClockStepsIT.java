package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.FreePort;
import city.seki.hub.blackbox.UnitProcess.Around;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A unit whose clock is stepped while people tap, by libfaketime: ahead by an hour, back by a day,
 * to 1970, where it is also killed and started. The hub is away and comes back; then every tap is
 * in the ledger once, with its true time and, within each life, in the order in which it was made.
 */
@Timeout(300)
class ClockStepsIT {
  private static final String FAKE = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";
  private static final int LIGHTS = 10;
  private static final Duration CALM = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private final long seed = Long.getLong("seki.seed", System.nanoTime());

  @Test
  void taps_have_their_true_time_and_order_however_the_clock_steps() throws Exception {
    Mosquitto.require("/usr/bin/faketime", "faketime");
    System.out.println("seed " + seed);
    Path data = folder.resolve("data");
    int port = FreePort.take();
    TestCity.make(data, Instant.now(), 1, "pn532:hsu:/dev/%s");
    TestCity.provision(data, folder.resolve("units"), "127.0.0.1", port);
    step(0);
    try (BusyUnit unit = new BusyUnit("u1", folder, List.of("A-01"), new Random(seed))) {
      try (HubProcess _ = new HubProcess(data, 0, port)) {
        unit.start(faked());
        unit.tap();
        taps(unit, "right clock, hub there");
      }
      step(Duration.ofHours(1).toSeconds());
      taps(unit, "an hour ahead, hub away");
      step(-Duration.ofDays(1).toSeconds());
      taps(unit, "a day behind, hub away");
      step(-Instant.now().getEpochSecond());
      taps(unit, "1970, hub away");
      unit.life().kill();
      unit.start(faked());
      taps(unit, "1970 after a start without a battery, hub away");
      try (HubProcess hub = new HubProcess(data, 0, port)) {
        taps(unit, "1970, hub there");
        unit.rest();
        Await.until("nothing is owed, seed " + seed, CALM, () -> unit.owed() == 0);
        unit.life().terminate();
        hub.terminate();
      }
      LedgerCopy ledger = LedgerCopy.of(data, Files.createDirectory(folder.resolve("copy")));
      Laid.assertArrivedOnce(
          unit.laid(), ledger.presses(), TestCity.pseudonyms(data), "seed " + seed);
      List<LedgerCopy.Press> byTime =
          ledger.presses().stream().sorted(Comparator.comparing(LedgerCopy.Press::at)).toList();
      for (List<Long> life : numbersOfEachLife(byTime)) {
        assertEquals(life.stream().sorted().toList(), life, "seed " + seed);
      }
      System.out.println(ledger.presses().size() + " taps, each once, in order, with its time");
    }
  }

  private static Collection<List<Long>> numbersOfEachLife(List<LedgerCopy.Press> presses) {
    return presses.stream()
        .collect(
            Collectors.groupingBy(
                press -> press.tap().boot(),
                Collectors.mapping(press -> press.tap().seq(), Collectors.toList())))
        .values();
  }

  private Around faked() {
    return new Around(
        List.of(),
        Map.of(
            "LD_PRELOAD",
            FAKE,
            "FAKETIME_TIMESTAMP_FILE",
            folder.resolve("clock").toString(),
            "FAKETIME_NO_CACHE",
            "1",
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1",
            // else it moves the JVM's timed waits by the step: by decades, in 1970
            "FAKETIME_FORCE_MONOTONIC_FIX",
            "0"));
  }

  /** From now on the unit's clock is wrong by that. */
  private void step(long seconds) throws IOException {
    Files.writeString(folder.resolve("clock"), "%+d%n".formatted(seconds));
  }

  private void taps(BusyUnit unit, String when) throws InterruptedException {
    unit.lit().drainPermits();
    assertTrue(unit.lit().tryAcquire(LIGHTS, 1, TimeUnit.MINUTES), () -> when + ", seed " + seed);
    System.out.println(when);
  }
}
