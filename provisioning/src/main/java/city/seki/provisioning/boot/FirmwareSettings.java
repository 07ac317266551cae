package city.seki.provisioning.boot;

import city.seki.config.model.SensorWiring;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The lines of {@code config.txt} that a unit's wiring needs; pure. They follow the documentation
 * of Raspberry Pi ("config.txt", "conditional filters") and the README of its overlays; none of
 * them has been tried on a Raspberry Pi yet.
 */
final class FirmwareSettings {
  private static final Pattern I2C = Pattern.compile("(pn532|scd4x):i2c:1\\b.*");
  private static final Pattern SPI0 = Pattern.compile("pn532:spi:0\\.[01]");
  private static final Pattern SPI1 = Pattern.compile("pn532:spi:1\\.[012]");

  /** The line of the header's pins 8 and 10, by any of its names. */
  private static final Pattern UART = Pattern.compile(".*:/dev/(ttyAMA0|ttyS0|serial0)\\b.*");

  private FirmwareSettings() {}

  /** Whether the serial line of the header is wired: no console may speak there. */
  static boolean usesSerialLine(Unit unit) {
    return devices(unit).anyMatch(UART.asMatchPredicate());
  }

  /** Whole lines, each ended. */
  static String of(Unit unit) {
    List<String> lines = new ArrayList<>();
    lines.add("[all]");
    // Of the whole machine, fed by systemd: whatever hangs, the unit comes back.
    lines.add("dtparam=watchdog=on");
    add(lines, unit, I2C.asMatchPredicate(), "dtparam=i2c_arm=on");
    add(lines, unit, SPI0.asMatchPredicate(), "dtparam=spi=on");
    add(lines, unit, SPI1.asMatchPredicate(), "dtoverlay=spi1-3cs");
    String pins = lights(unit);
    if (!pins.isEmpty()) {
      // Dark from the first moment: a pin that floats lets a light glow.
      lines.add("gpio=" + pins + "=op,dl");
    }
    if (usesSerialLine(unit)) {
      // Bluetooth has the good serial port on these; the Pi 5 has one more.
      for (String board : List.of("pi02", "pi3", "pi4")) {
        lines.addAll(List.of("[" + board + "]", "enable_uart=1", "dtoverlay=disable-bt"));
      }
      lines.addAll(List.of("[pi5]", "dtparam=uart0=on", "[all]"));
    }
    return String.join("\n", lines) + "\n";
  }

  private static void add(List<String> lines, Unit unit, Predicate<String> wired, String line) {
    if (devices(unit).anyMatch(wired)) {
      lines.add(line);
    }
  }

  private static Stream<String> devices(Unit unit) {
    return Stream.concat(
        unit.readers().stream().map(Wiring::device),
        unit.sensors().stream().map(SensorWiring::device));
  }

  private static String lights(Unit unit) {
    TreeSet<Integer> pins = new TreeSet<>();
    for (Wiring reader : unit.readers()) {
      Wiring.LightPins light = reader.light();
      if (light != null) {
        pins.addAll(List.of(light.red(), light.green(), light.blue()));
        if (light.buzzer() != null) {
          pins.add(light.buzzer());
        }
      }
    }
    return String.join(",", pins.stream().map(String::valueOf).toList());
  }
}
