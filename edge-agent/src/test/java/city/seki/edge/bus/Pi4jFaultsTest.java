package city.seki.edge.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The words are those of Pi4J 3.0.4 over Linux 6.1, as {@code edge-agent/src/test/arm64} saw them.
 */
class Pi4jFaultsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Remote I/O error                                                      | NO_ANSWER
          No such device or address                                             | NO_ANSWER
          Input/output error                                                    | NO_ANSWER
          Connection timed out                                                  | NO_ANSWER
          path '/sys/bus/i2c/devices/i2c-7' does not exist                      | GONE
          Failed to open SPI device /dev/spidev0.0                              | GONE
          c_gpiod_chip_get_line failed! (Invalid argument)                      | GONE
          path '/dev/i2c-1' is not readable                                     | DENIED
          Device or resource busy                                               | DENIED
          c_gpiod_line_request_output failed: -1 (Device or resource busy)      | DENIED
          gpiod_chip_iter_new failed! (Permission denied)                       | DENIED
          No gpio chip yet initialized!                                         | UNSUPPORTED
          something that nobody has seen                                        | NO_ANSWER
          """)
  void what_pi4j_says_has_its_cause(String words, BusFault.Cause expected) {
    RuntimeException thrown = new IllegalStateException("outer", new RuntimeException(words + "."));
    BusFault fault =
        assertThrows(
            BusFault.class,
            () ->
                Pi4jFaults.translated(
                    "wire",
                    () -> {
                      throw thrown;
                    }));
    assertEquals(expected, fault.reason());
    String message = String.valueOf(fault.getMessage());
    assertTrue(message.startsWith("wire: " + words), message);
    assertFalse(message.startsWith("wire: " + words + "."), "a remedy may follow: " + message);
  }
}
