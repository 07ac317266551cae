package city.seki.edge.av.snmp;

import city.seki.config.model.DeviceState;
import city.seki.edge.av.DeviceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What answers over SNMP mean. A device that answers is {@code idle}: SNMP does not tell whether
 * somebody uses it. It is {@code fault} when one of its parts is down, {@code degraded} when one
 * warns, and {@code booting} for one look when its uptime went back, for then it restarted.
 *
 * <p>Source: RFC 3418 (sysUpTime), RFC 2790 (hrDeviceStatus).
 *
 * @param ticks the last uptime, null before the first
 * @param at when that was told, in nanoseconds of the monotonic clock
 */
record SnmpState(@Nullable Long ticks, long at) {
  static final String UPTIME = "uptime_s";

  private static final int WARNING = 3;
  private static final int DOWN = 5;

  /** Where sysUpTime begins anew, after 497 days. */
  private static final long WRAP = 1L << 32;

  private static final long NANOS_PER_TICK = 10_000_000;

  /** Clocks of devices go wrong by some seconds a day. */
  private static final long SLACK_TICKS = 30_000;

  /** The state after an answer, and how it is told. */
  record Step(SnmpState state, DeviceReport report) {}

  static SnmpState initial() {
    return new SnmpState(null, 0);
  }

  /**
   * @param now nanoseconds of the monotonic clock
   */
  Step after(SnmpAnswer answer, long now) {
    boolean restarted = hasRestarted(answer.uptimeTicks(), now);
    return new Step(new SnmpState(answer.uptimeTicks(), now), report(answer, restarted));
  }

  private boolean hasRestarted(@Nullable Long uptime, long now) {
    if (ticks == null || uptime == null || uptime >= ticks) {
      return false;
    }
    long expected = ticks + (now - at) / NANOS_PER_TICK;
    boolean wrapped = expected + SLACK_TICKS >= WRAP && uptime <= expected - WRAP + 2 * SLACK_TICKS;
    return !wrapped;
  }

  private static DeviceReport report(SnmpAnswer answer, boolean restarted) {
    SortedMap<String, String> details = new TreeMap<>();
    if (answer.description() != null) {
      details.put("description", answer.description());
    }
    if (answer.uptimeTicks() != null) {
      details.put(UPTIME, Long.toString(answer.uptimeTicks() / 100));
    }
    List<String> problems = new ArrayList<>();
    for (Map.Entry<Integer, Integer> part : answer.statuses().entrySet()) {
      if (part.getValue() == DOWN || part.getValue() == WARNING) {
        String word = "device-" + part.getKey();
        problems.add(word);
        details.put(word, part.getValue() == DOWN ? "down" : "warning");
      }
    }
    return new DeviceReport(
        restarted ? DeviceState.BOOTING : state(answer),
        SnmpDevice.SOURCE,
        null,
        answer.name(),
        null,
        problems,
        List.of(),
        null,
        details);
  }

  private static DeviceState state(SnmpAnswer answer) {
    if (answer.statuses().containsValue(DOWN)) {
      return DeviceState.FAULT;
    }
    return answer.statuses().containsValue(WARNING) ? DeviceState.DEGRADED : DeviceState.IDLE;
  }
}
