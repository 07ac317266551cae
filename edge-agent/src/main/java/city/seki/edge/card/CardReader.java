package city.seki.edge.card;

import org.jspecify.annotations.Nullable;

/**
 * A card reader on some bus. Confined to the one thread that watches it; every call ends within a
 * bounded time.
 */
public interface CardReader extends AutoCloseable {
  /** How the installer names it, for instance {@code pn532:hsu:/dev/ttyAMA0} or {@code pcsc:}. */
  String name();

  /**
   * Opens the bus and brings the reader into a known state. May be called again after {@link
   * #close}.
   *
   * @return the firmware version as the reader tells it, for instance {@code 1.6}
   * @throws ReaderFault if no working reader answers
   */
  String open() throws ReaderFault;

  /**
   * Looks once for cards. It returns in at most some 300 ms, at once when a card is found.
   *
   * @throws ReaderFault if the reader did not answer sensibly: the field is then not known to be
   *     empty
   */
  Field poll() throws ReaderFault;

  /**
   * The way to the FeliCa Lite-S card that the last poll found, until the next poll.
   *
   * @return null if it found none alone, or if this reader cannot talk to cards
   */
  default @Nullable FelicaLink liteS() {
    return null;
  }

  /**
   * Brings an open reader that faltered into a known state, without giving up the bus where that is
   * possible.
   *
   * @return the firmware version, as {@link #open} does
   * @throws ReaderFault if no working reader answers
   */
  default String reset() throws ReaderFault {
    close();
    return open();
  }

  /** Lets go of the bus; never throws, may be called at any time and more than once. */
  @Override
  void close();
}
