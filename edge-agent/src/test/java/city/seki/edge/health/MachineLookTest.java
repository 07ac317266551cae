package city.seki.edge.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.MachineHealth;
import city.seki.config.wire.Strain;
import city.seki.config.wire.Trait;
import city.seki.config.wire.Vital;
import city.seki.edge.health.emulated.EmulatedMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look at a machine finds, and what it says of what it does not find. */
class MachineLookTest {
  private static final String FIRMWARE = "sys/devices/platform/soc/soc:firmware/get_throttled";
  private static final String ZONE = "sys/class/thermal/thermal_zone0/";
  private static final String CARD = "sys/block/mmcblk0/device/";

  private final EmulatedMachine pi = new EmulatedMachine();

  private MachineHealth look() {
    return new MachineLook(
            pi,
            Path.of("/var/lib/seki"),
            () -> new MachineLook.Room(1_000, 400),
            new MachineLook.Heap() {
              @Override
              public long used() {
                return 20;
              }

              @Override
              public long most() {
                return 80;
              }
            })
        .get();
  }

  @Test
  void a_pi_tells_all_that_it_has_and_why_the_rest_is_missing() {
    MachineHealth health = look();
    Map<Vital, Double> expected =
        Map.ofEntries(
            Map.entry(Vital.TEMPERATURE_C, 47.236),
            Map.entry(Vital.MACHINE_UPTIME_S, 350_735.47),
            Map.entry(Vital.LOAD_PERCENT, 5.25),
            Map.entry(Vital.MEMORY_TOTAL_BYTES, 447_741_952.0),
            Map.entry(Vital.MEMORY_AVAILABLE_BYTES, 268_435_456.0),
            Map.entry(Vital.PROCESS_RESIDENT_BYTES, 75_173_888.0),
            Map.entry(Vital.HEAP_USED_BYTES, 20.0),
            Map.entry(Vital.HEAP_MOST_BYTES, 80.0),
            Map.entry(Vital.DISK_TOTAL_BYTES, 1_000.0),
            Map.entry(Vital.DISK_FREE_BYTES, 400.0),
            Map.entry(Vital.DISK_WRITTEN_BYTES, 128_974_848.0),
            Map.entry(Vital.WIFI_SIGNAL_DBM, -56.0));
    assertEquals(expected, health.values());
    assertEquals(
        Map.of(Trait.MODEL, "Raspberry Pi Zero 2 W Rev 1.0", Trait.DISK_KIND, "sd"),
        health.words());
    assertEquals(Set.of(), health.strained());
    assertEquals(
        Map.of("disk_wear_percent", "not-told", "disk_reserve", "not-told"), health.unknown());
  }

  @Test
  void the_bits_of_the_firmware_are_now_and_before() {
    pi.set(FIRMWARE, "50005\n");
    assertEquals(EnumSet.of(Strain.UNDER_VOLTAGE, Strain.THROTTLED), look().strained());
    assertEquals(EnumSet.of(Strain.UNDER_VOLTAGE, Strain.THROTTLED), look().strainedBefore());
    pi.set(FIRMWARE, "0xe0008\n");
    assertEquals(EnumSet.of(Strain.SOFT_TEMPERATURE_LIMIT), look().strained());
    assertEquals(
        EnumSet.of(Strain.FREQUENCY_CAPPED, Strain.THROTTLED, Strain.SOFT_TEMPERATURE_LIMIT),
        look().strainedBefore());
  }

  @Test
  void another_kernel_tells_the_voltage_by_its_alarm() {
    pi.without(FIRMWARE);
    assertEquals("absent", look().unknown().get(MachineHealth.STRAINED));
    pi.set("sys/class/hwmon/hwmon0/name", "cpu_thermal\n");
    assertEquals("absent", look().unknown().get(MachineHealth.STRAINED));
    pi.set("sys/class/hwmon/hwmon1/name", "rpi_volt\n");
    pi.set("sys/class/hwmon/hwmon1/in0_lcrit_alarm", "1\n");
    assertEquals(Set.of(Strain.UNDER_VOLTAGE), look().strained());
    assertNull(look().unknown().get(MachineHealth.STRAINED));
  }

  @Test
  void an_emmc_tells_how_worn_it_is() {
    pi.set(CARD + "type", "MMC\n").set(CARD + "life_time", "0x02 0x04\n");
    pi.set(CARD + "pre_eol_info", "0x02\n");
    assertEquals("emmc", look().of(Trait.DISK_KIND));
    assertEquals(40.0, look().of(Vital.DISK_WEAR_PERCENT));
    assertEquals("warning", look().of(Trait.DISK_RESERVE));
    pi.set(CARD + "life_time", "0x00 0x00\n").without(CARD + "pre_eol_info");
    assertEquals("garbled", look().unknown().get("disk_wear_percent"));
    assertEquals("absent", look().unknown().get("disk_reserve"));
  }

  @Test
  void a_root_in_memory_has_no_disk_to_wear_out() {
    pi.set("proc/self/mountinfo", "30 1 0:27 / / rw - overlay overlay rw\n");
    MachineHealth health = look();
    assertEquals("overlay", health.of(Trait.DISK_KIND));
    assertEquals("absent", health.unknown().get("disk_written_bytes"));
    assertEquals("absent", health.unknown().get("disk_wear_percent"));
  }

  @Test
  void the_mount_with_the_longest_path_counts() {
    pi.set(
        "proc/self/mountinfo",
        """
        24 1 179:2 / / rw - ext4 /dev/mmcblk0p2 rw
        26 24 8:1 / /var/lib/seki rw shared:1 - ext4 /dev/sda1 rw
        27 24 179:1 / /var/lib/sekiya rw - vfat /dev/mmcblk0p1 rw
        """);
    pi.set("sys/block/sda/dev", "8:0\n").set("sys/block/sda/sda1/dev", "8:1\n");
    pi.set("sys/block/sda/stat", "1 2 3 4 5 6 10 8\n");
    assertEquals("sda", look().of(Trait.DISK_KIND));
    assertEquals(5_120.0, look().of(Vital.DISK_WRITTEN_BYTES));
    assertEquals("not-told", look().unknown().get("disk_wear_percent"));
  }

  @Test
  void over_a_cable_the_radio_does_not_count() {
    pi.set("proc/net/route", "Iface\tDestination\neth0\t00000000\n");
    assertEquals("absent", look().unknown().get("wifi_signal_dbm"));
    pi.set("proc/net/route", "Iface\tDestination\n");
    assertEquals(-56.0, look().of(Vital.WIFI_SIGNAL_DBM), "no way out now: the radio is the way");
  }

  @Test
  void what_makes_no_sense_is_garbled_and_the_rest_is_told() {
    pi.set(ZONE + "temp", "warm\n").set("proc/meminfo", "MemTotal: lots\n");
    pi.set("proc/loadavg", "\n").set(FIRMWARE, "zz").set("proc/net/wireless", "a\nb\n wlan0:\n");
    pi.set("proc/self/mountinfo", "x\n");
    MachineHealth health = look();
    for (String name :
        Set.of(
            "temperature_c",
            "memory_total_bytes",
            "load_percent",
            "strained",
            "wifi_signal_dbm",
            "disk_kind")) {
      assertEquals("garbled", health.unknown().get(name), name);
    }
    assertEquals(350_735.47, health.of(Vital.MACHINE_UPTIME_S));
    pi.set(ZONE + "temp", "999999\n");
    assertEquals("garbled", look().unknown().get("temperature_c"));
  }

  @Test
  void whatever_is_missing_is_absent_and_nothing_fails() {
    MachineHealth health =
        new MachineLook(
                MachineFiles.below(Path.of("/proc/self/fd/nothing")),
                Path.of("/"),
                () -> {
                  throw new IOException("input/output error");
                },
                MachineLook.Heap.ofThisProcess())
            .get();
    assertEquals(Set.of(Vital.HEAP_USED_BYTES, Vital.HEAP_MOST_BYTES), health.values().keySet());
    assertEquals("unreadable", health.unknown().get("disk_free_bytes"));
    assertEquals("absent", health.unknown().get("model"));
  }

  /** Whatever this machine is: each value is there, or says why not. */
  @Test
  void this_machine_tells_or_says_why_not(@TempDir Path data) throws IOException {
    MachineHealth health = MachineLook.atThisMachine(data).get();
    for (Vital vital : Vital.values()) {
      boolean isOfLink = vital == Vital.LINK_RECONNECTS || vital == Vital.LINK_ROUND_TRIP_MS;
      assertTrue(
          isOfLink || (health.of(vital) == null) == health.unknown().containsKey(vital.word()),
          vital.word() + " in " + health);
    }
    Double memory = health.of(Vital.MEMORY_TOTAL_BYTES);
    assertNotNull(memory);
    assertTrue(memory > 64 << 20, "this machine has memory: " + memory);
    assertEquals(
        (Double) (double) Files.getFileStore(data).getTotalSpace(),
        health.of(Vital.DISK_TOTAL_BYTES));
    assertNotNull(health.of(Trait.DISK_KIND), () -> "a kind of disk in " + health);
    assertNotNull(health.of(Vital.LOAD_PERCENT));
    assertNotNull(health.of(Vital.PROCESS_RESIDENT_BYTES));
  }
}
