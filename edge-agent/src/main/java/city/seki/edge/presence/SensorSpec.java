package city.seki.edge.presence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which sensor on which wire, as the installer and the wiring file name it; {@code toString} gives
 * that name back, with the speed of a radar always and the address of an air sensor only where it
 * is not the usual one.
 */
public sealed interface SensorSpec {
  /** The longest name that is read: a device path has at most 4096 characters. */
  int LONGEST = 5000;

  /**
   * A radar HLK-LD2410 on a serial line.
   *
   * @param path its device file or a link to it
   * @param baud symbols per second
   */
  record Ld2410(String path, int baud) implements SensorSpec {
    /** As the module leaves the factory. */
    public static final int USUAL_BAUD = 256_000;

    public Ld2410 {
      require(
          path.startsWith("/"),
          path,
          "a device file is an absolute path: ld2410:/dev/ttyS1@256000");
      require(
          baud >= 9_600 && baud <= 460_800,
          Integer.toString(baud),
          "an LD2410 speaks at 9600 to 460800 baud, usually 256000");
    }

    @Override
    public String toString() {
      return "ld2410:" + path + "@" + baud;
    }
  }

  /**
   * An air sensor SCD40 or SCD41 on I2C bus {@code /dev/i2c-BUS}.
   *
   * @param altitudeMetres above sea level, 0 to 3000; null leaves the sensor as it is
   * @param selfCalibration whether the sensor may take the lowest value of a week for fresh air;
   *     null leaves it as it is
   */
  record Scd4x(
      int bus, int address, @Nullable Integer altitudeMetres, @Nullable Boolean selfCalibration)
      implements SensorSpec {
    /** The only address of the sensor itself. */
    public static final int USUAL_ADDRESS = 0x62;

    private static final int HIGHEST = 3000;

    public Scd4x {
      require(
          address >= 0x08 && address <= 0x77,
          "0x%02x".formatted(address),
          "a 7-bit I2C address is 0x08 to 0x77, that of an SCD4x is 0x62");
      require(
          altitudeMetres == null || (altitudeMetres >= 0 && altitudeMetres <= HIGHEST),
          "altitude=" + altitudeMetres,
          "an SCD4x knows altitudes of 0 to 3000 metres");
    }

    /** The bus and address alone, without settings. */
    public String place() {
      return "scd4x:i2c:" + bus + (address == USUAL_ADDRESS ? "" : ":0x%02x".formatted(address));
    }

    @Override
    public String toString() {
      List<String> settings = new ArrayList<>();
      if (altitudeMetres != null) {
        settings.add("altitude=" + altitudeMetres);
      }
      if (selfCalibration != null) {
        settings.add("asc=" + (selfCalibration ? "on" : "off"));
      }
      return place() + (settings.isEmpty() ? "" : "?" + String.join("&", settings));
    }
  }

  /**
   * A passive infrared sensor whose output is high while it sees something warm move.
   *
   * @param pin the line of the GPIO chip, on a Raspberry Pi the BCM number
   */
  record Pir(int pin) implements SensorSpec {
    @Override
    public String toString() {
      return "pir:gpio:" + pin;
    }
  }

  /**
   * A reed contact to ground that is closed while the door is.
   *
   * @param pin as in {@link Pir}
   */
  record Door(int pin) implements SensorSpec {
    @Override
    public String toString() {
      return "door:gpio:" + pin;
    }
  }

  /**
   * A pad under a seat: a contact to ground that is closed while somebody sits on it.
   *
   * @param pin as in {@link Pir}
   */
  record Pad(int pin) implements SensorSpec {
    @Override
    public String toString() {
      return "pad:gpio:" + pin;
    }
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if it names no sensor; the message says what was expected
   */
  static SensorSpec parse(String text) {
    require(text.length() <= LONGEST, text.substring(0, Math.min(40, text.length())), "too long");
    if (text.startsWith("ld2410:")) {
      return ld2410(text, text.substring("ld2410:".length()));
    }
    if (text.startsWith("scd4x:")) {
      return scd4x(text, text.substring("scd4x:".length()));
    }
    Matcher pin = Pattern.compile("(pir|door|pad):gpio:(.*)", Pattern.DOTALL).matcher(text);
    require(
        pin.matches(),
        text,
        "names no sensor: expected ld2410:PATH[@BAUD], scd4x:i2c:BUS[:0xADDRESS][?altitude=METRES],"
            + " pir:gpio:PIN, door:gpio:PIN or pad:gpio:PIN");
    String kind = pin.group(1);
    int number = pin(text, kind, pin.group(2));
    if (kind.equals("pir")) {
      return new Pir(number);
    }
    return kind.equals("door") ? new Door(number) : new Pad(number);
  }

  private static int pin(String text, String kind, String number) {
    require(
        number.matches("[0-9]{1,5}"),
        text,
        "expected " + kind + ":gpio:PIN, like " + kind + ":gpio:17");
    return Integer.parseInt(number);
  }

  private static Ld2410 ld2410(String text, String rest) {
    int at = rest.lastIndexOf('@');
    if (at < 0 || rest.indexOf('/', at) >= 0) { // a path may hold an @ of its own
      return new Ld2410(rest, Ld2410.USUAL_BAUD);
    }
    String baud = rest.substring(at + 1);
    require(
        baud.matches("[0-9]{1,7}"),
        text,
        "expected ld2410:PATH@BAUD, like ld2410:/dev/ttyS1@256000");
    return new Ld2410(rest.substring(0, at), Integer.parseInt(baud));
  }

  private static Scd4x scd4x(String text, String rest) {
    Matcher parts =
        Pattern.compile("i2c:([0-9]{1,3})(?::0x([0-9a-f]{1,2}))?(?:\\?(.*))?", Pattern.DOTALL)
            .matcher(rest.toLowerCase(Locale.ROOT));
    require(
        parts.matches(),
        text,
        "expected scd4x:i2c:BUS, like scd4x:i2c:1, scd4x:i2c:1:0x62 or scd4x:i2c:1?altitude=640");
    String address = parts.group(2);
    Scd4x plain =
        new Scd4x(
            Integer.parseInt(parts.group(1)),
            address == null ? Scd4x.USUAL_ADDRESS : Integer.parseInt(address, 16),
            null,
            null);
    String settings = parts.group(3);
    return settings == null ? plain : with(plain, settings, text);
  }

  private static Scd4x with(Scd4x plain, String settings, String text) {
    Matcher known =
        Pattern.compile("altitude=([0-9]{1,5})(?:&asc=(on|off))?|asc=(on|off)").matcher(settings);
    require(
        known.matches(),
        text,
        "settings of an SCD4x are altitude=METRES and asc=on or asc=off, as ?altitude=640&asc=off");
    String altitude = known.group(1);
    String asc = known.group(2) == null ? known.group(3) : known.group(2);
    return new Scd4x(
        plain.bus(),
        plain.address(),
        altitude == null ? null : Integer.valueOf(altitude),
        asc == null ? null : asc.equals("on"));
  }

  private static void require(boolean condition, String found, String expected) {
    if (!condition) {
      throw new IllegalArgumentException("'" + found + "': " + expected);
    }
  }
}
