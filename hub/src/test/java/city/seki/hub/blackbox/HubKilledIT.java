package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.link.LinkThreads;
import city.seki.config.link.MqttSession;
import city.seki.config.model.SeatId;
import city.seki.config.rules.TapId;
import city.seki.config.wire.CardId;
import city.seki.config.wire.CardKey;
import city.seki.provisioning.CardKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * {@code kill -9} of the hub under load, again and again on the same data: no tap that was answered
 * is lost, no seat and no person ever has two claims, the hub comes back by itself, and nothing
 * piles up in the temporary directory. {@code -Dseki.kills=1000} for more than twenty.
 */
@Timeout(14_400)
class HubKilledIT {
  private static final int KILLS = Integer.getInteger("seki.kills", 20);
  private static final int SEATS = 30;
  private static final String BOOT = "load.1";

  @TempDir private Path folder;
  private final LinkThreads threads = LinkThreads.platform("tapping");
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final List<TappingUnit> units = new ArrayList<>();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void no_answered_tap_is_lost_and_no_seat_has_two_claims() throws Exception {
    System.out.println("seed " + seed);
    Path data = folder.resolve("data");
    Path copies = Files.createDirectory(folder.resolve("copies"));
    TestCity.make(data, Instant.now(), SEATS, "pcsc:%s", 10);
    CardKey key = CardKeyFile.load(data);
    for (int i = 0; i < 3; i++) {
      int first = 10 * i;
      units.add(new TappingUnit(TestCity.unit(i), seq -> tap(seq, first, key)));
    }
    long[] before = new long[units.size()];
    LedgerCopy left = LedgerCopy.none();
    for (int kills = 0; kills <= KILLS; kills++) {
      try (HubProcess hub = new HubProcess(data, 0, 0)) {
        askAgain(hub, before, left);
        before = units.stream().mapToLong(HubKilledIT::lastAnswered).toArray();
        if (kills == KILLS) {
          hub.terminate();
          break;
        }
        killUnderLoad(hub);
      }
      left = LedgerCopy.of(data, copies);
      assertNothingLost(left);
    }
    try (Stream<Path> piled = Files.list(HubProcess.temporary(data))) {
      assertEquals(List.of(), piled.toList());
    }
    long answers = units.stream().mapToLong(unit -> unit.answers().size()).sum();
    String report = HubProgram.succeed(HubProgram.HUB, "check", "--data", data.toString());
    assertTrue(report.contains("sound"), report);
    assertTrue(answers > 10L * KILLS, () -> "hardly any load; seed " + seed);
    System.out.println(KILLS + " kills, " + answers + " answered taps");
  }

  private void assertNothingLost(LedgerCopy left) {
    for (TappingUnit unit : units) {
      for (long seq : unit.answers().keySet()) {
        TapId tap = new TapId(unit.name(), BOOT, seq);
        assertTrue(left.taps().contains(tap), () -> "lost: " + tap + ", seed " + seed);
      }
    }
  }

  private String tap(long seq, int firstSeat, CardKey key) {
    int seat;
    int person;
    synchronized (random) {
      seat = 1 + firstSeat + random.nextInt(10);
      person = 1 + random.nextInt(TestCity.PEOPLE);
    }
    return ForeignUnit.payload(
            seq,
            "seat:" + TestCity.seat(seat),
            key.digest(CardId.parse(TestCity.card(person))),
            "felica",
            Instant.now(),
            "synced")
        .replace("foreign.1", BOOT);
  }

  private static long lastAnswered(TappingUnit unit) {
    return unit.answers().keySet().stream().mapToLong(seq -> seq).max().orElse(0);
  }

  /** The moment of the kill: after so many answers, or so many milliseconds. */
  private void killUnderLoad(HubProcess hub) throws InterruptedException {
    CountDownLatch enough = new CountDownLatch(1 + random.nextInt(400));
    long most = 50L + random.nextInt(800);
    List<MqttSession> sessions = new ArrayList<>();
    try {
      for (TappingUnit unit : units) {
        sessions.add(unit.load(hub.mqttPort(), threads, enough));
      }
      var _ = enough.await(most, TimeUnit.MILLISECONDS);
      hub.kill();
    } finally {
      sessions.forEach(MqttSession::close);
    }
  }

  /** A new hub on the same data gives the same answers, and shows the claims that were on disk. */
  private void askAgain(HubProcess hub, long[] before, LedgerCopy left)
      throws IOException, InterruptedException {
    for (int i = 0; i < units.size(); i++) {
      TappingUnit unit = units.get(i);
      long after = before[i];
      assertEquals(
          new TreeMap<>(unit.answers()).tailMap(after, false),
          new TreeMap<>(unit.again(hub.mqttPort(), threads, after)),
          () -> unit.name() + ", seed " + seed);
    }
    for (JsonNode seat : hub.web().get("/api/v1/offices/open/seats")) {
      SeatId id = new SeatId("open", seat.get("seat").asString());
      // A unit of which nothing was answered had nothing to send again: its seats are unknown.
      Set<String> right =
          left.claims().containsKey(id) ? Set.of("claimed", "unknown") : Set.of("free", "unknown");
      assertTrue(right.contains(seat.get("state").asString()), () -> seat + ", seed " + seed);
    }
  }
}
