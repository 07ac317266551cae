package city.seki.edge.bus;

import java.time.Duration;

/** A digital input: what a contact or the output of a sensor does. Confined to one thread. */
public interface InputPin extends AutoCloseable {
  /** What holds the pin where nothing drives it. */
  enum Pull {
    /** Nothing: for outputs that drive both levels. */
    NONE,
    /** High: for a contact to ground. */
    UP,
    /** Low: a cut wire looks like silence. */
    DOWN
  }

  /**
   * The level now.
   *
   * @throws BusFault if the pin cannot be read
   */
  boolean isHigh() throws BusFault;

  /**
   * Waits until the level has changed since this was called last, or since the pin was opened, but
   * no longer than that. Any number of changes count as one.
   *
   * @return whether it changed, though it may have changed back
   * @throws BusFault if the pin is closed
   * @throws InterruptedException if the thread was asked to end
   */
  boolean awaitChange(Duration most) throws BusFault, InterruptedException;

  /** Never throws; may be called more than once. */
  @Override
  void close();
}
