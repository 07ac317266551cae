package city.seki.edge;

import city.seki.config.model.Wiring;
import city.seki.config.model.Wiring.LightPins;
import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.OutputPin;
import city.seki.edge.bus.Pi4jBuses;
import city.seki.edge.card.CardReader;
import city.seki.edge.card.ReaderSpec;
import city.seki.edge.light.GpioLamp;
import city.seki.edge.light.Lamp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tinylog.Logger;

/** The wires of one machine, real or emulated. Pi4J is touched only where pins are wired. */
public final class MachineWires implements Wires {
  private final Function<ReaderSpec, CardReader> drivers;
  private final Pi4jBuses buses;

  /**
   * @param drivers makes the driver for a reader, not yet opened
   */
  public MachineWires(Function<ReaderSpec, CardReader> drivers, Pi4jBuses buses) {
    this.drivers = drivers;
    this.buses = buses;
  }

  @Override
  public CardReader reader(Wiring wiring) {
    return drivers.apply(ReaderSpec.parse(wiring.device()));
  }

  /** A light whose pins cannot be had is told and left out: a tap is worth more than its light. */
  @Override
  public Lamp lamp(Wiring wiring) {
    try {
      return open(wiring);
    } catch (BusFault fault) {
      Logger.error("light of {} stays dark: {}", wiring.name(), fault.getMessage());
      return Lamp.none();
    }
  }

  /**
   * As {@link #lamp}.
   *
   * @throws BusFault if its pins cannot be had
   */
  Lamp open(Wiring wiring) throws BusFault {
    LightPins pins = wiring.light();
    if (pins == null) {
      return Lamp.none();
    }
    List<OutputPin> opened = new ArrayList<>();
    try {
      Integer buzzer = pins.buzzer();
      return new GpioLamp(
          output(pins.red(), opened),
          output(pins.green(), opened),
          output(pins.blue(), opened),
          buzzer == null ? null : output(buzzer, opened),
          fault -> Logger.error("light of {}: {}", wiring.name(), fault.getMessage()));
    } catch (BusFault fault) {
      opened.forEach(OutputPin::close);
      throw fault;
    }
  }

  private OutputPin output(int pin, List<OutputPin> opened) throws BusFault {
    OutputPin output = buses.output(pin);
    opened.add(output);
    return output;
  }
}
