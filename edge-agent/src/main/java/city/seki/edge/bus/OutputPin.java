package city.seki.edge.bus;

/** A digital output: one colour of a light, or a buzzer. Low when opened and after close. */
public interface OutputPin extends AutoCloseable {
  /**
   * @throws BusFault if the pin cannot be driven
   */
  void set(boolean high) throws BusFault;

  /** Leaves the pin low. Never throws; may be called more than once. */
  @Override
  void close();
}
