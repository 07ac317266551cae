package city.seki.hub.demo;

import city.seki.config.wire.CardTech;
import city.seki.edge.card.Pace;
import city.seki.edge.card.emulated.EmulatedCard;
import city.seki.edge.card.emulated.EmulatedPn532;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** An emulated reader on which one card after the other is laid. Safe for all threads. */
final class DemoReader {
  /** Long enough for some polls of the driver, short enough for a person. */
  private static final Duration LAID = Duration.ofMillis(700);

  /** Long enough for the driver to see that the field is empty. */
  private static final Duration EMPTY = Duration.ofMillis(500);

  private final String office;
  private final String name;
  private final EmulatedPn532 chip;
  private final Pace pace;
  private final ReentrantLock free = new ReentrantLock(true);

  DemoReader(String office, String name, EmulatedPn532 chip, Pace pace) {
    this.office = office;
    this.name = name;
    this.chip = chip;
    this.pace = pace;
  }

  String office() {
    return office;
  }

  /** As in a tap. */
  String name() {
    return name;
  }

  /** Lays the card there and lifts it again; waits its turn if another card lies there. */
  void tap(CardTech tech, String id) throws InterruptedException {
    EmulatedCard card = card(tech, id);
    free.lockInterruptibly();
    try {
      lay(card);
    } finally {
      free.unlock();
    }
  }

  /** The card, and at once a kit's tag; nobody comes between. */
  void borrow(DemoPerson person, CardTech tech, String tag) throws InterruptedException {
    EmulatedCard card = card(person.tech(), person.cardId());
    EmulatedCard kit = card(tech, tag);
    free.lockInterruptibly();
    try {
      lay(card);
      lay(kit);
    } finally {
      free.unlock();
    }
  }

  private void lay(EmulatedCard card) throws InterruptedException {
    chip.lay(card);
    try {
      pace.pause(LAID);
    } finally {
      chip.lift(card);
    }
    pace.pause(EMPTY);
  }

  private static EmulatedCard card(CardTech tech, String id) {
    return switch (tech) {
      case FELICA -> EmulatedCard.felica(id);
      case ISO14443A -> EmulatedCard.typeA(id);
      case ISO14443B -> EmulatedCard.typeB(id);
    };
  }
}
