package city.seki.edge.card.pn532;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import city.seki.edge.card.ReaderEvent;
import city.seki.edge.card.ReaderWatch;
import city.seki.edge.card.emulated.EmulatedCard;
import city.seki.edge.card.pn532.Bench.Wire;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A reader is pulled out and put back a hundred times; each time it reads cards again by itself.
 */
class VanishingReaderTest {
  private final BlockingQueue<ReaderEvent> events = new LinkedBlockingQueue<>();

  @ParameterizedTest
  @EnumSource
  void a_reader_that_vanishes_and_returns_a_hundred_times_reads_on(Wire wire) throws Exception {
    try (Bench bench = new Bench(wire)) {
      ReaderWatch watch = new ReaderWatch(bench.reader, new HurriedPace(1), events::add);
      Thread watching = Thread.ofPlatform().start(watch::run);
      EmulatedCard card = EmulatedCard.felica("011603005B1BD402");
      for (int round = 1; round <= 100; round++) {
        next(ReaderEvent.Ready.class, round);
        bench.chip.lay(card);
        next(ReaderEvent.CardSeen.class, round);
        bench.chip.lift(card);
        next(ReaderEvent.CardGone.class, round);
        bench.vanish();
        next(ReaderEvent.Fault.class, round);
        bench.comeBack();
      }
      watch.close();
      watching.join();
    }
  }

  private void next(Class<? extends ReaderEvent> expected, int round) throws InterruptedException {
    ReaderEvent event = events.poll(20, TimeUnit.SECONDS);
    assertNotNull(event, () -> "no " + expected.getSimpleName() + " in round " + round);
    assertInstanceOf(expected, event, () -> "round " + round);
  }
}
