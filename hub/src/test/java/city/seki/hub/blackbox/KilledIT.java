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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of hub and units, one of them or all at once, while people tap at every reader.
 * Whoever saw a light is in the ledger in the end, once; no seat and no person ever has two claims;
 * and everything comes back by itself. {@code -Dseki.kills=1000} for more than sixteen: each city
 * has fifty at most, then all is compared and the next one begins with nothing.
 */
@Timeout(14_400)
class KilledIT {
  private static final int KILLS = Integer.getInteger("seki.kills", 16);
  private static final int KILLS_OF_A_CITY = 50;
  private static final int UNITS = 2;
  private static final int SEATS = 12;

  /** Longer than a hub takes to become ready on a machine with nothing else to do. */
  private static final int SLOW_START_MILLIS = 2_000;

  /** A link that was cut over and over waits up to 30 s before it tries again. */
  private static final Duration CALM = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private final long seed = Long.getLong("seki.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private long hubKills;
  private long unitKills;
  private long lights;
  private long lost;

  @Test
  void whoever_saw_a_light_is_in_the_ledger_once_whatever_was_killed() throws Exception {
    System.out.println("seed " + seed);
    Instant start = Instant.now();
    for (int city = 1; hubKills + unitKills < KILLS; city++) {
      try (City each = new City(Files.createDirectory(folder.resolve("city-" + city)))) {
        int kills = (int) Math.min(KILLS_OF_A_CITY, KILLS - hubKills - unitKills);
        each.live(kills);
      }
      System.out.printf(
          "%d kills of the hub, %d of units; %d lights, %d cards without one; %.1f s a kill%n",
          hubKills,
          unitKills,
          lights,
          lost,
          Duration.between(start, Instant.now()).toMillis() / 1e3 / (hubKills + unitKills));
    }
    assertEquals(KILLS, hubKills + unitKills);
    assertTrue(lights > KILLS, () -> "hardly any taps; seed " + seed);
  }

  /** Hub and units on data of their own. */
  private final class City implements AutoCloseable {
    private final Path room;
    private final Path data;
    private final int port;
    private final List<BusyUnit> units = new ArrayList<>();
    private HubProcess hub;

    City(Path room) throws IOException, InterruptedException {
      this.room = room;
      data = room.resolve("data");
      port = FreePort.take();
      TestCity.make(data, Instant.now(), SEATS, "pn532:hsu:/dev/%s", SEATS / UNITS);
      TestCity.provision(data, room.resolve("units"), "127.0.0.1", port);
      for (int i = 0; i < UNITS; i++) {
        int first = i * SEATS / UNITS;
        List<String> seats =
            IntStream.rangeClosed(first + 1, first + SEATS / UNITS)
                .mapToObj(TestCity::seat)
                .toList();
        units.add(new BusyUnit(TestCity.unit(i), room, seats, random));
      }
      hub = new HubProcess(data, 0, port);
    }

    void live(int kills) throws Exception {
      for (BusyUnit unit : units) {
        unit.start(Around.NOTHING);
        unit.tap();
      }
      for (int left = kills; left > 0; ) {
        awaitSomeTaps();
        left -= killSomething(left);
      }
      for (BusyUnit unit : units) {
        unit.rest();
      }
      for (BusyUnit unit : units) {
        Await.until(unit.name() + " owes nothing, seed " + seed, CALM, () -> unit.owed() == 0);
        unit.life().terminate();
      }
      hub.terminate();
      compare();
    }

    /** The moment of the kill: after so many more lights at one unit, or so many milliseconds. */
    private void awaitSomeTaps() throws InterruptedException {
      BusyUnit unit = units.get(random.nextInt(UNITS));
      unit.lit().drainPermits();
      var _ = unit.lit().tryAcquire(1 + random.nextInt(20), 1_000, TimeUnit.MILLISECONDS);
    }

    private int killSomething(int most) throws IOException, InterruptedException {
      int dice = random.nextInt(10);
      if (dice == 0 && most >= UNITS + 1) {
        killUnit(units.get(0));
        killHub();
        killUnit(units.get(1));
        hub = new HubProcess(data, 0, port);
        for (BusyUnit unit : units) {
          unit.start(Around.NOTHING);
        }
        return UNITS + 1;
      }
      if (dice == 1 && most >= 2) {
        killHub();
        HubProcess.killSoon(data, port, Duration.ofMillis(random.nextInt(SLOW_START_MILLIS)));
        hubKills++;
        hub = new HubProcess(data, 0, port);
        return 2;
      }
      if (dice <= 3) {
        killHub();
        hub = new HubProcess(data, 0, port);
        return 1;
      }
      BusyUnit unit = units.get(random.nextInt(UNITS));
      killUnit(unit);
      unit.start(Around.NOTHING);
      return 1;
    }

    private void killHub() throws InterruptedException {
      hub.kill();
      hubKills++;
    }

    private void killUnit(BusyUnit unit) throws InterruptedException {
      assertTrue(unit.life().isAlive(), () -> unit.name() + " ended by itself, seed " + seed);
      unit.life().kill();
      unitKills++;
    }

    private void compare() throws IOException, InterruptedException {
      LedgerCopy ledger = LedgerCopy.of(data, Files.createDirectory(room.resolve("copy")));
      List<Laid> laid = units.stream().flatMap(unit -> unit.laid().stream()).toList();
      Laid.assertArrivedOnce(laid, ledger.presses(), TestCity.pseudonyms(data), "seed " + seed);
      String report = HubProgram.succeed(HubProgram.HUB, "check", "--data", data.toString());
      assertTrue(report.contains("sound"), report);
      lights += laid.stream().filter(Laid::isLit).count();
      lost += laid.stream().filter(card -> !card.isLit()).count();
    }

    @Override
    public void close() {
      units.forEach(BusyUnit::close);
      hub.close();
    }
  }
}
