package city.seki.edge;

import city.seki.config.model.ReaderName;
import city.seki.config.model.Wiring;
import city.seki.edge.bus.BusFault;
import city.seki.edge.light.Indicator;
import city.seki.edge.light.Lamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.tinylog.Logger;

/**
 * The lights of one unit. One whose pins cannot be had is told and left out: a tap is worth more
 * than its light.
 */
final class Lights implements AutoCloseable {
  private final List<Lamp> lamps = new ArrayList<>();
  private final SequencedMap<ReaderName, Indicator> indicators = new LinkedHashMap<>();

  /**
   * @param answering is told which of them there are
   */
  Lights(List<Wiring> readers, Wires wires, Answering answering) {
    for (Wiring wiring : readers) {
      Lamp lamp = open(wiring, wires, answering);
      lamps.add(lamp);
      indicators.put(wiring.name(), new Indicator(lamp));
    }
  }

  private static Lamp open(Wiring wiring, Wires wires, Answering answering) {
    try {
      Lamp lamp = wires.open(wiring);
      answering.answers(Answering.light(wiring));
      return lamp;
    } catch (BusFault fault) {
      Logger.error("light of {} stays dark: {}", wiring.name(), fault.getMessage());
      answering.fails(Answering.light(wiring));
      return Lamp.none();
    }
  }

  /** One for each reader, in the order of the wiring. */
  SequencedMap<ReaderName, Indicator> indicators() {
    return indicators;
  }

  /** Dark, and their pins let go of. */
  @Override
  public void close() {
    lamps.forEach(Lamp::close);
  }
}
