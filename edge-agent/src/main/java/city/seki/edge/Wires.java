package city.seki.edge;

import city.seki.config.model.RoomDevice;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Wiring;
import city.seki.edge.av.Device;
import city.seki.edge.av.Secret;
import city.seki.edge.bus.BusFault;
import city.seki.edge.card.CardReader;
import city.seki.edge.light.Lamp;
import city.seki.edge.presence.Sensor;
import org.jspecify.annotations.Nullable;

/** What a unit's wires lead to: real devices, or emulated ones. */
public interface Wires {
  /**
   * The driver of that reader, not yet opened.
   *
   * @throws IllegalArgumentException if the wiring names no reader; the message says what it should
   */
  CardReader reader(Wiring wiring);

  /**
   * The driver of that sensor, not yet opened.
   *
   * @throws IllegalArgumentException if the wiring names none
   */
  Sensor sensor(SensorWiring wiring);

  /**
   * The driver of that device; it has not touched the network yet.
   *
   * @param secret what the device wants to know, null if the unit has no secret for it
   * @throws IllegalArgumentException if the address names none
   */
  Device device(RoomDevice device, @Nullable Secret secret);

  /**
   * Takes an output pin that nothing uses yet, and lets go of it again.
   *
   * @throws BusFault if it cannot be had
   */
  default void tryOutput(int pin) throws BusFault {}

  /**
   * As {@link #lamp}, for whoever has to know that there is light.
   *
   * @throws BusFault if its pins cannot be had
   */
  default Lamp open(Wiring wiring) throws BusFault {
    return lamp(wiring);
  }

  /** The light beside that reader, dark; {@link Lamp#none} where there is none. */
  Lamp lamp(Wiring wiring);
}
