package city.seki.edge.av.pjlink;

import city.seki.edge.av.Unreached;
import city.seki.edge.card.Pace;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection to a device, and the lines on it. A device is silent when no byte came for two
 * seconds, the time that PJLink gives it to answer; one that dribbles is heard until the look is
 * over. An interrupt ends every call at once.
 */
final class Wire implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final SocketChannel channel;
  private final InetSocketAddress address;
  private final Pace pace;
  private final long end;
  private final LineCutter cutter = new LineCutter();
  private final ByteBuffer heard = ByteBuffer.allocate(512).flip();

  private Wire(SocketChannel channel, InetSocketAddress address, Pace pace, long end) {
    this.channel = channel;
    this.address = address;
    this.pace = pace;
    this.end = end;
  }

  /**
   * Connects.
   *
   * @param end when the look is over, in nanoseconds of {@code pace}
   */
  static Wire connect(InetSocketAddress address, Pace pace, long end)
      throws PjlinkFault, InterruptedException {
    if (address.isUnresolved()) {
      throw PjlinkFault.notReached(
          Unreached.UNREACHABLE, address.getHostString() + " is a name without an address");
    }
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open();
      Wire wire = new Wire(channel, address, pace, end);
      Socket socket = channel.socket();
      socket.setTcpNoDelay(true);
      socket.connect(address, wire.patience());
      return wire;
    } catch (IOException e) {
      closeQuietly(channel);
      throw fault(e, address, "connecting");
    }
  }

  /** Says one line. */
  void say(String line) throws PjlinkFault, InterruptedException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\r").getBytes(StandardCharsets.US_ASCII));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw fault(e, address, "asking");
    }
  }

  /** The next line that it says. */
  Line hear() throws PjlinkFault, InterruptedException {
    while (true) {
      while (heard.hasRemaining()) {
        byte[] line = cutter.take(heard.get());
        if (line != null) {
          return Line.parse(line);
        }
      }
      listen();
    }
  }

  private void listen() throws PjlinkFault, InterruptedException {
    try {
      channel.socket().setSoTimeout(patience());
      InputStream in = channel.socket().getInputStream();
      int count = in.read(heard.array());
      if (count < 0) {
        throw PjlinkFault.notReached(Unreached.CLOSED, address + " hung up");
      }
      heard.position(0).limit(count);
    } catch (IOException e) {
      throw fault(e, address, "listening");
    }
  }

  /** Milliseconds until it counts as silent; at least 1, for 0 would be for ever. */
  private int patience() throws SocketTimeoutException {
    long left = Math.min(SILENCE.toNanos(), end - pace.nanos()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("the time for one look is over");
    }
    return (int) left;
  }

  private static PjlinkFault fault(IOException failure, InetSocketAddress address, String doing)
      throws InterruptedException {
    if (failure instanceof ClosedByInterruptException) {
      Thread.interrupted();
      throw new InterruptedException("asked to end while " + doing);
    }
    return PjlinkFault.notReached(
        Unreached.of(failure), address + ", " + doing + ": " + failure.getMessage());
  }

  private static void closeQuietly(@Nullable SocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // A connection that does not even close is gone; there is nothing to do about it.
      return;
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }
}
