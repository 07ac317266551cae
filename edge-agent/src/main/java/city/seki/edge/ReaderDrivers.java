package city.seki.edge;

import city.seki.edge.bus.Pi4jBuses;
import city.seki.edge.card.CardReader;
import city.seki.edge.card.Pace;
import city.seki.edge.card.ReaderSpec;
import city.seki.edge.card.pcsc.PcscReader;
import city.seki.edge.card.pn532.Pn532Reader;

/**
 * The production driver for each kind of reader, not yet opened; the others are not even loaded.
 */
final class ReaderDrivers {
  private final Pace pace;
  private final Pi4jBuses buses;

  /**
   * @param buses for the readers on I2C and SPI; not touched for the others
   */
  ReaderDrivers(Pace pace, Pi4jBuses buses) {
    this.pace = pace;
    this.buses = buses;
  }

  CardReader of(ReaderSpec spec) {
    return switch (spec) {
      case ReaderSpec.Pcsc(String name) -> new PcscReader(name);
      case ReaderSpec.Pn532Hsu(String path) -> Pn532Reader.hsu(path, pace);
      case ReaderSpec.Pn532I2c(int bus, int address) -> Pn532Reader.i2c(buses, bus, address, pace);
      case ReaderSpec.Pn532Spi(int bus, int chipSelect) ->
          Pn532Reader.spi(buses, bus, chipSelect, pace);
    };
  }
}
