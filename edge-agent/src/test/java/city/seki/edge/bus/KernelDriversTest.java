package city.seki.edge.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a folder like the kernel's; the real one: {@code edge-agent/src/test/arm64}. */
class KernelDriversTest {
  @TempDir private Path folder;

  @Test
  void an_address_that_a_driver_has_is_denied_by_the_drivers_name() throws Exception {
    Path driver = Files.createDirectories(folder.resolve("drivers/rtc-ds1307"));
    Path device = Files.createDirectories(folder.resolve("devices/1-0068"));
    Files.createSymbolicLink(device.resolve("driver"), driver);
    KernelDrivers drivers = new KernelDrivers(folder.resolve("devices"));
    BusFault fault = assertThrows(BusFault.class, () -> drivers.requireFree("i2c:1:0x68", 1, 0x68));
    assertEquals(BusFault.Cause.DENIED, fault.reason());
    assertTrue(String.valueOf(fault.getMessage()).contains("rtc-ds1307"), fault.getMessage());
    drivers.requireFree("i2c:1:0x24", 1, 0x24);
    drivers.requireFree("i2c:0:0x68", 0, 0x68);
  }

  @Test
  void a_device_that_the_kernel_knows_without_a_driver_is_free() throws Exception {
    Files.createDirectories(folder.resolve("1-0068"));
    new KernelDrivers(folder).requireFree("i2c:1:0x68", 1, 0x68);
  }

  @Test
  void without_a_kernel_every_address_is_free() throws Exception {
    KernelDrivers.NONE.requireFree("i2c:1:0x68", 1, 0x68);
  }
}
