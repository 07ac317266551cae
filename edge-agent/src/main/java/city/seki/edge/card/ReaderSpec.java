package city.seki.edge.card;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which reader on which bus, as the installer and the wiring file name it; {@code toString} gives
 * that name back.
 */
public sealed interface ReaderSpec {
  /** A PN532 on a serial line; {@code path} is its device file or a link to it. */
  record Pn532Hsu(String path) implements ReaderSpec {
    public Pn532Hsu {
      require(path.startsWith("/"), path, "a device file is an absolute path: /dev/ttyAMA0");
    }

    @Override
    public String toString() {
      return "pn532:hsu:" + path;
    }
  }

  /** A PN532 on I2C bus {@code /dev/i2c-BUS}, at a 7-bit address. */
  record Pn532I2c(int bus, int address) implements ReaderSpec {
    public Pn532I2c {
      require(
          address >= 0x08 && address <= 0x77,
          "0x%02x".formatted(address),
          "a 7-bit I2C address is 0x08 to 0x77, that of a PN532 is 0x24");
    }

    @Override
    public String toString() {
      return "pn532:i2c:%d:0x%02x".formatted(bus, address);
    }
  }

  /** A PN532 on SPI device {@code /dev/spidevBUS.CS}. */
  record Pn532Spi(int bus, int chipSelect) implements ReaderSpec {
    @Override
    public String toString() {
      return "pn532:spi:" + bus + "." + chipSelect;
    }
  }

  /** A reader behind pcscd: the first whose name contains {@code name}, which may be empty. */
  record Pcsc(String name) implements ReaderSpec {
    @Override
    public String toString() {
      return "pcsc:" + name;
    }
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if it names no reader; the message says what was expected
   */
  static ReaderSpec parse(String text) {
    if (text.startsWith("pcsc:")) {
      return new Pcsc(text.substring("pcsc:".length()));
    }
    if (text.startsWith("pn532:hsu:")) {
      return new Pn532Hsu(text.substring("pn532:hsu:".length()));
    }
    if (text.startsWith("pn532:i2c:")) {
      return i2c(text, text.substring("pn532:i2c:".length()));
    }
    if (text.startsWith("pn532:spi:")) {
      return spi(text, text.substring("pn532:spi:".length()));
    }
    throw new IllegalArgumentException(
        "'%s' names no reader: expected pn532:hsu:PATH, pn532:i2c:BUS:0xADDRESS, pn532:spi:BUS.CS, pcsc: or pcsc:NAME"
            .formatted(text));
  }

  private static ReaderSpec i2c(String text, String rest) {
    Matcher parts = Pattern.compile("(\\d{1,3}):0x([0-9a-f]{1,2})").matcher(lower(rest));
    require(parts.matches(), text, "expected pn532:i2c:BUS:0xADDRESS, like pn532:i2c:1:0x24");
    return new Pn532I2c(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2), 16));
  }

  private static ReaderSpec spi(String text, String rest) {
    Matcher parts = Pattern.compile("(\\d{1,3})\\.(\\d{1,2})").matcher(rest);
    require(parts.matches(), text, "expected pn532:spi:BUS.CS, like pn532:spi:0.0");
    return new Pn532Spi(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static void require(boolean condition, String found, String expected) {
    if (!condition) {
      throw new IllegalArgumentException("'" + found + "': " + expected);
    }
  }
}
