package city.seki.edge.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderSpecTest {
  @Test
  void each_bus_has_its_form() {
    assertEquals(
        new ReaderSpec.Pn532Hsu("/dev/ttyAMA0"), ReaderSpec.parse("pn532:hsu:/dev/ttyAMA0"));
    assertEquals(new ReaderSpec.Pn532I2c(1, 0x24), ReaderSpec.parse("pn532:i2c:1:0x24"));
    assertEquals(new ReaderSpec.Pn532Spi(0, 1), ReaderSpec.parse("pn532:spi:0.1"));
    assertEquals(new ReaderSpec.Pcsc(""), ReaderSpec.parse("pcsc:"));
    assertEquals(new ReaderSpec.Pcsc("RC-S300"), ReaderSpec.parse("pcsc:RC-S300"));
  }

  @Test
  void a_name_may_hold_colons_and_spaces() {
    assertEquals(new ReaderSpec.Pcsc("Sony: 00 01"), ReaderSpec.parse("pcsc:Sony: 00 01"));
    assertEquals(
        new ReaderSpec.Pn532Hsu("/dev/serial/by-path/a:b"),
        ReaderSpec.parse("pn532:hsu:/dev/serial/by-path/a:b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pn532:hsu:/dev/ttyAMA0",
        "pn532:i2c:1:0x24",
        "pn532:spi:0.0",
        "pcsc:",
        "pcsc:RC-S300"
      })
  void a_name_is_given_back_as_it_was_read(String name) {
    assertEquals(name, ReaderSpec.parse(name).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "'',names no reader",
    "pcsc,names no reader",
    "pn532:,names no reader",
    "rc522:spi:0.0,names no reader",
    "pn532:hsu:,absolute path",
    "pn532:hsu:ttyAMA0,absolute path",
    "pn532:i2c:1,pn532:i2c:1:0x24",
    "pn532:i2c:1:36,pn532:i2c:1:0x24",
    "pn532:i2c:x:0x24,pn532:i2c:1:0x24",
    "pn532:i2c:1:0x78,0x08 to 0x77",
    "pn532:spi:0,pn532:spi:0.0",
    "pn532:spi:0.0.0,pn532:spi:0.0",
    "pn532:spi:-1.0,pn532:spi:0.0"
  })
  void a_name_of_no_reader_is_answered_with_the_form_expected(String name, String expected) {
    var refused = assertThrows(IllegalArgumentException.class, () -> ReaderSpec.parse(name));
    assertTrue(refused.toString().contains(expected), refused.toString());
  }
}
