package city.seki.edge.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SensorSpecTest {
  @Test
  void each_kind_has_its_form() {
    assertEquals(
        new SensorSpec.Ld2410("/dev/ttyS1", 256_000), SensorSpec.parse("ld2410:/dev/ttyS1@256000"));
    assertEquals(new SensorSpec.Scd4x(1, 0x62, null, null), SensorSpec.parse("scd4x:i2c:1"));
    assertEquals(new SensorSpec.Pir(17), SensorSpec.parse("pir:gpio:17"));
    assertEquals(new SensorSpec.Door(27), SensorSpec.parse("door:gpio:27"));
    assertEquals(new SensorSpec.Pad(22), SensorSpec.parse("pad:gpio:22"));
  }

  @Test
  void what_is_left_out_is_the_usual() {
    assertEquals(
        new SensorSpec.Ld2410("/dev/ttyS1", 256_000), SensorSpec.parse("ld2410:/dev/ttyS1"));
    assertEquals(SensorSpec.parse("scd4x:i2c:1"), SensorSpec.parse("scd4x:i2c:1:0x62"));
  }

  @Test
  void a_path_may_hold_any_sign() {
    assertEquals(
        new SensorSpec.Ld2410("/dev/serial/by-path/a:b@c/d", 115_200),
        SensorSpec.parse("ld2410:/dev/serial/by-path/a:b@c/d@115200"));
    assertEquals(
        new SensorSpec.Ld2410("/run/a@1/tty", 256_000), SensorSpec.parse("ld2410:/run/a@1/tty"));
  }

  @Test
  void an_air_sensor_may_be_told_where_it_is() {
    assertEquals(
        new SensorSpec.Scd4x(1, 0x62, 640, null), SensorSpec.parse("scd4x:i2c:1?altitude=640"));
    assertEquals(
        new SensorSpec.Scd4x(1, 0x62, null, false), SensorSpec.parse("scd4x:i2c:1:0x62?asc=off"));
    assertEquals(
        new SensorSpec.Scd4x(1, 0x62, 640, true),
        SensorSpec.parse("scd4x:i2c:1?altitude=640&asc=on"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ld2410:/dev/ttyS1@256000",
        "scd4x:i2c:1",
        "scd4x:i2c:3:0x40",
        "scd4x:i2c:1?altitude=640&asc=off",
        "pir:gpio:17",
        "door:gpio:27",
        "pad:gpio:22"
      })
  void a_name_is_given_back_as_it_was_read(String name) {
    assertEquals(name, SensorSpec.parse(name).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "'',names no sensor",
    "ld2410,names no sensor",
    "bme280:i2c:1,names no sensor",
    "pir:17,names no sensor",
    "ld2410:,absolute path",
    "ld2410:ttyS1@256000,absolute path",
    "ld2410:/dev/ttyS1@,ld2410:PATH@BAUD",
    "ld2410:/dev/ttyS1@fast,ld2410:PATH@BAUD",
    "ld2410:/dev/ttyS1@300,9600 to 460800",
    "scd4x:1,scd4x:i2c:1",
    "scd4x:i2c:x,scd4x:i2c:1",
    "scd4x:i2c:1:62,scd4x:i2c:1",
    "scd4x:i2c:1:0x78,0x08 to 0x77",
    "scd4x:i2c:1?,settings",
    "scd4x:i2c:1?height=3,settings",
    "scd4x:i2c:1?altitude=640asc=on,settings",
    "scd4x:i2c:1?altitude=9000,0 to 3000",
    "pir:gpio:,pir:gpio:17",
    "door:gpio:-1,door:gpio:17",
    "pad:gpio:1.5,pad:gpio:17"
  })
  void a_name_of_no_sensor_is_answered_with_the_form_expected(String name, String expected) {
    var refused = assertThrows(IllegalArgumentException.class, () -> SensorSpec.parse(name));
    assertTrue(refused.toString().contains(expected), refused.toString());
  }
}
