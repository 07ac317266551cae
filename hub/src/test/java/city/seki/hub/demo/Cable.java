package city.seki.hub.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network cable between units and a hub, that a test pulls and plugs in again. */
final class Cable implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
  private final InetSocketAddress hub;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean pulled;

  Cable(int hubPort) throws IOException {
    hub = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), hubPort);
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** From now on nobody reaches the other end. */
  void pull() {
    pulled = true;
    open.forEach(Cable::drop);
    open.clear();
  }

  void plugIn() {
    pulled = false;
  }

  private static void drop(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // the other side has closed it
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket unit = server.accept();
        if (pulled) {
          drop(unit);
        } else {
          Thread.ofVirtual().start(() -> connect(unit));
        }
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void connect(Socket unit) {
    Socket there = new Socket();
    open.add(unit);
    open.add(there);
    try {
      unit.setTcpNoDelay(true);
      there.setTcpNoDelay(true);
      there.connect(hub);
      if (pulled) { // meanwhile
        drop(unit);
        drop(there);
      }
      Thread.ofVirtual().start(() -> relay(unit, there));
      relay(there, unit);
    } catch (IOException e) {
      drop(unit);
    }
  }

  private static void relay(Socket from, Socket to) {
    byte[] buffer = new byte[8_192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int count;
      while ((count = in.read(buffer)) >= 0) {
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      // pulled
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    pull();
  }
}
