package city.seki.edge.agent;

import city.seki.config.model.ReaderName;
import city.seki.edge.light.Signal;

/** Who looks on while an agent works. Told by the agent's thread; returns at once. */
public interface Onlooker {
  /** The floor is another than before. */
  default void floor(FloorNow floor) {}

  /** The light of a kiosk answers that; also when it answers the same once more. */
  default void said(ReaderName.Kiosk kiosk, Said said) {}

  /** The light of a kiosk says that until it says something else. */
  default void rests(ReaderName.Kiosk kiosk, Signal signal) {}

  /** Nobody. */
  static Onlooker none() {
    return new Onlooker() {};
  }
}
