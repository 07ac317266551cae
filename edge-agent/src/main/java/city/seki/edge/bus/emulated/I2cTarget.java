package city.seki.edge.bus.emulated;

/** A device as an I2C bus sees it. Called by the thread that drives the bus. */
public interface I2cTarget {
  /** A write transfer; false if the device does not acknowledge. */
  boolean write(byte[] bytes);

  /** A read transfer: fills the array; false if the device does not acknowledge. */
  boolean read(byte[] into);
}
