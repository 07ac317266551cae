package city.seki.edge;

import city.seki.config.model.Wiring;
import city.seki.edge.card.CardReader;
import city.seki.edge.light.Lamp;

/** What a unit's wires lead to: real devices, or emulated ones. */
public interface Wires {
  /**
   * The driver of that reader, not yet opened.
   *
   * @throws IllegalArgumentException if the wiring names no reader; the message says what it should
   */
  CardReader reader(Wiring wiring);

  /** The light beside that reader, dark; {@link Lamp#none} where there is none. */
  Lamp lamp(Wiring wiring);
}
