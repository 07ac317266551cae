package city.seki.config.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The socket that Paho sees: no Nagle, buffered both ways (Paho reads a header byte by byte), no
 * read time-out (its parser loses step when one falls into a header), and it can be cut from any
 * thread.
 */
final class LinkSocket extends Socket {
  private static final int BUFFER = 32 * 1024;
  private static final int TYPE_PUBLISH = 3;
  private static final int TYPE_PUBACK = 4;

  /** Reads closer together than this are a rush. */
  private static final long RUSH_NANOS = 500_000;

  /** What a read waits for in a rush: far below what a person or a p99 would notice. */
  private static final long GATHER_NANOS = 300_000;

  /** TLS over a socket, or the socket itself. */
  @FunctionalInterface
  interface Layer {
    Socket over(Socket connected) throws IOException;
  }

  private final Socket plain = new Socket();
  private final Layer layer;
  private volatile Socket inner = plain;
  private final FlushGate gate;
  private final boolean countsAcks;
  private final @Nullable LongSupplier nanos;
  private final @Nullable PacketBound bound;

  /**
   * @param layer what is spoken over the socket once it is connected
   * @param countsAcks whether the PUBACKs are counted in the gate too
   * @param nanos the monotonic clock by which a read lets packets gather while they come thick and
   *     fast; null where it does not
   * @param bound looks at what comes in; null where the peer is trusted with the memory
   */
  LinkSocket(
      Layer layer,
      FlushGate gate,
      boolean countsAcks,
      @Nullable LongSupplier nanos,
      @Nullable PacketBound bound) {
    this.layer = layer;
    this.gate = gate;
    this.countsAcks = countsAcks;
    this.nanos = nanos;
    this.bound = bound;
  }

  @Override
  public void connect(SocketAddress address, int timeoutMillis) throws IOException {
    plain.setTcpNoDelay(true);
    plain.connect(address, timeoutMillis);
    inner = layer.over(plain);
  }

  @Override
  public void setSoTimeout(int millis) throws SocketException {
    // Paho asks for 1 s; the keep-alive ping and cut() end a read that waits in vain
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new Input(inner.getInputStream(), nanos, bound);
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new Output(inner.getOutputStream());
  }

  @Override
  public void shutdownInput() {
    // close() follows, and with TLS this would throw and leave the socket open
  }

  /**
   * Closes what is below TLS: TLS would first say goodbye, and wait for whoever is writing, which
   * on a connection that is dead is for ever. MQTT says goodbye by itself.
   */
  @Override
  public void close() throws IOException {
    plain.close();
  }

  /** Ends the connection at once, as a pulled cable with a reset would. */
  void cut() {
    try {
      plain.close();
    } catch (IOException e) {
      // it is as closed as it can be
    }
  }

  /**
   * Confined to Paho's receiver thread. In a rush each packet wakes this thread and those behind
   * it; a short wait before the read lets one wake-up bring many of them (with Mosquitto on two
   * cores 146 to 163 µs of processor time a decision, 180 to 202 without it).
   */
  private static final class Input extends InputStream {
    private final InputStream in;
    private final @Nullable LongSupplier nanos;
    private final OldConnack old = new OldConnack();
    private final @Nullable PacketBound bound;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private long filledNanos;
    private boolean rush;

    Input(InputStream in, @Nullable LongSupplier nanos, @Nullable PacketBound bound) {
      this.in = in;
      this.nanos = nanos;
      this.bound = bound;
      this.filledNanos = nanos == null ? 0 : nanos.getAsLong();
    }

    @Override
    public int read() throws IOException {
      return position < limit || fill() ? buffer[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (position == limit && !fill()) {
        return -1;
      }
      int taken = Math.min(length, limit - position);
      System.arraycopy(buffer, position, bytes, offset, taken);
      position += taken;
      return taken;
    }

    @Override
    public int available() {
      return limit - position;
    }

    private boolean fill() throws IOException {
      position = 0;
      if (rush) {
        LockSupport.parkNanos(GATHER_NANOS);
      }
      limit = Math.max(0, in.read(buffer, 0, buffer.length));
      old.pass(buffer, limit);
      if (bound != null) {
        bound.pass(buffer, limit);
      }
      if (nanos != null) {
        long now = nanos.getAsLong();
        rush = now - filledNanos < RUSH_NANOS;
        filledNanos = now;
      }
      return limit > 0;
    }
  }

  /** Confined to Paho's sender thread, which writes one packet and then flushes. */
  private final class Output extends OutputStream {
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    private int packetType;

    Output(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return;
      }
      if (packetType == 0) {
        packetType = (bytes[offset] & 0xF0) >> 4;
      }
      if (length > buffer.length - filled) {
        drain();
      }
      if (length > buffer.length) {
        out.write(bytes, offset, length);
      } else {
        System.arraycopy(bytes, offset, buffer, filled, length);
        filled += length;
      }
    }

    @Override
    public void flush() throws IOException {
      boolean counted = packetType == TYPE_PUBLISH || (countsAcks && packetType == TYPE_PUBACK);
      packetType = 0;
      gate.pass();
      boolean more = counted ? gate.writtenAndMoreFollows() : gate.moreFollows();
      if (!more) {
        drain();
        out.flush();
      }
    }

    private void drain() throws IOException {
      if (filled > 0) {
        int length = filled;
        filled = 0;
        out.write(buffer, 0, length);
      }
    }
  }
}
