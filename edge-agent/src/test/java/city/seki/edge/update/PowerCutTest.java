package city.seki.edge.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.bundle.BundleManifest;
import city.seki.config.bundle.SoftwareVersion;
import city.seki.edge.piece.PieceSource;
import java.io.IOException;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * An update that is interrupted at any byte, or at any step by a power cut, ends in the old or the
 * new version, never in neither.
 */
class PowerCutTest {
  private static final long SEED = Long.getLong("seki.seed", 20261129);
  private static final int PIECE = BundleManifest.PIECE;
  private static final Release OLD = Release.of("0.2.0", PIECE + 7);
  private static final Release NEW = Release.of("0.3.0", 3 * PIECE + 1_234);

  /** Who decides whether a version is well. */
  private interface Health {
    void live(Updater updater);
  }

  private static final Health WELL =
      updater -> {
        updater.hubAnswered();
        updater.readerReady("seat:A-01");
      };

  private static final Health SICK = updater -> updater.readerReady("seat:A-01");

  /** A unit that lives, is started again when it wants to be, and gets what is wanted. */
  private static Running live(MemoryDisk disk, Release wanted, PieceSource source, Health health)
      throws IOException, InterruptedException {
    for (int runs = 0; runs < 20; runs++) {
      Running running = new Starts(disk).start();
      Updater updater = Updater.open(new Slots(disk, Release.KEYS), running, 0);
      updater.want(wanted.wish());
      boolean isTried = updater.boot().trial() != null;
      if (!isTried || !running.version().equals(wanted.version())) {
        WELL.live(updater);
      } else {
        health.live(updater);
      }
      if (settle(updater, source)) {
        return running;
      }
    }
    throw new AssertionError("it is started again and again");
  }

  /** Until there is nothing left to do; false if it wants to be started again. */
  private static boolean settle(Updater updater, PieceSource source)
      throws IOException, InterruptedException {
    Updater.Outcome outcome = updater.step(source, 60_000);
    while (outcome == Updater.Outcome.GO_ON || updater.boot().trial() != null) {
      if (outcome == Updater.Outcome.RESTART) {
        return false;
      }
      outcome = updater.step(source, outcome == Updater.Outcome.GO_ON ? 60_000 : 600_000);
    }
    return outcome == Updater.Outcome.REST;
  }

  /** A disk on which the old version is current, in slot a. */
  private static MemoryDisk disk(long seed) throws IOException, InterruptedException {
    MemoryDisk disk = new MemoryDisk(seed);
    Running running = live(disk, OLD, OLD.source(), WELL);
    assertEquals(OLD.version(), running.version());
    assertEquals(Slot.A, running.slot());
    return disk;
  }

  @Test
  void an_update_leads_to_the_new_version_and_writes_it_once()
      throws IOException, InterruptedException {
    MemoryDisk disk = disk(SEED);
    Running running = live(disk, NEW, NEW.source(), WELL);
    assertEquals(NEW.version(), running.version());
    assertEquals(Slot.B, running.slot());
    Boot boot = new Slots(disk, Release.KEYS).boot();
    assertEquals(Slot.B, boot.current());
    assertEquals(NEW.version(), boot.floor());
    assertNull(boot.trial());
  }

  @Test
  void the_power_may_go_at_any_change_of_the_disk() throws IOException, InterruptedException {
    assertTrue(cuts(WELL, NEW.version()) > 24);
  }

  @Test
  void a_version_that_is_not_well_is_left_wherever_the_power_goes()
      throws IOException, InterruptedException {
    assertTrue(cuts(SICK, OLD.version()) > 24);
  }

  private static int cuts(Health health, SoftwareVersion expected)
      throws IOException, InterruptedException {
    Set<SoftwareVersion> either = Set.of(OLD.version(), NEW.version());
    for (int moment = 0; ; moment++) {
      String what = "seed " + SEED + ", power cut " + moment;
      MemoryDisk disk = disk(SEED + moment);
      disk.cutAt(moment);
      try {
        Running end = live(disk, NEW, NEW.source(), health);
        assertEquals(expected, end.version(), "without a cut");
        return moment;
      } catch (MemoryDisk.PowerCut e) {
        disk.neverCut();
      }
      Running after = new Starts(disk).start();
      assertTrue(either.contains(after.version()), what);
      Running end = live(disk, NEW, NEW.source(), health);
      // Three starts may all have been lost to the power: then the old one is right.
      assertTrue(end.version().equals(expected) || end.version().equals(OLD.version()), what);
      assertNull(new Slots(disk, Release.KEYS).boot().trial(), what);
    }
  }

  /** Two cuts, at any two changes: the second while the first is made good. */
  @Test
  void the_power_may_go_again_while_it_is_made_good() throws IOException, InterruptedException {
    Set<SoftwareVersion> either = Set.of(OLD.version(), NEW.version());
    for (int first = 0; first < 60; first += 3) {
      for (int second = 0; second < 30; second++) {
        MemoryDisk disk = disk(SEED + first);
        for (int moment : new int[] {first, second}) {
          disk.cutAt(moment);
          try {
            var _ = live(disk, NEW, NEW.source(), WELL);
          } catch (MemoryDisk.PowerCut e) {
            assertNotNull(e);
          }
          disk.neverCut();
        }
        Running end = live(disk, NEW, NEW.source(), WELL);
        assertTrue(either.contains(end.version()), "seed " + SEED + ", " + first + ", " + second);
      }
    }
  }

  /** All bytes near the borders of pieces, and of the rest every 509th; all by -Dseki.all. */
  private static IntStream bytes() {
    if (Boolean.getBoolean("seki.all")) {
      return IntStream.rangeClosed(0, NEW.bundle.length);
    }
    IntStream.Builder bytes = IntStream.builder();
    for (int at = 0; at <= NEW.bundle.length; at++) {
      int inPiece = Math.floorMod(at - NEW.head.length(), PIECE);
      if (inPiece < 3 || inPiece > PIECE - 3 || at % 509 == 0 || at > NEW.bundle.length - 3) {
        bytes.add(at);
      }
    }
    return bytes.build();
  }

  @Test
  void the_line_may_be_cut_at_any_byte_and_no_whole_piece_comes_twice() throws Exception {
    for (int at : bytes().toArray()) {
      MemoryDisk disk = disk(SEED);
      long[] fetched = new long[1];
      PieceSource counted = NEW.source(at);
      try {
        var _ = live(disk, NEW, counted, WELL);
        assertTrue(at >= NEW.bundle.length, "it was cut at byte " + at);
      } catch (IOException e) {
        PieceSource rest = NEW.source();
        Running end =
            live(
                disk,
                NEW,
                (whole, offset, length) -> {
                  byte[] some = rest.piece(whole, offset, length);
                  fetched[0] += some.length;
                  return some;
                },
                WELL);
        assertEquals(NEW.version(), end.version(), "cut at byte " + at);
        long lost = Math.max(0L, at - PieceSource.MOST_BYTES) / PIECE * PIECE;
        assertTrue(
            fetched[0] <= NEW.bundle.length - lost + PIECE + PieceSource.MOST_BYTES,
            "cut at byte " + at + ": " + fetched[0] + " bytes were fetched again");
      }
    }
  }

  @Test
  void a_version_that_crashes_before_its_first_line_comes_back_by_the_count_of_its_starts()
      throws IOException, InterruptedException {
    MemoryDisk disk = disk(SEED);
    Running running = new Starts(disk).start();
    Updater updater = Updater.open(new Slots(disk, Release.KEYS), running, 0);
    updater.want(NEW.wish());
    while (updater.step(NEW.source(), 0) != Updater.Outcome.RESTART) {
      // goes on until it wants to be started again
    }
    assertEquals("trying", updater.report(0).state().word());
    for (int starts = 0; starts < Boot.Trial.STARTS; starts++) {
      assertEquals(NEW.version(), new Starts(disk).start().version(), "start " + starts);
    }
    Running back = new Starts(disk).start();
    assertEquals(OLD.version(), back.version());
    Updater again = Updater.open(new Slots(disk, Release.KEYS), back, 0);
    again.want(NEW.wish());
    assertTrue(settle(again, NEW.source()));
    assertEquals("did-not-start", again.report(0).reason());
    assertEquals("returned", again.report(0).state().word());
  }

  @Test
  void what_goes_bad_in_a_slot_is_not_started_and_comes_anew()
      throws IOException, InterruptedException {
    MemoryDisk disk = disk(SEED);
    byte[] jar = disk.files.get("a/seki-edge.jar");
    assertNotNull(jar);
    jar[5] ^= 1;
    Running running = new Starts(disk).start();
    assertEquals(Slot.FACTORY, running.slot());
    Running end = live(disk, OLD, OLD.source(), WELL);
    assertEquals(OLD.version(), end.version());
    assertEquals(Slot.B, end.slot());
  }
}
