package city.seki.edge.card.pn532;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.seki.edge.bus.TtyLine;
import city.seki.edge.card.Pace;
import city.seki.edge.card.ReaderEvent;
import city.seki.edge.card.ReaderFault;
import city.seki.edge.card.ReaderWatch;
import city.seki.edge.card.emulated.EmulatedCard;
import city.seki.edge.card.emulated.EmulatedPn532;
import city.seki.edge.card.emulated.Pn532Wires;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver through jSerialComm on a real terminal that comes and goes. */
class TtyReaderIT {
  private static final int ROUNDS = 100;

  @TempDir Path folder;
  private final BlockingQueue<ReaderEvent> events = new LinkedBlockingQueue<>();

  @Test
  void a_terminal_that_vanishes_and_returns_a_hundred_times_reads_on() throws Exception {
    Pn532Reader reader = Pn532Reader.hsu(folder.resolve("host").toString(), new HurriedPace(1));
    ReaderWatch watch = new ReaderWatch(reader, new HurriedPace(1), events::add);
    Thread watching = Thread.ofPlatform().start(watch::run);
    next(ReaderEvent.Fault.class, 0);
    for (int round = 1; round <= ROUNDS; round++) {
      try (PtyPair ptys = new PtyPair(folder)) {
        EmulatedPn532 chip = new EmulatedPn532();
        TtyLine line = TtyLine.open(ptys.device.toString(), HsuTransport.BAUD);
        Thread serving = Thread.ofPlatform().daemon().start(() -> Pn532Wires.serve(chip, line));
        next(ReaderEvent.Ready.class, round);
        EmulatedCard card = EmulatedCard.felica("011603005B1BD402");
        chip.lay(card);
        next(ReaderEvent.CardSeen.class, round);
        chip.lift(card);
        next(ReaderEvent.CardGone.class, round);
        ptys.close();
        serving.join();
        line.close();
      }
      next(ReaderEvent.Fault.class, round);
    }
    watch.close();
    watching.join();
  }

  @Test
  void a_terminal_that_does_not_exist_is_gone() {
    Pn532Reader reader = Pn532Reader.hsu(folder.resolve("none").toString(), Pace.real());
    ReaderFault fault = assertThrows(ReaderFault.class, reader::open);
    assertEquals(ReaderFault.Cause.GONE, fault.reason());
  }

  @Test
  void a_terminal_without_a_reader_times_out() throws Exception {
    try (PtyPair ptys = new PtyPair(folder);
        Pn532Reader reader = Pn532Reader.hsu(ptys.host.toString(), Pace.real())) {
      ReaderFault fault = assertThrows(ReaderFault.class, reader::open);
      assertEquals(ReaderFault.Cause.TIMEOUT, fault.reason());
    }
  }

  private void next(Class<? extends ReaderEvent> expected, int round) throws InterruptedException {
    ReaderEvent event = events.poll(20, TimeUnit.SECONDS);
    assertNotNull(event, () -> "no " + expected.getSimpleName() + " in round " + round);
    assertInstanceOf(expected, event, () -> "round " + round);
  }
}
