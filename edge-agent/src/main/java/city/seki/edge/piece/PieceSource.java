package city.seki.edge.piece;

import city.seki.config.wire.BundleStepMessage;
import city.seki.config.wire.PieceWantMessage;
import city.seki.config.wire.Sha256;
import java.io.IOException;
import java.util.Optional;

/**
 * Whoever has bytes that are known by their SHA-256, and gives them out piece by piece. For one
 * thread at a time. What comes is not believed yet.
 */
public interface PieceSource {
  /** Bytes that may be asked for at once. */
  int MOST_BYTES = PieceWantMessage.MOST_BYTES;

  /**
   * Those bytes; waits for them, and in between so that nothing else has to wait.
   *
   * @param whole names all of them
   * @param offset of the first wanted
   * @param length how many, at most {@link #MOST_BYTES}
   * @return as many or fewer, none only behind the end of the whole
   * @throws Nowhere if nobody has them: it is of no use to ask again soon
   * @throws IOException if they did not come; asked again, they may
   * @throws InterruptedException if the thread was asked to end
   */
  byte[] piece(Sha256 whole, long offset, int length) throws IOException, InterruptedException;

  /**
   * Which bundle leads a unit nearer to that one; empty if none does, or nobody knows.
   *
   * @param goal names the bundle that is wanted
   * @param running the version that runs
   */
  default Optional<BundleStepMessage> step(Sha256 goal, String running)
      throws IOException, InterruptedException {
    return Optional.empty();
  }

  /** The hub answered, and has no such bytes. */
  final class Nowhere extends IOException {
    private static final long serialVersionUID = 1L;

    public Nowhere(String message) {
      super(message);
    }
  }
}
