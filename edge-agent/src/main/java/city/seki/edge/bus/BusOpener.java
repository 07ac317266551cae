package city.seki.edge.bus;

/** Opens the same wire again and again: what a driver keeps so that it can recover from a loss. */
@FunctionalInterface
public interface BusOpener<T extends AutoCloseable> {
  /**
   * @throws BusFault if there is no such wire, or it may not be used
   */
  T open() throws BusFault;
}
