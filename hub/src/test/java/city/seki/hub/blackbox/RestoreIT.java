package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.link.LinkThreads;
import city.seki.config.link.MqttSession;
import city.seki.config.wire.CardId;
import city.seki.config.wire.CardKey;
import city.seki.provisioning.CardKeyFile;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * README's way back from a disaster: a backup of a hub under load, the hub killed, its disk gone,
 * the backup unpacked and served. Whatever was answered before the backup began gets the same
 * answer; what came later, and is delivered again, is decided anew.
 */
@Timeout(180)
class RestoreIT {
  private static final int SEATS = 10;

  @TempDir private Path folder;
  private final LinkThreads threads = LinkThreads.platform("tapping");

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void a_backup_under_load_is_restored_and_knows_all_that_was_answered_before_it()
      throws Exception {
    Path data = folder.resolve("data");
    Path zip = folder.resolve("backup.zip");
    TestCity.make(data, Instant.now(), SEATS, "pcsc:%s", SEATS);
    CardKey key = CardKeyFile.load(data);
    TappingUnit unit = new TappingUnit(TestCity.unit(0), seq -> tap(seq, key));
    Map<Long, String> before;
    try (HubProcess hub = new HubProcess(data, 0, 0)) {
      CountDownLatch some = new CountDownLatch(200);
      CountDownLatch more = new CountDownLatch(400);
      try (MqttSession session = unit.load(hub.mqttPort(), threads, counting(some, more))) {
        assertTrue(some.await(60, TimeUnit.SECONDS), "no load");
        before = new HashMap<>(unit.answers());
        HubProgram.succeed(
            HubProgram.HUB, "backup", "--data", data.toString(), "--to", zip.toString());
        String atWork = HubProgram.succeed(HubProgram.HUB, "check", "--data", data.toString());
        assertTrue(atWork.contains("ledger.db: sound"), atWork);
        assertTrue(more.await(60, TimeUnit.SECONDS), "the load stopped during the backup");
        hub.kill();
      }
    }

    Path restored = unpack(zip);
    String report = HubProgram.succeed(HubProgram.HUB, "check", "--data", restored.toString());
    assertTrue(
        report.contains("ledger.db: sound") && report.contains("card-k1.key: sound"), report);
    try (HubProcess hub = new HubProcess(restored, 0, 0)) {
      assertTrue(
          hub.errors().toString().contains("Units that were shut out since then are let in again"),
          () -> hub.errors().toString());
      assertMissesWhatIsLost(hub, unit);
      Map<Long, String> again = unit.again(hub.mqttPort(), threads, 0);
      assertEquals(unit.answers().keySet(), again.keySet());
      before.forEach((seq, answer) -> assertEquals(answer, again.get(seq)));
      hub.terminate();
    }
    report = HubProgram.succeed(HubProgram.HUB, "check", "--data", restored.toString());
    assertTrue(report.contains("ledger.db: sound"), report);
  }

  /** The unit goes on where it was; what came after the backup is missed at the restored hub. */
  private void assertMissesWhatIsLost(HubProcess hub, TappingUnit unit) throws Exception {
    CountDownLatch later = new CountDownLatch(150);
    try (MqttSession _ = unit.load(hub.mqttPort(), threads, later)) {
      assertTrue(later.await(60, TimeUnit.SECONDS), "no load");
      Await.until(
          "an alert names the taps that were lost",
          () -> hub.web().get("/api/v1/alerts").toString().contains("never came"));
    }
  }

  /** Counts down the first, then the second. */
  private static CountDownLatch counting(CountDownLatch some, CountDownLatch more) {
    return new CountDownLatch(0) {
      @Override
      public void countDown() {
        some.countDown();
        more.countDown();
      }
    };
  }

  private static String tap(long seq, CardKey key) {
    return ForeignUnit.payload(
        seq,
        "seat:" + TestCity.seat((int) (1 + seq % SEATS)),
        key.digest(CardId.parse(TestCity.card((int) (1 + seq * 7 % TestCity.PEOPLE)))),
        "felica",
        Instant.now(),
        "synced");
  }

  /** As README says: with {@code umask 077} into a new directory. */
  private Path unpack(Path zip) throws Exception {
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(zip)));
    Path restored = Files.createDirectory(folder.resolve("restored"));
    Process umask =
        new ProcessBuilder(
                "sh",
                "-c",
                "umask 077 && cd \"$1\" && exec \"$2\" xf \"$3\"",
                "sh",
                restored.toString(),
                Path.of(System.getProperty("java.home"), "bin", "jar").toString(),
                zip.toString())
            .inheritIO()
            .start();
    assertEquals(0, umask.waitFor());
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        assertTrue(Files.exists(restored.resolve(entry.getName())), entry.getName());
      }
    }
    try (Stream<Path> files = Files.walk(restored).filter(Files::isRegularFile)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    return restored;
  }
}
