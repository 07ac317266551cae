package city.seki.edge.bus;

import com.pi4j.io.spi.Spi;

/** A device on a real or emulated SPI bus of Pi4J. */
final class Pi4jSpiDevice implements SpiDevice {
  private final String name;
  private final Spi spi;
  private final Runnable release;
  private boolean closed;

  Pi4jSpiDevice(String name, Spi spi, Runnable release) {
    this.name = name;
    this.spi = spi;
    this.release = release;
  }

  @Override
  public void transfer(byte[] bytes) throws BusFault {
    int moved = Pi4jFaults.translated(name, () -> spi.transfer(bytes, 0, bytes, 0, bytes.length));
    if (moved != bytes.length) { // linuxfs answers -1 where its ioctl failed
      throw new BusFault(BusFault.Cause.NO_ANSWER, name + ": the transfer failed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      spi.close(); // Pi4J's registry forgets an SPI device without closing its file
      release.run();
    }
  }
}
