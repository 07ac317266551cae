package city.seki.edge.card;

import org.jspecify.annotations.Nullable;

/** The way to one FeliCa card in the field of a reader. */
@FunctionalInterface
public interface FelicaLink {
  /**
   * Sends a packet to the card and waits for its answer, some 50 ms at most.
   *
   * @param packet with its length in front (JIS X 6319-4)
   * @return the answer with its length in front; null if none came, or a damaged one: the card left
   *     the field, or lies badly
   * @throws ReaderFault if the reader did not answer sensibly: nothing is known of the card then
   */
  byte @Nullable [] exchange(byte[] packet) throws ReaderFault;
}
