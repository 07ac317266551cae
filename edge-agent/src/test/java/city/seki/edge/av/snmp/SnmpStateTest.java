package city.seki.edge.av.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import city.seki.edge.av.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SnmpStateTest {
  private static SnmpAnswer answer(@Nullable Long ticks, Map<Integer, Integer> statuses) {
    return new SnmpAnswer(ticks, "Linux", "printer-1", new TreeMap<>(statuses));
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  private static DeviceReport first(SnmpAnswer answer) {
    return SnmpState.initial().after(answer, 0).report();
  }

  @Test
  void what_answers_is_idle_and_its_parts_decide_the_rest() {
    assertEquals(DeviceState.IDLE, first(answer(100L, Map.of())).state());
    assertEquals(DeviceState.IDLE, first(answer(100L, Map.of(1, 2, 2, 1))).state());
    assertEquals(DeviceState.DEGRADED, first(answer(100L, Map.of(1, 2, 2, 3))).state());
    DeviceReport down = first(answer(100L, Map.of(1, 5, 2, 3)));
    assertEquals(DeviceState.FAULT, down.state());
    assertEquals(List.of("device-1", "device-2"), down.problems());
  }

  @Test
  void an_agent_without_any_of_the_objects_is_idle_all_the_same() {
    DeviceReport report = first(new SnmpAnswer(null, null, null, new TreeMap<>()));
    assertEquals(DeviceState.IDLE, report.state());
    assertEquals(Map.of(), report.details());
  }

  @Test
  void an_uptime_that_went_back_is_a_restart_and_booting_for_one_look() {
    SnmpState state = SnmpState.initial().after(answer(500_000L, Map.of()), 0).state();
    SnmpState.Step restarted = state.after(answer(200L, Map.of()), seconds(20));
    assertEquals(DeviceState.BOOTING, restarted.report().state());
    SnmpState.Step after = restarted.state().after(answer(2_200L, Map.of()), seconds(40));
    assertEquals(DeviceState.IDLE, after.report().state());
  }

  @Test
  void the_wrap_after_497_days_is_no_restart() {
    SnmpState state = SnmpState.initial().after(answer((1L << 32) - 1_000, Map.of()), 0).state();
    assertEquals(
        DeviceState.IDLE, state.after(answer(1_000L, Map.of()), seconds(20)).report().state());
    assertEquals(
        DeviceState.BOOTING,
        SnmpState.initial()
            .after(answer((1L << 32) - 1_000_000, Map.of()), 0)
            .state()
            .after(answer(1_000L, Map.of()), seconds(20))
            .report()
            .state());
  }

  @Test
  void the_secret_decides_the_version() {
    assertEquals(List.of(new SnmpAccess.Community("public")), SnmpAccess.of(null));
    assertEquals(
        List.of(new SnmpAccess.Community("seki")), SnmpAccess.of(new Secret(null, "seki")));
    List<SnmpAccess> version3 = SnmpAccess.of(new Secret("reader", "authpass1:privpass1"));
    assertEquals(2, version3.size());
    assertFalse(version3.toString().contains("authpass1"));
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> SnmpAccess.of(new Secret("reader", "short:hunter2")));
    assertFalse(refused.toString().contains("hunter2"));
  }
}
