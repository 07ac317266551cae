package city.seki.edge.light;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.OutputPin;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A red-green-blue light and a buzzer on output pins. A pin is written only when it changes; a pin
 * that fails is told once and tried again at its next change.
 */
public final class GpioLamp implements Lamp {
  private final OutputPin red;
  private final OutputPin green;
  private final OutputPin blue;
  private final @Nullable OutputPin buzzer;
  private final Consumer<BusFault> faults;
  private Pins pins = Pins.DARK;
  private boolean failing;

  /**
   * @param buzzer null where there is none
   * @param faults hears the first fault of a series
   */
  public GpioLamp(
      OutputPin red,
      OutputPin green,
      OutputPin blue,
      @Nullable OutputPin buzzer,
      Consumer<BusFault> faults) {
    this.red = red;
    this.green = green;
    this.blue = blue;
    this.buzzer = buzzer;
    this.faults = faults;
  }

  @Override
  public void show(Signal signal, Pins wanted) {
    Pins before = pins;
    pins = wanted;
    try {
      write(red, before.red(), wanted.red());
      write(green, before.green(), wanted.green());
      write(blue, before.blue(), wanted.blue());
      if (buzzer != null) {
        write(buzzer, before.buzzer(), wanted.buzzer());
      }
      failing = false;
    } catch (BusFault fault) {
      if (!failing) {
        faults.accept(fault);
      }
      failing = true;
    }
  }

  private static void write(OutputPin pin, boolean before, boolean wanted) throws BusFault {
    if (before != wanted) {
      pin.set(wanted);
    }
  }

  /** Dark. */
  @Override
  public void close() {
    red.close();
    green.close();
    blue.close();
    if (buzzer != null) {
      buzzer.close();
    }
  }
}
