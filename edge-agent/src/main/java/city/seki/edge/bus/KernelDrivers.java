package city.seki.edge.bus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Devices on I2C that a driver of the kernel has for itself, as a real-time clock has that was
 * named in config.txt.
 *
 * <p>The kernel refuses such an address to a program, once: Pi4J 3.0.4 then believes that it is
 * selected, and sends what is meant for it to the device that it spoke to before. So it is asked
 * for here, before Pi4J is.
 *
 * @param devices the kernel's list, {@code /sys/bus/i2c/devices}; null where there is no kernel
 */
record KernelDrivers(@Nullable Path devices) {
  static final KernelDrivers OF_THIS_MACHINE = new KernelDrivers(Path.of("/sys/bus/i2c/devices"));
  static final KernelDrivers NONE = new KernelDrivers(null);

  /**
   * @param wire for the message
   * @throws BusFault if a driver has that address
   */
  void requireFree(String wire, int bus, int address) throws BusFault {
    if (devices == null) {
      return;
    }
    Path driver = devices.resolve("%d-%04x/driver".formatted(bus, address));
    if (Files.exists(driver)) {
      throw new BusFault(
          BusFault.Cause.DENIED,
          "%s: the kernel's driver %s has this device: take its overlay out of config.txt"
              .formatted(wire, name(driver)));
    }
  }

  private static String name(Path driver) {
    try {
      return String.valueOf(driver.toRealPath().getFileName());
    } catch (IOException e) {
      return "(" + e.getMessage() + ")"; // it went away at this very moment
    }
  }
}
