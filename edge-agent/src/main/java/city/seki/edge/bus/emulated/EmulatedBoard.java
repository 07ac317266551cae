package city.seki.edge.bus.emulated;

import city.seki.edge.bus.Pi4jBuses;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A board with I2C and SPI buses and pins that exist in memory only. Devices may be attached and
 * taken away at any time, from any thread; a device that is not there does not acknowledge on I2C
 * and reads as FF on SPI.
 *
 * <p>One board, with one Pi4J context, can serve many units: give each its own I2C bus number and
 * its own range of pins and chip selects, which need not exist on any real board. (SPI bus numbers
 * are 0 to 6 in Pi4J, and chip selects and pins must be unique over all units.)
 */
public final class EmulatedBoard {
  /** Sees the changes of one pin, in the thread that drives it. */
  @FunctionalInterface
  public interface PinObserver {
    void changed(int pin, boolean high);
  }

  private record Place(int bus, int position) {}

  private final Map<Place, I2cTarget> i2c = new ConcurrentHashMap<>();
  private final Map<Place, SpiTarget> spi = new ConcurrentHashMap<>();
  private final Map<Integer, Boolean> pins = new ConcurrentHashMap<>();
  private final Map<Integer, Boolean> inputs = new ConcurrentHashMap<>();
  private final Map<Integer, EmulatedInputProvider.Pin> listeners = new ConcurrentHashMap<>();
  private final List<PinObserver> observers = new CopyOnWriteArrayList<>();

  /** The production buses over this board; start a Pi4J context of their own when first used. */
  public Pi4jBuses buses() {
    return Pi4jBuses.of(
        () ->
            List.of(
                new EmulatedI2cProvider(this),
                new EmulatedSpiProvider(this),
                new EmulatedOutputProvider(this),
                new EmulatedInputProvider(this)));
  }

  /** Puts an input pin at that level, as what is wired to it does; edges arrive at once. */
  public void setInput(int pin, boolean high) {
    inputs.put(pin, high);
    tellInput(pin);
  }

  /** A cut wire: the pin goes where its own resistor pulls it. */
  public void floatInput(int pin) {
    inputs.remove(pin);
    tellInput(pin);
  }

  private void tellInput(int pin) {
    EmulatedInputProvider.Pin listening = listeners.get(pin);
    if (listening != null) {
      listening.tell();
    }
  }

  public void attachI2c(int bus, int address, I2cTarget device) {
    i2c.put(new Place(bus, address), device);
  }

  public void detachI2c(int bus, int address) {
    i2c.remove(new Place(bus, address));
  }

  public void attachSpi(int bus, int chipSelect, SpiTarget device) {
    spi.put(new Place(bus, chipSelect), device);
  }

  public void detachSpi(int bus, int chipSelect) {
    spi.remove(new Place(bus, chipSelect));
  }

  /** Whether the pin is high; a pin that nobody drives is low. */
  public boolean isHigh(int pin) {
    return pins.getOrDefault(pin, false);
  }

  /** Tells every change of every pin from now on. */
  public void observe(PinObserver observer) {
    observers.add(observer);
  }

  @Nullable I2cTarget i2cTarget(int bus, int address) {
    return i2c.get(new Place(bus, address));
  }

  @Nullable SpiTarget spiTarget(int bus, int chipSelect) {
    return spi.get(new Place(bus, chipSelect));
  }

  /**
   * @param pulledUp where the pin is when nothing is wired to it
   */
  boolean input(int pin, boolean pulledUp) {
    return inputs.getOrDefault(pin, pulledUp);
  }

  void listen(int pin, EmulatedInputProvider.Pin listening) {
    listeners.put(pin, listening);
  }

  void leave(int pin, EmulatedInputProvider.Pin listening) {
    listeners.remove(pin, listening);
  }

  void drive(int pin, boolean high) {
    Boolean before = pins.put(pin, high);
    if (before == null ? high : before != high) {
      observers.forEach(observer -> observer.changed(pin, high));
    }
  }
}
