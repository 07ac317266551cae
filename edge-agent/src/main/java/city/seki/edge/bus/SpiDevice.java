package city.seki.edge.bus;

/** One device on an SPI bus, mode 0, most significant bit first. Confined to one thread. */
public interface SpiDevice extends AutoCloseable {
  /**
   * One transfer under one chip select: sends the bytes and replaces them by those received.
   *
   * @throws BusFault if the controller fails; a device that is not there reads as 00 or FF
   */
  void transfer(byte[] bytes) throws BusFault;

  /** Never throws; may be called more than once. */
  @Override
  void close();
}
