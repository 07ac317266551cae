package city.seki.edge.bus.emulated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.I2cDevice;
import city.seki.edge.bus.InputPin;
import city.seki.edge.bus.InputPin.Pull;
import city.seki.edge.bus.OutputPin;
import city.seki.edge.bus.Pi4jBuses;
import city.seki.edge.bus.SpiDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class EmulatedBoardTest {
  private final EmulatedBoard board = new EmulatedBoard();
  private final Pi4jBuses buses = board.buses();

  @AfterEach
  void release() {
    buses.close();
  }

  private static I2cTarget filledWith(int value) {
    return new I2cTarget() {
      @Override
      public boolean write(byte[] bytes) {
        return true;
      }

      @Override
      public boolean read(byte[] into) {
        Arrays.fill(into, (byte) value);
        return true;
      }
    };
  }

  @Test
  void units_share_a_board_by_their_bus_numbers() throws BusFault {
    for (int unit = 0; unit < 50; unit++) {
      board.attachI2c(unit, 0x24, filledWith(unit));
    }
    for (int unit = 0; unit < 50; unit++) {
      byte[] bytes = new byte[2];
      buses.i2c(unit, 0x24).read(bytes);
      assertArrayEquals(new byte[] {(byte) unit, (byte) unit}, bytes);
    }
  }

  @Test
  void a_device_that_is_not_there_does_not_answer_and_may_come_later() throws BusFault {
    try (I2cDevice device = buses.i2c(1, 0x62)) {
      BusFault fault = assertThrows(BusFault.class, () -> device.read(new byte[1]));
      assertEquals(BusFault.Cause.NO_ANSWER, fault.reason());
      board.attachI2c(1, 0x62, filledWith(7));
      device.read(new byte[1]);
    }
  }

  @Test
  void a_wire_is_opened_once_at_a_time_and_again_after_it_was_closed() throws BusFault {
    for (int round = 0; round < 3; round++) {
      SpiDevice spi = buses.spi(0, 1);
      BusFault fault = assertThrows(BusFault.class, () -> buses.spi(1, 1));
      assertEquals(BusFault.Cause.DENIED, fault.reason());
      byte[] bytes = {1, 2};
      spi.transfer(bytes);
      assertArrayEquals(new byte[] {-1, -1}, bytes, "nobody drives the line");
      spi.close();
      spi.close();
    }
  }

  @Test
  void pins_are_seen_to_change_and_are_low_at_the_end() throws BusFault {
    List<String> changes = new ArrayList<>();
    board.observe((pin, high) -> changes.add(pin + (high ? " high" : " low")));
    OutputPin green = buses.output(17);
    OutputPin red = buses.output(27);
    green.set(true);
    green.set(true);
    red.set(true);
    assertTrue(board.isHigh(17));
    green.close();
    assertFalse(board.isHigh(17));
    buses.close();
    assertEquals(List.of("17 high", "27 high", "17 low", "27 low"), changes);
  }

  @Test
  void an_input_is_where_it_is_put_or_pulled() throws BusFault {
    try (InputPin up = buses.input(17, Pull.UP);
        InputPin down = buses.input(27, Pull.DOWN)) {
      assertTrue(up.isHigh());
      assertFalse(down.isHigh());
      board.setInput(17, false);
      board.setInput(27, true);
      assertFalse(up.isHigh());
      assertTrue(down.isHigh());
      board.floatInput(17);
      board.floatInput(27);
      assertTrue(up.isHigh());
      assertFalse(down.isHigh());
    }
  }

  @Test
  void edges_arrive_and_are_told_once() throws Exception {
    try (InputPin pin = buses.input(17, Pull.DOWN)) {
      assertFalse(pin.awaitChange(Duration.ZERO));
      board.setInput(17, false);
      assertFalse(pin.awaitChange(Duration.ofMillis(1)), "that is no change");
      board.setInput(17, true);
      board.setInput(17, false);
      assertTrue(pin.awaitChange(Duration.ofMillis(1)), "there and back");
      assertFalse(pin.awaitChange(Duration.ZERO));
      Thread other = Thread.ofPlatform().start(() -> board.setInput(17, true));
      assertTrue(pin.awaitChange(Duration.ofSeconds(20)), "from another thread");
      other.join();
    }
  }

  @Test
  void a_pin_is_an_input_or_an_output_and_free_again_after_it_was_closed() throws BusFault {
    for (int round = 0; round < 3; round++) {
      InputPin input = buses.input(17, Pull.UP);
      BusFault fault = assertThrows(BusFault.class, () -> buses.input(17, Pull.UP));
      assertEquals(BusFault.Cause.DENIED, fault.reason());
      input.close();
      input.close();
      assertThrows(BusFault.class, () -> input.awaitChange(Duration.ZERO));
      try (OutputPin _ = buses.output(17)) {
        assertThrows(BusFault.class, () -> buses.input(17, Pull.UP));
      }
    }
  }

  @Test
  void a_thread_that_is_being_ended_stays_so_after_it_closed_its_pin() throws BusFault {
    InputPin pin = buses.input(17, Pull.UP);
    Thread.currentThread().interrupt();
    pin.close();
    assertTrue(Thread.interrupted());
  }

  @Test
  void a_machine_without_native_libraries_says_so_in_one_message() {
    Assumptions.assumeFalse(
        List.of("aarch64", "arm").contains(System.getProperty("os.arch")), "has them");
    try (Pi4jBuses real = Pi4jBuses.ofThisMachine()) {
      BusFault fault = assertThrows(BusFault.class, () -> real.i2c(1, 0x24));
      assertEquals(BusFault.Cause.UNSUPPORTED, fault.reason());
      assertTrue(String.valueOf(fault.getMessage()).contains(System.getProperty("os.arch")));
    }
  }
}
