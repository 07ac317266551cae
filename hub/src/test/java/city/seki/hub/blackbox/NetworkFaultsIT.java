package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.blackbox.UnitProcess.Around;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A unit in a network of its own, and a cable to the hub that loses packets, is pulled out, and
 * cuts connections, while people tap: each gets a light, and each tap arrives once when the network
 * is back, with nobody's help. How long the lights took is printed. Needs root for the namespaces.
 */
@Timeout(600)
class NetworkFaultsIT {
  private static final int SEATS = 6;
  private static final int LIGHTS = 30;

  /** A link that was cut waits up to 30 s before it tries again. */
  private static final Duration CALM = Duration.ofMinutes(3);

  @TempDir private Path folder;
  private final long seed = Long.getLong("seki.seed", System.nanoTime());

  private interface Fault {
    void begins() throws Exception;
  }

  @Test
  void everybody_gets_a_light_and_every_tap_arrives_once_whatever_the_network_does()
      throws Exception {
    System.out.println("seed " + seed);
    Path data = folder.resolve("data");
    List<String> seats = IntStream.rangeClosed(1, SEATS).mapToObj(TestCity::seat).toList();
    try (TwoNetworks networks = new TwoNetworks();
        BusyUnit unit = new BusyUnit("u1", folder, seats, new Random(seed))) {
      TestCity.make(data, Instant.now(), SEATS, "pn532:hsu:/dev/%s");
      TestCity.provision(
          data, folder.resolve("units"), TwoNetworks.HUB_ADDRESS, TwoNetworks.HUB_PORT);
      try (HubProcess hub = new HubProcess(data, 0, 0)) {
        networks.carry(folder, hub.mqttPort());
        unit.start(new Around(networks.atUnit(), Map.of()));
        unit.tap();
        during("whole network", unit, () -> {});
        during("30 % of the packets lost", unit, () -> networks.lose(30));
        during("whole network again", unit, networks::heal);
        during("cable pulled out", unit, networks::unplug);
        during("cable plugged in", unit, networks::heal);
        during("every connection reset", unit, networks::reset);
        during("whole network at last", unit, networks::heal);
        unit.rest();
        Await.until("nothing is owed, seed " + seed, CALM, () -> unit.owed() == 0);
        unit.life().terminate();
        hub.terminate();
      }
      LedgerCopy ledger = LedgerCopy.of(data, Files.createDirectory(folder.resolve("copy")));
      int taps =
          Laid.assertArrivedOnce(
              unit.laid(), ledger.presses(), TestCity.pseudonyms(data), "seed " + seed);
      System.out.println(taps + " taps, each in the ledger once");
    }
  }

  private void during(String what, BusyUnit unit, Fault fault) throws Exception {
    fault.begins();
    int before = unit.lightMillis().size();
    unit.lit().drainPermits();
    assertTrue(
        unit.lit().tryAcquire(LIGHTS, 2, TimeUnit.MINUTES), () -> what + ": no lights, " + seed);
    List<Long> millis = unit.lightMillis();
    List<Long> took = millis.subList(before, millis.size());
    System.out.printf(
        "%s: %d lights, median %d ms, longest %d ms%n",
        what,
        took.size(),
        took.stream().sorted().skip(took.size() / 2).findFirst().orElse(0L),
        Collections.max(took));
  }
}
