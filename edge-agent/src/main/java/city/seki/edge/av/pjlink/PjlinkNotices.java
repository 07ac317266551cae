package city.seki.edge.av.pjlink;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hears the notices of all class 2 devices of this machine, for whom there is one UDP port only,
 * and wakes whoever watches the device that sent one. Where the port is taken, devices are asked in
 * their turn and nothing is lost but some seconds.
 *
 * <p>The port is opened when the first device subscribes. Thread-safe.
 *
 * <p>Source: JBMIA, PJLink specifications, version 2.10, section 3.3 (status notification).
 */
public final class PjlinkNotices implements AutoCloseable {
  /** Where devices send them. */
  public static final int PORT = 4352;

  /** Longer than any notice: what does not fit is cut, and then is none. */
  private static final int LONGEST = 1500;

  private final int port;
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private boolean tried;
  private @Nullable DatagramSocket socket;

  /**
   * @param port usually {@link #PORT}; 0 for any free one
   */
  public PjlinkNotices(int port) {
    this.port = port;
  }

  /** Somebody who wants to know when one device says something; confined to its thread. */
  public final class Subscription implements AutoCloseable {
    private final InetAddress sender;
    private final Semaphore notices = new Semaphore(0);

    private Subscription(InetAddress sender) {
      this.sender = sender;
    }

    InetAddress sender() {
      return sender;
    }

    /** What came until now counts no more. */
    void forget() {
      notices.drainPermits();
    }

    /** Waits for a notice, until that time has passed. */
    void await(Duration most) throws InterruptedException {
      var _ = notices.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void wake() {
      if (notices.availablePermits() == 0) {
        notices.release();
      }
    }

    @Override
    public void close() {
      subscriptions.remove(this);
    }
  }

  Subscription subscribe(InetAddress sender) {
    Subscription subscription = new Subscription(sender);
    subscriptions.add(subscription);
    open();
    return subscription;
  }

  private synchronized void open() {
    if (tried) {
      return;
    }
    tried = true;
    try {
      DatagramSocket opened = new DatagramSocket(null);
      opened.setReuseAddress(false);
      opened.bind(new InetSocketAddress(port));
      socket = opened;
      Thread.ofPlatform().name("pjlink-notices").daemon().start(() -> listen(opened));
    } catch (SocketException e) {
      socket = null; // taken by another program: looks in their turn find everything, too
    }
  }

  /** The port that is listened at, 0 if there is none. */
  public synchronized int port() {
    return socket == null ? 0 : socket.getLocalPort();
  }

  private void listen(DatagramSocket from) {
    byte[] bytes = new byte[LONGEST];
    while (!from.isClosed()) {
      DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
      try {
        from.receive(packet);
      } catch (IOException e) {
        return; // closed; a machine without network still has a socket that waits
      }
      if (Notice.isIn(bytes, packet.getLength())) {
        wake(packet.getAddress());
      }
    }
  }

  private void wake(InetAddress sender) {
    for (Subscription subscription : subscriptions) {
      if (subscription.sender.equals(sender)) {
        subscription.wake();
      }
    }
  }

  @Override
  public synchronized void close() {
    tried = true;
    if (socket != null) {
      socket.close();
    }
  }
}
