package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.provisioning.unit.EstAnswer;
import city.seki.provisioning.unit.EstClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the built hub while units ask for their first certificates, over CoAPs and
 * HTTPS: whoever was given one is on record with it, nobody gets a second one, and a claim that was
 * used stays used. {@code -Dseki.kills=50} for more than two.
 */
@Timeout(3_600)
class EnrolKilledIT {
  private static final int KILLS = Integer.getInteger("seki.kills", 2);

  /** How many ask at the moment of each kill. */
  private static final int CROWD = 8;

  private static final int LONGEST_MILLIS = 1_500;

  @TempDir private Path folder;
  private final long seed = Long.getLong("seki.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final ExecutorService asking =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
  private int answeredBefore;

  @Test
  void nobody_gets_two_certificates_none_is_lost_and_claims_count_once_whenever_the_hub_is_killed()
      throws Exception {
    System.out.println("seed " + seed);
    int count = KILLS * CROWD;
    try (SecureCity city = new SecureCity(folder, count, 1)) {
      List<String> units = IntStream.range(0, count).mapToObj(TestCity::unit).toList();
      Path claims = city.claims(units);
      List<Newcomer> all = new ArrayList<>();
      for (int kill = 0; kill < KILLS; kill++) {
        List<Newcomer> crowd =
            units.subList(kill * CROWD, (kill + 1) * CROWD).stream()
                .map(unit -> Newcomer.of(unit, claims.resolve(unit), new SecureRandom()))
                .toList();
        killWhileTheyAsk(city, crowd);
        city.serveAgain();
        everybodyIsGivenTheSame(crowd);
        all.addAll(crowd);
      }
      everybodyIsLetInByIt(all);
      city.terminate();
      compare(city, all);
      System.out.printf("%d kills; %d of %d were answered before%n", KILLS, answeredBefore, count);
    } finally {
      asking.shutdownNow();
    }
  }

  private static String scheme(Newcomer each) {
    return each.unit().hashCode() % 2 == 0 ? "coaps" : "https";
  }

  /** The moment of the kill: after so many answers, or so many milliseconds. */
  private void killWhileTheyAsk(SecureCity city, List<Newcomer> crowd) throws Exception {
    CountDownLatch enough = new CountDownLatch(1 + random.nextInt(CROWD));
    List<Future<?>> all = new ArrayList<>();
    for (Newcomer each : crowd) {
      all.add(
          asking.submit(
              () -> {
                if (each.ask(scheme(each)) instanceof EstAnswer.Certificates) {
                  enough.countDown();
                }
              }));
    }
    var _ = enough.await(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
    city.kill();
    for (Future<?> each : all) {
      each.get();
    }
    answeredBefore += (int) crowd.stream().filter(each -> each.identity() != null).count();
  }

  /** {@link Newcomer} compares what it is given with what it was given. */
  private void everybodyIsGivenTheSame(List<Newcomer> crowd) {
    for (Newcomer each : crowd) {
      for (String scheme : List.of("https", "coaps")) {
        assertInstanceOf(
            EstAnswer.Certificates.class, each.ask(scheme), () -> each.unit() + ", seed " + seed);
      }
    }
    Newcomer robbed = crowd.get(random.nextInt(CROWD));
    assertEquals(
        new EstAnswer.Refused("claim-used"),
        robbed.thief(new SecureRandom()).ask("https"),
        () -> robbed.unit() + ", seed " + seed);
  }

  private void everybodyIsLetInByIt(List<Newcomer> all) {
    for (Newcomer each : all) {
      try (EstClient client = each.asUnit("https")) {
        assertInstanceOf(
            EstAnswer.StartDocument.class,
            client.startDocument(),
            () -> each.unit() + ", seed " + seed);
      }
    }
  }

  /** What is on record is what they have, one for each. */
  private void compare(SecureCity city, List<Newcomer> all) throws Exception {
    Map<String, String> issued = new HashMap<>();
    Set<String> serials = new HashSet<>();
    try (Connection db =
            DriverManager.getConnection("jdbc:sqlite:" + city.data().resolve("enrol.db"));
        Statement query = db.createStatement();
        ResultSet row =
            query.executeQuery(
                "SELECT body ->> 'unit', body ->> 'certificate', body ->> 'serial' FROM event"
                    + " WHERE kind = 'issued'")) {
      while (row.next()) {
        String unit = row.getString(1);
        String before = issued.put(unit, row.getString(2));
        assertTrue(before == null, () -> unit + " has two certificates, seed " + seed);
        assertTrue(serials.add(row.getString(3)), () -> "a number twice, seed " + seed);
      }
    }
    assertEquals(all.size(), issued.size(), () -> "seed " + seed);
    for (Newcomer each : all) {
      assertNotNull(each.identity());
      byte[] given = Newcomer.der(Objects.requireNonNull(each.identity()).certificate());
      assertEquals(Base64.getEncoder().encodeToString(given), issued.get(each.unit()));
    }
    String report = HubProgram.succeed(HubProgram.HUB, "check", "--data", city.data().toString());
    assertTrue(report.contains("sound"), report);
  }
}
