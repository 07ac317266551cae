package city.seki.edge.card.pn532;

import city.seki.edge.bus.BusFault;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An open wire to a PN532: frames in, frames out. Confined to one thread. */
interface Pn532Transport extends AutoCloseable {
  /** Wakes a sleeping chip and stops what it may be doing. */
  void wake() throws BusFault, InterruptedException;

  /** Sends a frame; whatever came before and was not received is dropped. */
  void send(Frame frame) throws BusFault;

  /**
   * Waits for the next frame.
   *
   * @return null if nothing came in time; {@link Frame.Broken} if only noise came
   */
  @Nullable Frame receive(Duration atMost) throws BusFault, InterruptedException;

  /** Never throws; may be called more than once. */
  @Override
  void close();
}
