package city.seki.edge.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.bundle.SoftwareVersion;
import city.seki.config.bundle.UpdatePath;
import city.seki.config.wire.BundleStepMessage;
import city.seki.config.wire.Sha256;
import city.seki.edge.piece.PieceSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A unit that was off for months goes through the versions between by itself. */
class ChainTest {
  private static final int SIZE = 70_000;
  private static final Release TWO = release("0.2.0", "0.1.0");
  private static final Release THREE = release("0.3.0", "0.2.0");
  private static final Release FOUR = release("0.4.0", "0.3.0");

  private final MemoryDisk disk = new MemoryDisk(1);
  private final List<String> ran = new ArrayList<>();

  private static Release release(String version, String from) {
    return Release.of(version, from, false, Release.DATA, SIZE, Release.KEY);
  }

  /** A hub that has those. */
  private record Hub(List<Release> releases) implements PieceSource {
    @Override
    public byte[] piece(Sha256 whole, long offset, int length)
        throws IOException, InterruptedException {
      for (Release release : releases) {
        if (release.name.equals(whole)) {
          return release.source().piece(whole, offset, length);
        }
      }
      throw new Nowhere("not here");
    }

    @Override
    public Optional<BundleStepMessage> step(Sha256 goal, String running) {
      for (Release wanted : releases) {
        if (wanted.name.equals(goal)
            && UpdatePath.next(
                    SoftwareVersion.parse(running),
                    wanted.version(),
                    releases.stream().map(release -> release.head.manifest()).toList())
                instanceof UpdatePath.Step.Take(var next)) {
          return releases.stream()
              .filter(release -> release.head.manifest().equals(next))
              .map(it -> new BundleStepMessage(it.version().toString(), it.name, it.bundle.length))
              .findFirst();
        }
      }
      return Optional.empty();
    }
  }

  private Updater live(Release wanted, Hub hub) throws IOException, InterruptedException {
    while (ran.size() < 9) {
      Running running = new Starts(disk).start();
      ran.add(running.version().toString());
      Updater updater = Updater.open(new Slots(disk, Release.KEYS), running, 0);
      updater.want(wanted.wish());
      updater.hubAnswered();
      Updater.Outcome outcome = updater.step(hub, 60_000);
      while (outcome == Updater.Outcome.GO_ON) {
        outcome = updater.step(hub, 60_000);
      }
      if (outcome == Updater.Outcome.REST) {
        return updater;
      }
    }
    throw new AssertionError("it is started again and again: " + ran);
  }

  @Test
  void it_takes_one_after_the_other() throws Exception {
    Updater end = live(FOUR, new Hub(List.of(TWO, THREE, FOUR)));
    assertEquals(List.of("0.1.0", "0.2.0", "0.3.0", "0.4.0"), ran);
    assertEquals("running", end.report(60_000).state().word());
  }

  @Test
  void without_the_version_between_it_says_so_and_stays() throws Exception {
    Updater end = live(FOUR, new Hub(List.of(TWO, FOUR)));
    assertEquals(List.of("0.1.0"), ran);
    assertEquals("too-far", end.report(60_000).reason());
    assertEquals("0.4.0", end.report(60_000).wanted());
  }

  @Test
  void it_goes_on_with_the_step_when_the_same_wish_is_told_again() throws Exception {
    Hub hub = new Hub(List.of(TWO, THREE, FOUR));
    Updater updater = Updater.open(new Slots(disk, Release.KEYS), new Starts(disk).start(), 0);
    updater.want(FOUR.wish());
    for (int step = 0; step < 4; step++) {
      assertEquals(Updater.Outcome.GO_ON, updater.step(hub, 0));
    }
    int changes = disk.changes;
    updater.want(FOUR.wish());
    assertEquals(Updater.Outcome.GO_ON, updater.step(hub, 0));
    assertTrue(disk.changes - changes <= 1, "it began anew");
  }
}
