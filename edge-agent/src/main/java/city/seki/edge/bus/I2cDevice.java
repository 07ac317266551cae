package city.seki.edge.bus;

/** One device on an I2C bus. Confined to one thread; the bus may be shared. */
public interface I2cDevice extends AutoCloseable {
  /**
   * One write transfer.
   *
   * @throws BusFault if the device does not acknowledge
   */
  void write(byte[] bytes) throws BusFault;

  /**
   * One read transfer that fills the array.
   *
   * @throws BusFault if the device does not acknowledge
   */
  void read(byte[] into) throws BusFault;

  /** Never throws; may be called more than once. */
  @Override
  void close();
}
