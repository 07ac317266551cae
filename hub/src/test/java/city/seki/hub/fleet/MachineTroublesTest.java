package city.seki.hub.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.seki.config.wire.MachineHealth;
import city.seki.config.wire.Strain;
import city.seki.config.wire.Trait;
import city.seki.config.wire.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** When facilities are told of a machine, and when that is over. */
class MachineTroublesTest {
  private static final Instant START = Instant.parse("2026-11-24T01:00:00Z");

  private Instant now = START;
  private MachineTroubles troubles = MachineTroubles.NONE;

  private static MachineHealth of(Map<Vital, Double> values) {
    return new MachineHealth(values, Map.of(), Set.of(), Set.of(), new TreeMap<>());
  }

  private static MachineHealth hot(double celsius) {
    return of(Map.of(Vital.TEMPERATURE_C, celsius));
  }

  private static MachineHealth wifi(double dbm) {
    return of(Map.of(Vital.WIFI_SIGNAL_DBM, dbm));
  }

  /** The unit tells that for so long, every 15 s; what there is to be told then. */
  private Set<MachineTrouble> tell(MachineHealth machine, Duration time) {
    for (Instant end = now.plus(time); now.isBefore(end); ) {
      now = now.plusSeconds(15);
      troubles = troubles.after(machine, now);
    }
    return troubles.lasting().keySet();
  }

  @Test
  void heat_is_told_after_a_minute_and_until_it_was_cool_for_five() {
    assertEquals(Set.of(), tell(hot(81), Duration.ofSeconds(45)));
    assertEquals(Set.of(MachineTrouble.HOT), tell(hot(81), Duration.ofSeconds(30)));
    assertEquals(START.plusSeconds(15), troubles.lasting().get(MachineTrouble.HOT));
    assertEquals(Set.of(MachineTrouble.HOT), tell(hot(70), Duration.ofMinutes(4)));
    assertEquals(Set.of(), tell(hot(70), Duration.ofMinutes(2)));
  }

  @Test
  void a_temperature_at_the_threshold_is_one_trouble_and_not_a_hundred() {
    var _ = tell(hot(80.5), Duration.ofMinutes(2));
    Instant since = troubles.lasting().get(MachineTrouble.HOT);
    for (int i = 0; i < 100; i++) {
      assertEquals(
          Set.of(MachineTrouble.HOT), tell(hot(i % 2 == 0 ? 79.5 : 80.5), Duration.ofMinutes(1)));
      assertEquals(since, troubles.lasting().get(MachineTrouble.HOT));
    }
  }

  @Test
  void a_short_dip_of_the_radio_is_not_told() {
    for (int i = 0; i < 20; i++) {
      assertEquals(Set.of(), tell(wifi(-84), Duration.ofMinutes(1)));
      assertEquals(Set.of(), tell(wifi(-60), Duration.ofSeconds(15)));
    }
    assertEquals(Set.of(MachineTrouble.WIFI_WEAK), tell(wifi(-84), Duration.ofMinutes(3)));
  }

  @Test
  void what_is_not_told_changes_nothing() {
    var _ = tell(hot(85), Duration.ofMinutes(2));
    assertEquals(Set.of(MachineTrouble.HOT), tell(of(Map.of()), Duration.ofHours(1)));
  }

  @Test
  void each_trouble_is_known_by_its_value() {
    Map<Vital, Double> little = new HashMap<>();
    little.put(Vital.DISK_TOTAL_BYTES, 100.0);
    little.put(Vital.DISK_FREE_BYTES, 9.0);
    little.put(Vital.MEMORY_TOTAL_BYTES, 100.0);
    little.put(Vital.MEMORY_AVAILABLE_BYTES, 7.0);
    little.put(Vital.DISK_WEAR_PERCENT, 90.0);
    MachineHealth ill =
        new MachineHealth(
            little,
            Map.of(Trait.CLOCK, "unset"),
            Set.of(Strain.UNDER_VOLTAGE, Strain.THROTTLED),
            Set.of(),
            new TreeMap<>());
    assertEquals(
        Set.of(
            MachineTrouble.UNDER_VOLTAGE,
            MachineTrouble.THROTTLED,
            MachineTrouble.DISK_FULL,
            MachineTrouble.DISK_WORN),
        tell(ill, Duration.ofSeconds(15)));
    assertEquals(
        Set.of(
            MachineTrouble.UNDER_VOLTAGE,
            MachineTrouble.THROTTLED,
            MachineTrouble.DISK_FULL,
            MachineTrouble.DISK_WORN,
            MachineTrouble.MEMORY_LOW,
            MachineTrouble.CLOCK_UNSET),
        tell(ill, Duration.ofMinutes(11)));
  }
}
