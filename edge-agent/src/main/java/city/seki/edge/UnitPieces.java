package city.seki.edge;

import city.seki.config.wire.BundleStepMessage;
import city.seki.config.wire.Sha256;
import city.seki.edge.card.Pace;
import city.seki.edge.piece.GentlePieces;
import city.seki.edge.piece.PieceSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Software and large configurations for one process: by HTTPS where the hub has it, and by the link
 * of the unit that runs at that moment. Thread-safe; who asks while another is answered waits.
 */
final class UnitPieces implements PieceSource {
  private final GentlePieces ways;
  private volatile @Nullable PieceSource link;

  /**
   * @param https the ways that need no link
   */
  UnitPieces(List<PieceSource> https, Pace pace) {
    List<PieceSource> all = new ArrayList<>(https);
    all.add(new ByLink());
    ways = new GentlePieces(all, pace);
  }

  /** From now on that is the link. */
  void by(PieceSource running) {
    link = running;
  }

  @Override
  public synchronized byte[] piece(Sha256 whole, long offset, int length)
      throws IOException, InterruptedException {
    return ways.piece(whole, offset, length);
  }

  @Override
  public synchronized Optional<BundleStepMessage> step(Sha256 goal, String running)
      throws IOException, InterruptedException {
    return ways.step(goal, running);
  }

  private final class ByLink implements PieceSource {
    private PieceSource running() throws IOException {
      PieceSource now = link;
      if (now == null) {
        throw new IOException("the unit does not run yet");
      }
      return now;
    }

    @Override
    public byte[] piece(Sha256 whole, long offset, int length)
        throws IOException, InterruptedException {
      return running().piece(whole, offset, length);
    }

    @Override
    public Optional<BundleStepMessage> step(Sha256 goal, String running)
        throws IOException, InterruptedException {
      return running().step(goal, running);
    }
  }
}
