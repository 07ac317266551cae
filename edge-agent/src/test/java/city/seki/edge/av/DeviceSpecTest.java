package city.seki.edge.av;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceSpecTest {
  @Test
  void each_protocol_has_its_usual_port() {
    assertEquals(4352, pjlink("pjlink://10.1.2.3").port());
    assertEquals(161, assertInstanceOf(DeviceSpec.Snmp.class, parse("snmp://printer")).port());
    assertEquals(2244, assertInstanceOf(DeviceSpec.Zoom.class, parse("zoom+ssh://room-1")).port());
    assertEquals(1883, assertInstanceOf(DeviceSpec.Mqtt.class, parse("mqtt://broker")).port());
    assertEquals(8883, assertInstanceOf(DeviceSpec.Mqtt.class, parse("mqtts://broker")).port());
    assertEquals(443, assertInstanceOf(DeviceSpec.Xapi.class, parse("xapi+https://h")).port());
    assertEquals(80, assertInstanceOf(DeviceSpec.Xapi.class, parse("xapi+http://h")).port());
  }

  @Test
  void a_port_that_is_written_wins() {
    assertEquals(14_352, pjlink("pjlink://10.1.2.3:14352").port());
    assertEquals(new DeviceSpec.Tcp("10.1.2.3", 80), parse("tcp://10.1.2.3:80"));
  }

  @Test
  void an_ipv6_address_stands_in_brackets() {
    DeviceSpec.Pjlink spec = pjlink("pjlink://[fd00::1]:4352");
    assertEquals("fd00::1", spec.address().host());
    assertEquals(4352, spec.port());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pjlink://10.1.2.3",
        "pjlink://10.1.2.3:4352",
        "pjlink://[fd00::1]",
        "xapi+http://codec.example:8080",
        "xapi+https://codec",
        "zoom+ssh://room-1:2244",
        "snmp://127.0.0.1:18161",
        "mqtt://broker",
        "mqtts://[fd00::1]:8884",
        "mqtts://broker#sha256=00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
        "tcp://printer:9100",
        "ping://10.1.2.3"
      })
  void a_name_is_given_back_as_it_was_read(String name) {
    assertEquals(name, parse(name).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "'',names no device",
    "10.1.2.3,names no device",
    "http://10.1.2.3,names no device",
    "pjlink:10.1.2.3,names no device",
    "pjlink://,HOST:PORT",
    "pjlink://h:0,1 to 65535",
    "pjlink://h:65536,1 to 65535",
    "pjlink://h:,HOST:PORT",
    "pjlink://h/path,nothing after it",
    "snmp://h?community=x,nothing after it",
    "mqtt://h/topic,nothing after it",
    "mqtt://h#sha256=00,nothing after it",
    "mqtts://h#sha256=00,64 hex digits",
    "tcp://h,tcp://HOST:PORT",
    "ping://h:7,ping://HOST"
  })
  void a_name_of_no_device_is_answered_with_the_form_expected(String name, String expected) {
    var refused = assertThrows(IllegalArgumentException.class, () -> parse(name));
    assertTrue(refused.toString().contains(expected), refused.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pjlink://:hunter2@10.1.2.3",
        "xapi+https://admin:hunter2@codec",
        "snmp://hunter2@switch",
        "mqtt://tasmota:hunter2@broker",
        "admin:hunter2@codec"
      })
  void a_password_in_a_name_is_refused_with_the_remedy_and_not_repeated(String name) {
    var refused = assertThrows(IllegalArgumentException.class, () -> parse(name));
    assertTrue(refused.toString().contains("--password-file"), refused.toString());
    assertFalse(refused.toString().contains("hunter2"), refused.toString());
  }

  private static DeviceSpec parse(String name) {
    return DeviceSpec.parse(name);
  }

  private static DeviceSpec.Pjlink pjlink(String name) {
    return assertInstanceOf(DeviceSpec.Pjlink.class, parse(name));
  }
}
