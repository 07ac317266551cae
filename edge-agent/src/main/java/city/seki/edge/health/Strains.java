package city.seki.edge.health;

import city.seki.config.wire.Strain;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Why a Pi runs slower than it could, from its firmware: the bits of {@code vcgencmd get_throttled}
 * (0 to 3 now, 16 to 19 at some time since the start), which the kernel of Raspberry Pi OS shows in
 * a file. Another kernel shows at least whether the voltage is too low now, as the alarm of a
 * sensor called {@code rpi_volt}.
 *
 * @see <a
 *     href="https://www.raspberrypi.com/documentation/computers/os.html#get_throttled">Raspberry Pi
 *     documentation, get_throttled</a>
 */
record Strains(Set<Strain> now, Set<Strain> before) {
  private static final String FIRMWARE = "sys/devices/platform/soc/soc:firmware/get_throttled";
  private static final String SENSORS = "sys/class/hwmon";
  private static final int BEFORE = 16;

  static Finding<Strains> of(MachineFiles files) {
    return Finding.of(
        () -> {
          try {
            return ofBits(files.read(FIRMWARE));
          } catch (NoSuchFileException e) {
            return ofVoltage(files);
          }
        });
  }

  /** A number of base 16, with or without the mark of one. */
  private static Strains ofBits(String text) {
    String digits = text.strip();
    long bits = Long.parseLong(digits.startsWith("0x") ? digits.substring(2) : digits, 16);
    return new Strains(strains(bits), strains(bits >> BEFORE));
  }

  private static Set<Strain> strains(long bits) {
    Set<Strain> strains = EnumSet.noneOf(Strain.class);
    for (Strain strain : Strain.values()) {
      long bit =
          switch (strain) {
            case UNDER_VOLTAGE -> 1;
            case FREQUENCY_CAPPED -> 1 << 1;
            case THROTTLED -> 1 << 2;
            case SOFT_TEMPERATURE_LIMIT -> 1 << 3;
          };
      if ((bits & bit) != 0) {
        strains.add(strain);
      }
    }
    return strains;
  }

  private static Strains ofVoltage(MachineFiles files) throws IOException {
    for (String sensor : files.names(SENSORS)) {
      String folder = SENSORS + '/' + sensor;
      if (files.read(folder + "/name").strip().equals("rpi_volt")) {
        boolean low = files.read(folder + "/in0_lcrit_alarm").strip().equals("1");
        Set<Strain> now = low ? EnumSet.of(Strain.UNDER_VOLTAGE) : EnumSet.noneOf(Strain.class);
        return new Strains(now, Set.copyOf(now));
      }
    }
    throw new NoSuchFileException(SENSORS, null, "none is called rpi_volt");
  }
}
