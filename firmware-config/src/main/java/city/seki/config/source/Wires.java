package city.seki.config.source;

import city.seki.config.model.Wiring;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one Raspberry Pi: two things on one pin, bus address or port do not work.
 *
 * <p>Pins are BCM numbers 2 to 27; 0 and 1 belong to the identification chips of add-on boards.
 * Source: Raspberry Pi documentation, "GPIO and the 40-pin header", alternative functions: I2C1 on
 * 2 and 3; UART0 on 14 and 15; SPI0 on 9 to 11 with chip selects 8 and 7; SPI1 on 19 to 21 with
 * chip selects 18, 17 and 16.
 */
final class Wires {
  private static final int FIRST_PIN = 2;
  private static final int LAST_PIN = 27;

  /** The chip has this one alone. */
  private static final int PN532_ADDRESS = 0x24;

  private static final Pattern I2C = Pattern.compile("pn532:i2c:(\\d):(0x[0-9A-Fa-f]{2})");
  private static final Pattern SPI = Pattern.compile("pn532:spi:([01])\\.([012])");
  private static final Pattern HSU = Pattern.compile("pn532:hsu:(/[A-Za-z0-9_./:-]+)");
  private static final Pattern PCSC = Pattern.compile("pcsc:(.{0,200})");
  private static final Pattern RADAR =
      Pattern.compile("ld2410:(/[A-Za-z0-9_./:-]+?)(?:@(\\d{4,7}))?");
  private static final Pattern AIR =
      Pattern.compile("scd4x:i2c:(\\d)(?::0x62)?(?:\\?altitude=(\\d{1,4}))?");
  private static final Pattern PIN = Pattern.compile("(pir|door|pad):gpio:(\\d{1,2})");
  private static final Pattern NETWORK = Pattern.compile("coap:([A-Za-z0-9][A-Za-z0-9_.-]{0,63})");
  private static final List<String> HEADER_UARTS =
      List.of("/dev/ttyAMA0", "/dev/ttyS0", "/dev/serial0");

  /** What took a pin first; the devices of one bus share its pins. */
  private record Use(String by, int line, boolean fixed) {}

  private final Unique devices =
      new Unique("device", "connect one to another port, bus or address, or to another unit");
  private final Map<Integer, Use> pins = new HashMap<>();
  private final Map<String, Value> pcsc = new LinkedHashMap<>();

  /** The device as written, null after a problem. */
  @Nullable String device(Block reader) {
    String device = reader.text("device");
    Value at = reader.get("device");
    if (device == null || at == null) {
      return null;
    }
    String port = port(device, at);
    if (port == null) {
      at.problem(
          "'"
              + device
              + "' is no reader device: write pn532:i2c:1:0x24, pn532:spi:0.0,"
              + " pn532:hsu:/dev/ttyAMA0, or for a reader at USB pcsc: or pcsc:NAME");
      return null;
    }
    if (PCSC.matcher(device).matches()) {
      requireNames(device, at);
    } else {
      devices.add(port, at);
    }
    return device;
  }

  /**
   * {@code pcsc:NAME} is the reader whose name has that part, and {@code pcsc:} any: of two, none
   * may fit the other's reader as well.
   */
  private void requireNames(String device, Value at) {
    String name = device.substring(device.indexOf(':') + 1);
    for (Map.Entry<String, Value> other : pcsc.entrySet()) {
      if (other.getKey().contains(name) || name.contains(other.getKey())) {
        at.impossible(
            "this unit has a second PC/SC reader "
                + at.other(other.getValue())
                + ", and '"
                + (name.length() < other.getKey().length() ? device : "pcsc:" + other.getKey())
                + "' may be either: write for each a part of its name that the other's has not, as"
                + " seki-edge readers --watch pcsc:? shows them");
        return;
      }
    }
    pcsc.put(name, at);
  }

  /** The sensor's device as written, null after a problem. */
  @Nullable String sensor(Block sensor) {
    String device = sensor.text("device");
    Value at = sensor.get("device");
    if (device == null || at == null) {
      return null;
    }
    String port = sensorPort(device, at);
    if (port == null) {
      at.problem(
          "'"
              + device
              + "' is no sensor device: write ld2410:/dev/ttyS1@256000, scd4x:i2c:1, pir:gpio:17,"
              + " door:gpio:27, pad:gpio:22 or coap:NAME");
      return null;
    }
    devices.add(port, at);
    return device;
  }

  private @Nullable String sensorPort(String device, Value at) {
    Matcher radar = RADAR.matcher(device);
    if (radar.matches()) {
      return uart(radar.group(1), at);
    }
    Matcher air = AIR.matcher(device);
    if (air.matches()) {
      String bus = "i2c:" + air.group(1);
      if (bus.equals("i2c:1")) {
        takeAll(List.of(2, 3), bus, at);
      }
      return bus + ":0x62";
    }
    Matcher pin = PIN.matcher(device);
    if (pin.matches()) {
      int number = Integer.parseInt(pin.group(2));
      if (number < FIRST_PIN || number > LAST_PIN) {
        return null;
      }
      take(number, new Use(device, at.line(), false), at, true);
      return "gpio:" + number;
    }
    return NETWORK.matcher(device).matches() ? device : null;
  }

  /** The pins of its light, null if it has none or after a problem. */
  Wiring.@Nullable LightPins light(Block reader) {
    Block light = reader.block("light", Shape.LIGHT);
    if (light == null) {
      return null;
    }
    Integer red = pin(light, "red");
    Integer green = pin(light, "green");
    Integer blue = pin(light, "blue");
    Integer buzzer = pin(light, "buzzer");
    return red == null || green == null || blue == null
        ? null
        : new Wiring.LightPins(red, green, blue, buzzer);
  }

  private @Nullable Integer pin(Block light, String key) {
    Value at = light.get(key);
    Integer pin = at == null ? null : at.integer(FIRST_PIN, LAST_PIN);
    if (at != null && pin != null) {
      take(pin, new Use("the " + key + " pin of a light", at.line(), false), at, false);
    }
    return pin;
  }

  /** Takes the pins of that device; one spelling for each port, null if it is none. */
  private @Nullable String port(String device, Value at) {
    Matcher i2c = I2C.matcher(device);
    if (i2c.matches()) {
      int address = Integer.decode(i2c.group(2));
      if (address < 0x08 || address > 0x77) {
        return null;
      }
      if (address != PN532_ADDRESS) {
        at.warn(
            "a PN532 answers at 0x24 alone, not at "
                + i2c.group(2)
                + ", unless a chip before it translates addresses: connect a second one by SPI or"
                + " serial");
      }
      String bus = "i2c:" + i2c.group(1);
      if (bus.equals("i2c:1")) {
        takeAll(List.of(2, 3), bus, at);
      }
      return bus + String.format(":0x%02x", address);
    }
    Matcher spi = SPI.matcher(device);
    if (spi.matches()) {
      return spi(spi.group(1), Integer.parseInt(spi.group(2)), at);
    }
    Matcher hsu = HSU.matcher(device);
    if (hsu.matches()) {
      return uart(hsu.group(1), at);
    }
    return PCSC.matcher(device).matches() ? device : null;
  }

  private String uart(String path, Value at) {
    boolean onHeader = HEADER_UARTS.contains(path);
    if (onHeader) {
      takeAll(List.of(14, 15), "uart", at);
    }
    return onHeader ? "uart on pins 14 and 15" : path;
  }

  private @Nullable String spi(String bus, int chip, Value at) {
    if (bus.equals("0")) {
      if (chip > 1) {
        return null;
      }
      takeAll(List.of(9, 10, 11), "spi:0", at);
      takeAll(List.of(8 - chip), "spi:0." + chip, at);
    } else {
      takeAll(List.of(19, 20, 21), "spi:1", at);
      takeAll(List.of(18 - chip), "spi:1." + chip, at);
    }
    return "spi:" + bus + "." + chip;
  }

  /** Takes the pins that a bus or port has: they are always the same. */
  private void takeAll(List<Integer> taken, String by, Value at) {
    taken.forEach(pin -> take(pin, new Use(by, at.line(), true), at, true));
  }

  private void take(int pin, Use next, Value at, boolean shared) {
    Use first = pins.putIfAbsent(pin, next);
    if (first != null && !(shared && first.by().equals(next.by()))) {
      at.problem(
          "pin "
              + pin
              + " is there twice in this unit, first for "
              + first.by()
              + " on line "
              + first.line()
              + ": "
              + (next.fixed()
                  ? "the pins of " + next.by() + " are fixed, choose a free one for " + first.by()
                  : "choose a free pin for " + next.by()));
    }
  }
}
