package city.seki.edge.av.pjlink;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Anything that listens on a port of loopback; it knows nothing of our classes. */
public final class TcpPeer implements AutoCloseable {
  /** What it does with one connection, which is closed afterwards. */
  public interface Manner {
    void with(InputStream in, OutputStream out) throws IOException;
  }

  private final ServerSocket server;
  private final AtomicInteger connections = new AtomicInteger();

  public TcpPeer(Manner manner) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(() -> serve(manner));
  }

  /** Answers each command of the map after that greeting; others get ERR1. */
  public static Manner answering(String greeting, Map<String, String> answers) {
    return (in, out) -> {
      out.write(bytes(greeting));
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        String command = line.substring(line.indexOf('%'), line.indexOf('%') + 6);
        String reply = answers.getOrDefault(command, command + "=ERR1\r");
        out.write(bytes(reply));
      }
    };
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Up to a carriage return; empty when the other side hung up. */
  public static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\r'; b = in.read()) {
      line.append((char) b);
    }
    return line.toString();
  }

  private void serve(Manner manner) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> talk(socket, manner));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static void talk(Socket socket, Manner manner) {
    try (socket) {
      socket.setTcpNoDelay(true);
      manner.with(socket.getInputStream(), socket.getOutputStream());
    } catch (IOException e) {
      return; // the other side hung up
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  public int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
