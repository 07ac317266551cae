package city.seki.edge.order;

import city.seki.config.wire.ClockState;
import city.seki.config.wire.CommandResultMessage.Check;
import city.seki.config.wire.HealthMessage;
import city.seki.config.wire.MachineHealth;
import city.seki.config.wire.MachineLimits;
import city.seki.config.wire.Strain;
import city.seki.config.wire.Trait;
import city.seki.config.wire.Vital;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How each part of a running unit is. Unlike {@code seki-edge selftest} it opens nothing: readers
 * are in use, and what their watches know is newer than any try. Pure.
 */
public final class SelfTest {
  private static final double MIB = 1024.0 * 1024;

  private final List<Check> checks = new ArrayList<>();

  private SelfTest() {}

  /**
   * @param health as it was told last
   * @param disk what went wrong when a file was written beside the journal and read again, null if
   *     nothing did
   */
  public static List<Check> of(HealthMessage health, @Nullable String disk) {
    SelfTest test = new SelfTest();
    for (HealthMessage.Reader reader : health.readers()) {
      test.reader(reader);
    }
    test.journal(health, disk);
    MachineHealth machine = health.machine();
    if (machine != null) {
      test.machine(machine);
    }
    return List.copyOf(test.checks);
  }

  private void reader(HealthMessage.Reader reader) {
    String fault = reader.fault();
    check(
        "reader " + reader.name(),
        fault == null,
        fault == null ? "answers" : fault + ": look at its cable and its switches");
  }

  private void journal(HealthMessage health, @Nullable String disk) {
    String fault = health.journal();
    String owes = health.owes() == 0 ? "" : ", " + health.owes() + " taps wait for the hub";
    if (fault != null) {
      check("journal", false, fault + ": taps are kept in memory alone" + owes);
    } else if (disk != null) {
      check("journal", false, "its disk takes no file: " + disk);
    } else {
      check("journal", true, "written and read" + owes);
    }
  }

  private void machine(MachineHealth machine) {
    below("temperature", machine.of(Vital.TEMPERATURE_C), MachineLimits.HOT_C, "%.1f °C");
    boolean weak = machine.strained().contains(Strain.UNDER_VOLTAGE);
    if (!machine.unknown().containsKey(MachineHealth.STRAINED)) {
      check("power", machine.strained().isEmpty(), power(machine, weak));
    }
    share(
        "memory",
        machine,
        Map.entry(Vital.MEMORY_AVAILABLE_BYTES, Vital.MEMORY_TOTAL_BYTES),
        MachineLimits.MEMORY_LEFT);
    share(
        "disk",
        machine,
        Map.entry(Vital.DISK_FREE_BYTES, Vital.DISK_TOTAL_BYTES),
        MachineLimits.DISK_LEFT);
    below("flash", machine.of(Vital.DISK_WEAR_PERCENT), MachineLimits.WORN_PERCENT, "%.0f %% used");
    Double signal = machine.of(Vital.WIFI_SIGNAL_DBM);
    if (signal != null) {
      check("Wi-Fi", signal > MachineLimits.WEAK_DBM, format("%.0f dBm", signal));
    }
    String clock = machine.of(Trait.CLOCK);
    if (clock != null) {
      check("clock", !clock.equals(ClockState.UNSET.word()), clock);
    }
    Double trip = machine.of(Vital.LINK_ROUND_TRIP_MS);
    check("hub", true, trip == null ? "reached" : format("answers within %.0f ms", trip));
  }

  private static String power(MachineHealth machine, boolean weak) {
    if (machine.strained().isEmpty()) {
      return "enough";
    }
    return machine.strained().stream().map(Strain::word).collect(Collectors.joining(", "))
        + (weak ? ": use the Pi's own supply and a short cable" : "");
  }

  private void below(String part, @Nullable Double value, double limit, String format) {
    if (value != null) {
      check(part, value < limit, format(format, value));
    }
  }

  private void share(
      String part, MachineHealth machine, Map.Entry<Vital, Vital> left, double least) {
    Double share = machine.share(left.getKey(), left.getValue());
    Double bytes = machine.of(left.getKey());
    if (share != null && bytes != null) {
      check(part, share >= least, format("%.0f MiB left", bytes / MIB));
    }
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private void check(String part, boolean passed, String words) {
    checks.add(new Check(part, passed, words));
  }
}
