package city.seki.edge.card.pn532;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.SerialLine;
import city.seki.edge.card.Pace;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The high-speed UART of a PN532. */
final class HsuTransport implements Pn532Transport {
  static final int BAUD = 115_200;

  private final SerialLine line;
  private final Pace pace;
  private final FrameParser parser = new FrameParser();
  private final byte[] received = new byte[512];

  HsuTransport(SerialLine line, Pace pace) {
    this.line = line;
    this.pace = pace;
  }

  @Override
  public void wake() throws BusFault, InterruptedException {
    byte[] ack = new Frame.Ack().bytes();
    byte[] bytes = new byte[16 + ack.length];
    bytes[0] = 0x55; // wakes the chip; the zeros give its oscillator time (libnfc does the same)
    bytes[1] = 0x55;
    System.arraycopy(ack, 0, bytes, 16, ack.length);
    line.write(bytes);
    pace.pause(Duration.ofMillis(2));
  }

  @Override
  public void send(Frame frame) throws BusFault {
    line.discardInput();
    parser.reset();
    line.write(frame.bytes());
  }

  @Override
  public @Nullable Frame receive(Duration atMost) throws BusFault, InterruptedException {
    long start = pace.nanos();
    Frame frame = parser.next();
    while (frame == null) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      int count = line.read(received);
      parser.feed(received, count);
      Arrays.fill(received, 0, count, (byte) 0); // a card's number may be in it
      frame = parser.next();
      if (frame == null && pace.nanos() - start >= atMost.toNanos()) {
        return silenceOrNoise();
      }
    }
    return frame;
  }

  private Frame.@Nullable Broken silenceOrNoise() {
    boolean noise = parser.sawNoise();
    parser.reset();
    return noise ? new Frame.Broken("noise, or a frame cut short") : null;
  }

  @Override
  public void close() {
    line.close();
  }
}
