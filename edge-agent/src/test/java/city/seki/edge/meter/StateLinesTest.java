package city.seki.edge.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The lines of contract.md, byte for byte. */
class StateLinesTest {
  @Test
  void a_device_that_answers() {
    DeviceReport report =
        new DeviceReport(
            DeviceState.STANDBY,
            "pjlink",
            null,
            "Hall",
            null,
            List.of(),
            List.of(),
            null,
            new TreeMap<>(Map.of("power", "off", "class", "1")));
    assertEquals(
        "{\"event\":\"state\",\"state\":\"standby\",\"source\":\"pjlink\",\"name\":\"Hall\","
            + "\"details\":{\"class\":\"1\",\"power\":\"off\"}}",
        StateLines.line(report));
  }

  @Test
  void what_it_says_beyond_that_is_at_the_end() {
    DeviceReport report =
        new DeviceReport(
            DeviceState.IN_CALL,
            "xapi",
            null,
            null,
            "RoomOS 11",
            List.of("camera"),
            List.of("touch"),
            3,
            new TreeMap<>());
    assertEquals(
        "{\"event\":\"state\",\"state\":\"in-call\",\"source\":\"xapi\",\"name\":null,\"details\":{},"
            + "\"firmware\":\"RoomOS 11\",\"problems\":[\"camera\"],\"missing\":[\"touch\"],"
            + "\"people\":3}",
        StateLines.line(report));
  }

  @Test
  void a_device_that_is_not_reached_has_a_cause_and_nothing_else() {
    assertEquals(
        "{\"event\":\"state\",\"state\":\"offline\",\"cause\":\"refused\"}",
        StateLines.line(
            DeviceReport.without(DeviceState.OFFLINE, "pjlink", "refused", "for a person")));
  }
}
