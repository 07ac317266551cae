package city.seki.edge.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.bus.emulated.EmulatedBoard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WiresInUseTest {
  private final EmulatedBoard board = new EmulatedBoard();
  private final Pi4jBuses buses = board.buses();

  @AfterEach
  void release() {
    buses.close();
  }

  @Test
  void a_device_on_i2c_is_denied_to_a_second_user_until_the_first_closes_it() throws BusFault {
    I2cDevice first = buses.i2c(1, 0x24);
    assertDenied(() -> buses.i2c(1, 0x24));
    buses.i2c(2, 0x24).close();
    first.close();
    buses.i2c(1, 0x24).close();
  }

  @Test
  void a_pin_is_denied_to_a_second_user_and_stays_as_the_first_set_it() throws BusFault {
    OutputPin first = buses.output(17);
    first.set(true);
    assertDenied(() -> buses.output(17));
    assertTrue(board.isHigh(17));
    first.close();
    assertFalse(board.isHigh(17));
    buses.output(17).close();
  }

  private static void assertDenied(BusOpener<?> opener) {
    BusFault fault = assertThrows(BusFault.class, opener::open);
    assertEquals(BusFault.Cause.DENIED, fault.reason());
  }
}
