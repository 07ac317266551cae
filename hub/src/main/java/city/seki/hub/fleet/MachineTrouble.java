package city.seki.hub.fleet;

import city.seki.config.wire.ClockState;
import city.seki.config.wire.MachineHealth;
import city.seki.config.wire.MachineLimits;
import city.seki.config.wire.Strain;
import city.seki.config.wire.Trait;
import city.seki.config.wire.Vital;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with a unit's machine. Each begins at one value and ends only at another, so
 * that a value at a threshold is one trouble and not a hundred.
 */
public enum MachineTrouble {
  HOT(Duration.ofMinutes(1)),
  THROTTLED(Duration.ZERO),
  UNDER_VOLTAGE(Duration.ZERO),
  DISK_FULL(Duration.ZERO),
  DISK_WORN(Duration.ZERO),
  MEMORY_LOW(Duration.ofMinutes(2)),
  /** A unit that starts knows the time after its first seconds with a network. */
  CLOCK_UNSET(Duration.ofMinutes(10)),
  WIFI_WEAK(Duration.ofMinutes(2));

  private static final double COOLER_C = 5;
  private static final double MORE_LEFT = 0.02;
  private static final double STRONGER_DBM = 4;

  private final Duration settles;

  MachineTrouble(Duration settles) {
    this.settles = settles;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How long it has to be so before anybody is told. */
  Duration settles() {
    return settles;
  }

  /**
   * Whether it is so, as far as this tells.
   *
   * @param before whether it was
   * @return as before where it is not told
   */
  boolean isSo(MachineHealth machine, boolean before) {
    return switch (this) {
      case HOT -> above(machine.of(Vital.TEMPERATURE_C), MachineLimits.HOT_C, COOLER_C, before);
      case THROTTLED -> strained(machine, Strain.THROTTLED, before);
      case UNDER_VOLTAGE -> strained(machine, Strain.UNDER_VOLTAGE, before);
      case DISK_FULL ->
          below(
              machine.share(Vital.DISK_FREE_BYTES, Vital.DISK_TOTAL_BYTES),
              MachineLimits.DISK_LEFT,
              MORE_LEFT,
              before);
      case DISK_WORN ->
          above(machine.of(Vital.DISK_WEAR_PERCENT), MachineLimits.WORN_PERCENT, 0, before);
      case MEMORY_LOW ->
          below(
              machine.share(Vital.MEMORY_AVAILABLE_BYTES, Vital.MEMORY_TOTAL_BYTES),
              MachineLimits.MEMORY_LEFT,
              MORE_LEFT,
              before);
      case CLOCK_UNSET -> {
        String clock = machine.of(Trait.CLOCK);
        yield clock == null ? before : clock.equals(ClockState.UNSET.word());
      }
      case WIFI_WEAK ->
          below(machine.of(Vital.WIFI_SIGNAL_DBM), MachineLimits.WEAK_DBM, STRONGER_DBM, before);
    };
  }

  private static boolean above(@Nullable Double value, double limit, double back, boolean before) {
    return value == null ? before : value >= (before ? limit - back : limit);
  }

  private static boolean below(@Nullable Double value, double limit, double back, boolean before) {
    return value == null ? before : value < (before ? limit + back : limit);
  }

  private static boolean strained(MachineHealth machine, Strain strain, boolean before) {
    return machine.unknown().containsKey(MachineHealth.STRAINED)
        ? before
        : machine.strained().contains(strain);
  }
}
