package city.seki.edge.bus.emulated;

/** A device as an SPI bus sees it. Called by the thread that drives the bus. */
public interface SpiTarget {
  /**
   * One transfer under chip select, most significant bit first.
   *
   * @param sent what the controller sends
   * @return as many bytes, what the device puts on the line meanwhile
   */
  byte[] transfer(byte[] sent);
}
