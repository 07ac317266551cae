package city.seki.edge.bus;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.IO;
import com.pi4j.io.IOType;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.spi.Spi;
import com.pi4j.io.spi.SpiBus;
import com.pi4j.io.spi.SpiMode;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import com.pi4j.plugin.linuxfs.provider.i2c.LinuxFsI2CProvider;
import com.pi4j.plugin.linuxfs.provider.spi.LinuxFsSpiProviderImpl;
import com.pi4j.provider.Provider;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * I2C, SPI and pins through Pi4J. One instance and one Pi4J context per process; both Pi4J and its
 * native libraries are first touched when a wire is opened, so that a unit with a serial reader
 * only does not pay for them. Thread-safe; the wires it gives out are confined each.
 */
public final class Pi4jBuses implements AutoCloseable {
  /** The PN532 takes up to 5 MHz; long ribbon cables do not. */
  private static final int SPI_HERTZ = 1_000_000;

  /** What Pi4J 3.0.4 brings native libraries for. */
  private static final List<String> PROCESSORS = List.of("aarch64", "arm");

  private final Supplier<List<Provider<?, ?, ?>>> providers;
  private final KernelDrivers drivers;
  private @Nullable Context context;

  private Pi4jBuses(Supplier<List<Provider<?, ?, ?>>> providers, KernelDrivers drivers) {
    this.providers = providers;
    this.drivers = drivers;
  }

  /** The wires of this machine: gpiod for pins, linuxfs for I2C and SPI. */
  public static Pi4jBuses ofThisMachine() {
    return new Pi4jBuses(Pi4jBuses::providersOfThisMachine, KernelDrivers.OF_THIS_MACHINE);
  }

  private static List<Provider<?, ?, ?>> providersOfThisMachine() {
    String processor = System.getProperty("os.arch", "unknown");
    boolean ownLibraries = System.getProperty("pi4j.library.path") != null;
    if (!PROCESSORS.contains(processor) && !ownLibraries) {
      throw new UnsupportedOperationException(
          "I2C, SPI and GPIO need Pi4J's native libraries, which exist for "
              + String.join(" and ", PROCESSORS)
              + ", and this machine is "
              + processor
              + ": use a serial or PC/SC reader here");
    }
    return List.of(
        LinuxFsI2CProvider.newInstance(),
        new LinuxFsSpiProviderImpl(),
        GpioDDigitalOutputProvider.newInstance(),
        GpioDDigitalInputProvider.newInstance());
  }

  /** Wires of other providers of Pi4J, at most one of each type. */
  public static Pi4jBuses of(Supplier<List<Provider<?, ?, ?>>> providers) {
    return new Pi4jBuses(providers, KernelDrivers.NONE);
  }

  /**
   * @param bus the number in {@code /dev/i2c-1}
   * @param address 7 bits
   */
  public I2cDevice i2c(int bus, int address) throws BusFault {
    String name = "i2c:%d:0x%02x".formatted(bus, address);
    Context pi4j = context(name);
    requireUnused(pi4j, name);
    drivers.requireFree(name, bus, address);
    I2C i2c =
        Pi4jFaults.translated(
            name,
            () ->
                pi4j.create(I2C.newConfigBuilder(pi4j).id(name).bus(bus).device(address).build()));
    return new Pi4jI2cDevice(name, i2c, () -> remove(i2c));
  }

  /**
   * Pi4J 3 knows SPI devices by their chip select alone: two of the same number on different buses
   * exclude each other.
   *
   * @param bus 0 to 6
   * @param chipSelect the second number in {@code /dev/spidev0.1}
   */
  public SpiDevice spi(int bus, int chipSelect) throws BusFault {
    String name = "spi:" + bus + "." + chipSelect;
    SpiBus number = SpiBus.getByNumber(bus);
    if (number == null) {
      throw new BusFault(BusFault.Cause.GONE, name + ": buses 0 to 6 can be used");
    }
    Context pi4j = context(name);
    // Asked before, since Pi4J would notice the clash only with the device file already open.
    if (pi4j.registry().exists(IOType.SPI, chipSelect)) {
      throw new BusFault(
          BusFault.Cause.DENIED, name + ": chip select " + chipSelect + " is already in use here");
    }
    Spi spi =
        Pi4jFaults.translated(
            name,
            () ->
                pi4j.create(
                    Spi.newConfigBuilder(pi4j)
                        .id(name)
                        .bus(number)
                        .channel(chipSelect)
                        .mode(SpiMode.MODE_0)
                        .baud(SPI_HERTZ)
                        .build()));
    return new Pi4jSpiDevice(name, spi, () -> remove(spi));
  }

  /**
   * @param pin the line of the GPIO chip, on a Raspberry Pi the BCM number
   */
  public OutputPin output(int pin) throws BusFault {
    String name = "gpio:" + pin;
    Context pi4j = context(name);
    requireUnused(pi4j, name);
    requireProvider(pi4j, IOType.DIGITAL_OUTPUT, name);
    DigitalOutput output =
        Pi4jFaults.translated(
            name,
            () ->
                pi4j.create(
                    DigitalOutput.newConfigBuilder(pi4j)
                        .id(name)
                        .address(pin)
                        .initial(DigitalState.LOW)
                        .shutdown(DigitalState.LOW)
                        .build()));
    return new Pi4jOutputPin(name, output, () -> remove(output));
  }

  /**
   * Settling is the driver's: Pi4J's own, which would hide how a contact bounces, is off.
   *
   * @param pin the line of the GPIO chip, on a Raspberry Pi the BCM number
   */
  public InputPin input(int pin, InputPin.Pull pull) throws BusFault {
    String name = "gpio:" + pin;
    Context pi4j = context(name);
    // Asked before, since Pi4J knows inputs and outputs of one pin as two things.
    requireUnused(pi4j, name);
    requireProvider(pi4j, IOType.DIGITAL_INPUT, name);
    DigitalInput input =
        Pi4jFaults.translated(
            name,
            () ->
                pi4j.create(
                    DigitalInput.newConfigBuilder(pi4j)
                        .id(name)
                        .address(pin)
                        .pull(resistance(pull))
                        .debounce(0L)
                        .build()));
    return new Pi4jInputPin(name, input, () -> remove(input));
  }

  private static PullResistance resistance(InputPin.Pull pull) {
    return switch (pull) {
      case NONE -> PullResistance.OFF;
      case UP -> PullResistance.PULL_UP;
      case DOWN -> PullResistance.PULL_DOWN;
    };
  }

  private static void requireUnused(Context pi4j, String name) throws BusFault {
    if (pi4j.registry().exists(name)) {
      throw new BusFault(BusFault.Cause.DENIED, name + " is already in use here");
    }
  }

  /**
   * Pi4J leaves out a provider that cannot begin, and tells its log alone why. So that whoever
   * wants the wire hears it, the provider is asked to begin once more.
   */
  private void requireProvider(Context pi4j, IOType type, String name) throws BusFault {
    if (pi4j.hasProvider(type)) {
      return;
    }
    var _ =
        Pi4jFaults.translated(
            name,
            () ->
                providers.get().stream()
                    .filter(provider -> provider.getType() == type)
                    .map(provider -> provider.initialize(pi4j))
                    .toList());
    throw new BusFault(
        BusFault.Cause.GONE,
        name + ": its driver could not begin when this program did, and can now: start it again");
  }

  private synchronized Context context(String wanted) throws BusFault {
    Context present = context;
    if (present != null) {
      return present;
    }
    Context built =
        Pi4jFaults.translated(
            wanted,
            () -> {
              List<Provider<?, ?, ?>> list = providers.get();
              return Pi4J.newContextBuilder()
                  .noAutoDetect()
                  .disableShutdownHook()
                  .add(list.toArray(Provider[]::new))
                  .build();
            });
    context = built;
    return built;
  }

  /**
   * An input that is closed before Pi4J's thread for its edges began is not let go of: Pi4J 3.0.4
   * cancels that thread, waits 5 s for its end, which never comes, and gives up before it frees the
   * line. When it is told a second time it sees that there is nobody to wait for.
   */
  private synchronized void remove(IO<?, ?, ?> io) {
    Context present = context;
    if (present == null || !present.registry().exists(io.getId())) {
      return;
    }
    try {
      present.shutdown(io.getId());
    } catch (IllegalArgumentException neverBegan) {
      present.shutdown(io.getId());
    }
  }

  /** Puts every pin low and lets go of every wire. A wire opened later starts Pi4J anew. */
  @Override
  public synchronized void close() {
    Context present = context;
    context = null;
    if (present != null) {
      present.shutdown();
    }
  }
}
