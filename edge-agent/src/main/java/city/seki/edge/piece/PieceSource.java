package city.seki.edge.piece;

import city.seki.config.wire.Sha256;
import java.io.IOException;

/**
 * Whoever has bytes that are known by their SHA-256, and gives them out piece by piece. For one
 * thread at a time. What comes is not believed yet.
 */
public interface PieceSource {
  /** Bytes that may be asked for at once. */
  int MOST_BYTES = 32 << 10;

  /**
   * Those bytes; waits for them, and in between so that nothing else has to wait.
   *
   * @param whole names all of them
   * @param offset of the first wanted
   * @param length how many, at most {@link #MOST_BYTES}; fewer come at the end of the whole
   * @throws Nowhere if nobody has them: it is of no use to ask again soon
   * @throws IOException if they did not come; asked again, they may
   * @throws InterruptedException if the thread was asked to end
   */
  byte[] piece(Sha256 whole, long offset, int length) throws IOException, InterruptedException;

  /** The hub answered, and has no such bytes. */
  final class Nowhere extends IOException {
    private static final long serialVersionUID = 1L;

    public Nowhere(String message) {
      super(message);
    }
  }
}
