package city.seki.config.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP relay on loopback that a test cuts, or makes deaf: it then takes bytes and passes none. */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final InetSocketAddress target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile boolean deaf;

  CuttingProxy(int targetPort) throws IOException {
    target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many connections came in all. */
  int accepted() {
    return accepted.get();
  }

  /** Breaks all connections; new ones are taken. */
  void cut() {
    open.forEach(CuttingProxy::cut);
    open.clear();
  }

  private static void cut(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // the other side has closed it
    }
  }

  /** From now on nothing passes on the connections there are; new ones are not concerned. */
  void deafen() {
    deaf = true;
  }

  private void accept() {
    try {
      while (true) {
        Socket left = server.accept();
        deaf = false;
        accepted.incrementAndGet();
        Thread.ofVirtual().start(() -> connect(left));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void connect(Socket left) {
    Socket right = new Socket();
    open.add(left);
    open.add(right);
    try {
      left.setTcpNoDelay(true);
      right.setTcpNoDelay(true);
      right.connect(target);
      Thread.ofVirtual().start(() -> relay(left, right));
      relay(right, left);
    } catch (IOException e) {
      cut(left); // nobody listens there at this moment
    }
  }

  private void relay(Socket from, Socket to) {
    byte[] buffer = new byte[8_192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int count;
      while ((count = in.read(buffer)) >= 0) {
        if (!deaf) {
          out.write(buffer, 0, count);
        }
      }
    } catch (IOException e) {
      // cut
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
