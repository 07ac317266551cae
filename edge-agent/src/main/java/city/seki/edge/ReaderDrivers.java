package city.seki.edge;

import city.seki.edge.card.CardReader;
import city.seki.edge.card.ReaderSpec;
import city.seki.edge.card.pcsc.PcscReader;

/** The driver for each kind of reader; nothing of the others is loaded. */
final class ReaderDrivers {
  private ReaderDrivers() {}

  static CardReader of(ReaderSpec spec) {
    return switch (spec) {
      case ReaderSpec.Pcsc(String name) -> new PcscReader(name);
      case ReaderSpec.Pn532Hsu hsu -> throw new IllegalArgumentException("not yet: " + hsu);
      case ReaderSpec.Pn532I2c i2c -> throw new IllegalArgumentException("not yet: " + i2c);
      case ReaderSpec.Pn532Spi spi -> throw new IllegalArgumentException("not yet: " + spi);
    };
  }
}
