package city.seki.edge.card.pn532;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.Pi4jBuses;
import city.seki.edge.bus.SerialLine;
import city.seki.edge.bus.emulated.EmulatedBoard;
import city.seki.edge.bus.emulated.I2cTarget;
import city.seki.edge.bus.emulated.SerialCable;
import city.seki.edge.bus.emulated.SpiTarget;
import city.seki.edge.card.Pace;
import city.seki.edge.card.emulated.EmulatedPn532;
import city.seki.edge.card.emulated.Pn532Wires;
import java.util.Arrays;
import java.util.Random;

/**
 * An emulated chip and the production driver on one of the wires between them; the wire can be
 * pulled out, put back, and made noisy.
 */
final class Bench implements AutoCloseable {
  enum Wire {
    HSU,
    I2C,
    SPI
  }

  private static final int BUS = 3;
  private static final int CHIP_SELECT = 1;

  final EmulatedPn532 chip = new EmulatedPn532();
  final Pn532Reader reader;
  private final Wire wire;
  private final EmulatedBoard board = new EmulatedBoard();
  private final Pi4jBuses buses = board.buses();
  private final SerialCable cable = new SerialCable();
  private final Random noise = new Random(1);
  private volatile double noisy;

  Bench(Wire wire) {
    this.wire = wire;
    Pace pace = new HurriedPace(wire == Wire.HSU ? 1 : 10);
    this.reader =
        switch (wire) {
          case HSU -> Pn532Reader.hsu("pn532:hsu:cable", () -> noisy(cable.host().open()), pace);
          case I2C -> Pn532Reader.i2c(buses, BUS, Pn532Reader.I2C_ADDRESS, pace);
          case SPI -> Pn532Reader.spi(buses, BUS, CHIP_SELECT, pace);
        };
    comeBack();
  }

  void comeBack() {
    switch (wire) {
      case HSU -> {
        cable.plugIn();
        SerialLine line = deviceEnd();
        Thread.ofVirtual().start(() -> Pn532Wires.serve(chip, line));
      }
      case I2C -> board.attachI2c(BUS, Pn532Reader.I2C_ADDRESS, noisy(Pn532Wires.i2c(chip)));
      case SPI -> board.attachSpi(BUS, CHIP_SELECT, noisy(Pn532Wires.spi(chip)));
    }
  }

  void vanish() {
    switch (wire) {
      case HSU -> cable.unplug();
      case I2C -> board.detachI2c(BUS, Pn532Reader.I2C_ADDRESS);
      case SPI -> board.detachSpi(BUS, CHIP_SELECT);
    }
    chip.powerCycle();
  }

  /** How many of the transfers towards the host get a byte changed. */
  void noise(long seed, double share) {
    noise.setSeed(seed);
    noisy = share;
  }

  private SerialLine deviceEnd() {
    try {
      return cable.device().open();
    } catch (BusFault e) {
      throw new IllegalStateException(e);
    }
  }

  private void disturb(byte[] bytes, int count) {
    if (count > 0 && noise.nextDouble() < noisy) {
      bytes[noise.nextInt(count)] ^= (byte) (1 + noise.nextInt(255));
    }
  }

  private I2cTarget noisy(I2cTarget quiet) {
    return new I2cTarget() {
      @Override
      public boolean write(byte[] bytes) {
        return quiet.write(bytes);
      }

      @Override
      public boolean read(byte[] into) {
        boolean acknowledged = quiet.read(into);
        disturb(into, into.length);
        return acknowledged;
      }
    };
  }

  private SpiTarget noisy(SpiTarget quiet) {
    return sent -> {
      byte[] answer = quiet.transfer(sent);
      disturb(answer, answer.length);
      return answer;
    };
  }

  private SerialLine noisy(SerialLine quiet) {
    return new SerialLine() {
      @Override
      public void write(byte[] bytes) throws BusFault {
        quiet.write(bytes);
      }

      @Override
      public int read(byte[] into) throws BusFault {
        byte[] less = Arrays.copyOf(into, Math.min(into.length, 7)); // portions, as a UART gives
        int count = quiet.read(less);
        disturb(less, count);
        System.arraycopy(less, 0, into, 0, count);
        return count;
      }

      @Override
      public void discardInput() throws BusFault {
        quiet.discardInput();
      }

      @Override
      public void close() {
        quiet.close();
      }
    };
  }

  @Override
  public void close() {
    reader.close();
    vanish();
    buses.close();
  }
}
