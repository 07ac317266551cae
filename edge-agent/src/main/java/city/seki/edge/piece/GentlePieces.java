package city.seki.edge.piece;

import city.seki.config.wire.BundleStepMessage;
import city.seki.config.wire.Sha256;
import city.seki.edge.card.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Pieces so slowly that nothing else waits for them: after each one the line, the processor and the
 * card have as long for others as it took, and the thinner the line is, the smaller they are, so
 * that a decision that comes behind one waits for a tenth of a second, or for 4 KiB. The ways are
 * tried in order; one that failed is left for a while, so that a network that passes only one of
 * them costs one try.
 *
 * <p>A bundle of 24 MB takes about two minutes by HTTPS in a local network, and an hour by a line
 * of 128 kbit/s.
 */
public final class GentlePieces implements PieceSource {
  private static final int FEWEST_BYTES = 4 << 10;

  /** Of a piece; what took longer is asked for in smaller ones from then on. */
  private static final Duration QUICK = Duration.ofMillis(100);

  private static final Duration LEAST = Duration.ofMillis(50);
  private static final Duration MOST = Duration.ofSeconds(5);
  private static final long LEFT_FOR_NANOS = Duration.ofMinutes(10).toNanos();

  private final List<PieceSource> ways;
  private final long[] leftUntil;
  private final boolean[] isLeft;
  private final Pace pace;
  private int atOnce = FEWEST_BYTES;

  /**
   * @param ways the best first, at least one
   */
  public GentlePieces(List<PieceSource> ways, Pace pace) {
    this.ways = List.copyOf(ways);
    this.pace = pace;
    leftUntil = new long[ways.size()];
    isLeft = new boolean[ways.size()];
  }

  private interface Asking<T> {
    T ask(PieceSource way) throws IOException, InterruptedException;
  }

  @Override
  public byte[] piece(Sha256 whole, long offset, int length)
      throws IOException, InterruptedException {
    long began = pace.nanos();
    int wanted = Math.min(length, atOnce);
    byte[] piece = first(way -> way.piece(whole, offset, wanted));
    Duration took = Duration.ofNanos(pace.nanos() - began);
    atOnce =
        took.compareTo(QUICK) < 0
            ? Math.min(MOST_BYTES, atOnce * 2)
            : Math.max(FEWEST_BYTES, atOnce / 2);
    pace.pause(took.compareTo(LEAST) < 0 ? LEAST : took.compareTo(MOST) > 0 ? MOST : took);
    return piece;
  }

  @Override
  public Optional<BundleStepMessage> step(Sha256 goal, String running)
      throws IOException, InterruptedException {
    return first(way -> way.step(goal, running));
  }

  /** By the first way that works; where none does, all are worth a try again. */
  private <T> T first(Asking<T> asking) throws IOException, InterruptedException {
    IOException failed = null;
    Nowhere nowhere = null;
    for (int i = 0; i < ways.size(); i++) {
      boolean isLast = i == ways.size() - 1;
      if (!isLast && isLeft[i] && pace.nanos() - leftUntil[i] < 0) {
        continue;
      }
      try {
        T answer = asking.ask(ways.get(i));
        isLeft[i] = false;
        return answer;
      } catch (Nowhere e) {
        nowhere = e; // large configurations are given out by the broker alone
      } catch (IOException e) {
        isLeft[i] = true;
        leftUntil[i] = pace.nanos() + LEFT_FOR_NANOS;
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
    throw nowhere == null ? new IOException("there is no way to the hub") : nowhere;
  }
}
