package city.seki.edge.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.CommandResultMessage.Check;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.MachineHealth;
import city.seki.config.wire.Strain;
import city.seki.config.wire.Trait;
import city.seki.config.wire.Vital;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SelfTestTest {
  private static HealthMessage health(@Nullable MachineHealth machine) {
    return new HealthMessage(
            "b",
            1,
            2,
            null,
            null,
            null,
            null,
            null,
            List.of(
                new HealthMessage.Reader("seat:A-01", null),
                new HealthMessage.Reader("kiosk:door", "timeout")))
        .with(machine);
  }

  @Test
  void each_reader_and_the_journal_are_told() {
    List<Check> checks = SelfTest.of(health(null), null);
    assertEquals(new Check("reader seat:A-01", true, "answers"), checks.getFirst());
    assertEquals("reader kiosk:door", checks.get(1).part());
    assertTrue(checks.get(1).words().startsWith("timeout: "), checks.get(1).words());
    assertEquals(
        new Check("journal", true, "written and read, 2 taps wait for the hub"), checks.getLast());
    assertEquals(false, SelfTest.of(health(null), "read-only").getLast().passed());
  }

  @Test
  void a_machine_in_trouble_fails_where_it_is_and_nowhere_else() {
    MachineHealth ill =
        new MachineHealth(
            Map.of(
                Vital.TEMPERATURE_C, 81.5,
                Vital.MEMORY_TOTAL_BYTES, 1000.0,
                Vital.MEMORY_AVAILABLE_BYTES, 900.0,
                Vital.DISK_TOTAL_BYTES, 1000.0,
                Vital.DISK_FREE_BYTES, 99.0,
                Vital.WIFI_SIGNAL_DBM, -60.0),
            Map.of(Trait.CLOCK, "unset"),
            Set.of(Strain.UNDER_VOLTAGE),
            Set.of(Strain.UNDER_VOLTAGE),
            new TreeMap<>());
    List<String> failed =
        SelfTest.of(health(ill), null).stream()
            .filter(check -> !check.passed())
            .map(Check::part)
            .toList();
    assertEquals(List.of("reader kiosk:door", "temperature", "power", "disk", "clock"), failed);
  }
}
