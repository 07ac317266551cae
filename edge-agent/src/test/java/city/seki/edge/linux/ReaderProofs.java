package city.seki.edge.linux;

import city.seki.config.wire.CardTech;
import city.seki.edge.bus.Pi4jBuses;
import city.seki.edge.card.Card;
import city.seki.edge.card.Field;
import city.seki.edge.card.Pace;
import city.seki.edge.card.ReaderEvent;
import city.seki.edge.card.ReaderFault;
import city.seki.edge.card.ReaderWatch;
import city.seki.edge.card.emulated.EmulatedCard;
import city.seki.edge.card.emulated.EmulatedPn532;
import city.seki.edge.card.emulated.Pn532Wires;
import city.seki.edge.card.pn532.Pn532Reader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The PN532 on I2C, through its production driver. */
final class ReaderProofs {
  private static final int ADDRESS = Pn532Reader.I2C_ADDRESS;
  private static final int NO_BUS = 7;
  private static final String IDM = "011603005B1BD402";
  private static final String UID = "04416D412B0289";
  private static final int ROUNDS = 3;

  private final Proofs proofs;
  private final AnsweredBus bus;
  private final Pi4jBuses buses;
  private final EmulatedPn532 chip = new EmulatedPn532();
  private final Pace pace = Pace.real();

  ReaderProofs(Proofs proofs, AnsweredBus bus, Pi4jBuses buses) {
    this.proofs = proofs;
    this.bus = bus;
    this.buses = buses;
  }

  void all() {
    proofs.prove("a PN532 reads FeliCa and ISO 14443 A cards", this::readsCards);
    proofs.prove("a PN532 that is not there times out", this::notThere);
    proofs.prove("a PN532 on a bus that does not exist is gone", this::noBus);
    proofs.prove("a PN532 that vanishes and returns reads on", this::vanishes);
  }

  private Pn532Reader reader(int number) {
    return Pn532Reader.i2c(buses, number, ADDRESS, pace);
  }

  private void readsCards() throws ReaderFault {
    bus.attach(ADDRESS, Pn532Wires.i2c(chip));
    try (Pn532Reader reader = reader(AnsweredBus.NUMBER)) {
      Proofs.same("1.6", reader.open(), "firmware");
      Proofs.same(new Field.Empty(), reader.poll(), "without a card");
      assertRead(reader, EmulatedCard.felica(IDM), new Card(CardTech.FELICA, IDM));
      assertRead(reader, EmulatedCard.typeA(UID), new Card(CardTech.ISO14443A, UID));
      Proofs.same(new Field.Empty(), reader.poll(), "after the cards");
    }
    bus.detach(ADDRESS);
  }

  private void assertRead(Pn532Reader reader, EmulatedCard card, Card expected) throws ReaderFault {
    chip.lay(card);
    long start = pace.nanos();
    Proofs.same(new Field.Present(expected), reader.poll(), "with a card");
    long millis = TimeUnit.NANOSECONDS.toMillis(pace.nanos() - start);
    System.out.println("        " + expected + " read in " + millis + " ms");
    chip.lift(card);
  }

  private void notThere() {
    assertFault(ReaderFault.Cause.TIMEOUT, AnsweredBus.NUMBER);
  }

  private void noBus() {
    assertFault(ReaderFault.Cause.GONE, NO_BUS);
  }

  private void assertFault(ReaderFault.Cause expected, int number) {
    try (Pn532Reader reader = reader(number)) {
      var _ = reader.open();
    } catch (ReaderFault fault) {
      System.out.println("        " + fault.reason() + ": " + fault.getMessage());
      Proofs.same(expected, fault.reason(), "bus " + number);
      return;
    }
    throw new AssertionError("a reader that is not there was opened");
  }

  private void vanishes() throws InterruptedException {
    BlockingQueue<ReaderEvent> events = new LinkedBlockingQueue<>();
    bus.attach(ADDRESS, Pn532Wires.i2c(chip));
    ReaderWatch watch = new ReaderWatch(reader(AnsweredBus.NUMBER), pace, events::add);
    Thread watching = Thread.ofPlatform().start(watch::run);
    EmulatedCard card = EmulatedCard.felica(IDM);
    for (int round = 1; round <= ROUNDS; round++) {
      next(ReaderEvent.Ready.class, events, round);
      chip.lay(card);
      next(ReaderEvent.CardSeen.class, events, round);
      chip.lift(card);
      next(ReaderEvent.CardGone.class, events, round);
      bus.detach(ADDRESS);
      chip.powerCycle();
      next(ReaderEvent.Fault.class, events, round);
      bus.attach(ADDRESS, Pn532Wires.i2c(chip));
    }
    watch.close();
    watching.join();
    bus.detach(ADDRESS);
  }

  private static void next(
      Class<? extends ReaderEvent> expected, BlockingQueue<ReaderEvent> events, int round)
      throws InterruptedException {
    ReaderEvent event = events.poll(20, TimeUnit.SECONDS);
    if (!expected.isInstance(event)) {
      throw new AssertionError(
          "round " + round + ": expected " + expected.getSimpleName() + ", came " + event);
    }
  }
}
