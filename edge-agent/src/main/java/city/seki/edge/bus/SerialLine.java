package city.seki.edge.bus;

import java.time.Duration;

/** An open serial line, 8N1 without flow control. Confined to one thread. */
public interface SerialLine extends AutoCloseable {
  /** How long {@link #read} waits for a first byte; the granularity of a tty's own timer. */
  Duration READ_WAIT = Duration.ofMillis(100);

  /**
   * Sends all bytes.
   *
   * @throws BusFault if they could not all be handed over: the line is gone
   */
  void write(byte[] bytes) throws BusFault;

  /**
   * Reads what has come, waiting at most {@link #READ_WAIT} for the first byte.
   *
   * @return how many bytes were stored from index 0; 0 if none came
   * @throws BusFault if the line is gone
   */
  int read(byte[] into) throws BusFault;

  /**
   * Drops what has come and was not read.
   *
   * @throws BusFault if the line is gone
   */
  void discardInput() throws BusFault;

  /** Never throws; may be called more than once. */
  @Override
  void close();
}
