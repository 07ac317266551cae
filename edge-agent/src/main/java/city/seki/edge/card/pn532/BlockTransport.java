package city.seki.edge.card.pn532;

import city.seki.edge.bus.BusFault;
import city.seki.edge.card.Pace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * I2C and SPI: the host asks whether the chip is ready and then reads one frame as one block. A
 * block is as long as the replies of a poll can get; where the header announces more, the frame is
 * asked for again by NACK and read in full.
 */
final class BlockTransport implements Pn532Transport {
  /** The wire beneath: how to ask, read and write. */
  interface Link extends AutoCloseable {
    boolean isReady() throws BusFault;

    /**
     * Reads a block that begins with a frame.
     *
     * @return as many bytes, the frame's preamble first
     */
    byte[] read(int count) throws BusFault;

    void write(byte[] frame) throws BusFault;

    @Override
    void close();
  }

  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(1);
  private static final int USUAL_BLOCK = 72;
  private static final int LONGEST_BLOCK = Frame.MAX_LENGTH + 10;

  private final Link link;
  private final Pace pace;
  private final FrameParser parser = new FrameParser();

  BlockTransport(Link link, Pace pace) {
    this.link = link;
    this.pace = pace;
  }

  /** The first transfer wakes the chip and may be lost on it, so it is an ACK, sent twice. */
  @Override
  public void wake() throws BusFault, InterruptedException {
    byte[] ack = new Frame.Ack().bytes();
    try {
      link.write(ack);
    } catch (BusFault e) {
      if (e.reason() != BusFault.Cause.NO_ANSWER) {
        throw e;
      }
    }
    pace.pause(Duration.ofMillis(2));
    link.write(ack);
  }

  @Override
  public void send(Frame frame) throws BusFault {
    link.write(frame.bytes());
  }

  @Override
  public @Nullable Frame receive(Duration atMost) throws BusFault, InterruptedException {
    if (!awaitReady(atMost)) {
      return null;
    }
    Frame frame = parsed(link.read(USUAL_BLOCK));
    if (frame == null && parser.sawNoise()) {
      link.write(new Frame.Nack().bytes());
      frame = awaitReady(atMost) ? parsed(link.read(LONGEST_BLOCK)) : null;
    }
    return frame == null ? new Frame.Broken("a block without a whole frame") : frame;
  }

  private @Nullable Frame parsed(byte[] block) {
    parser.reset();
    parser.feed(block, block.length);
    return parser.next();
  }

  private boolean awaitReady(Duration atMost) throws BusFault, InterruptedException {
    long start = pace.nanos();
    while (!link.isReady()) {
      if (pace.nanos() - start >= atMost.toNanos()) {
        return false;
      }
      pace.pause(BETWEEN_QUESTIONS);
    }
    return true;
  }

  @Override
  public void close() {
    link.close();
  }
}
