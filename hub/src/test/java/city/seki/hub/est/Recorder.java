package city.seki.hub.est;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Stands between one client and a server, and can send all that went to the server once more. */
final class Recorder implements AutoCloseable {
  private final DatagramSocket front;
  private final DatagramSocket back;
  private final SocketAddress server;
  private final List<byte[]> sent = new CopyOnWriteArrayList<>();
  private volatile @Nullable SocketAddress client;

  Recorder(int serverPort) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    front = new DatagramSocket(0, loopback);
    back = new DatagramSocket(0, loopback);
    server = new InetSocketAddress(loopback, serverPort);
    Thread.ofPlatform().daemon().start(this::forth);
    Thread.ofPlatform().daemon().start(this::back);
  }

  int port() {
    return front.getLocalPort();
  }

  /** How many datagrams that were. */
  int sendAllAgain() throws IOException {
    for (byte[] datagram : sent) {
      back.send(new DatagramPacket(datagram, datagram.length, server));
    }
    return sent.size();
  }

  private void forth() {
    try {
      while (true) {
        DatagramPacket packet = received(front);
        client = packet.getSocketAddress();
        byte[] datagram = Arrays.copyOf(packet.getData(), packet.getLength());
        sent.add(datagram);
        back.send(new DatagramPacket(datagram, datagram.length, server));
      }
    } catch (IOException e) {
      close();
    }
  }

  private void back() {
    try {
      while (true) {
        DatagramPacket packet = received(back);
        SocketAddress to = client;
        if (to != null) {
          front.send(new DatagramPacket(packet.getData(), packet.getLength(), to));
        }
      }
    } catch (IOException e) {
      close();
    }
  }

  private static DatagramPacket received(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[4_096], 4_096);
    socket.receive(packet);
    return packet;
  }

  @Override
  public void close() {
    front.close();
    back.close();
  }
}
