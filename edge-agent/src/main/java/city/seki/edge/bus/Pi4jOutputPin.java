package city.seki.edge.bus;

import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;

/** A pin of the GPIO chip; Pi4J puts it low when it is released. */
final class Pi4jOutputPin implements OutputPin {
  private final String name;
  private final DigitalOutput output;
  private final Runnable release;

  Pi4jOutputPin(String name, DigitalOutput output, Runnable release) {
    this.name = name;
    this.output = output;
    this.release = release;
  }

  @Override
  public void set(boolean high) throws BusFault {
    Pi4jFaults.translated(name, () -> output.state(DigitalState.getState(high)));
  }

  @Override
  public void close() {
    release.run();
  }
}
