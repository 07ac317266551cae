package city.seki.edge.coap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands between one DTLS client and the server: delivers each record of application data twice,
 * and can deliver all of them once more.
 */
final class RecordingProxy implements AutoCloseable {
  /** The content type of a record that carries application data (RFC 6347 §4.1). */
  private static final byte APPLICATION_DATA = 23;

  private final DatagramSocket front;
  private final DatagramSocket back;
  private final SocketAddress server;
  private final List<byte[]> recorded = new CopyOnWriteArrayList<>();
  private final AtomicInteger sentAgain = new AtomicInteger();
  private volatile @Nullable SocketAddress client;

  RecordingProxy(int serverPort) throws IOException {
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

  /** How many datagrams the server got a second or third time. */
  int sentAgain() {
    return sentAgain.get();
  }

  void sendAllAgain() throws IOException {
    for (byte[] datagram : recorded) {
      toServer(datagram);
      sentAgain.incrementAndGet();
    }
  }

  private void toServer(byte[] datagram) throws IOException {
    back.send(new DatagramPacket(datagram, datagram.length, server));
  }

  private void forth() {
    try {
      while (true) {
        DatagramPacket packet = received(front);
        client = packet.getSocketAddress();
        byte[] datagram = bytes(packet);
        toServer(datagram);
        if (datagram.length > 0 && datagram[0] == APPLICATION_DATA) {
          recorded.add(datagram);
          toServer(datagram);
          sentAgain.incrementAndGet();
        }
      }
    } catch (IOException e) {
      close();
    }
  }

  private void back() {
    try {
      while (true) {
        byte[] datagram = bytes(received(back));
        SocketAddress to = client;
        if (to != null) {
          front.send(new DatagramPacket(datagram, datagram.length, to));
        }
      }
    } catch (IOException e) {
      close();
    }
  }

  private static DatagramPacket received(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
    socket.receive(packet);
    return packet;
  }

  private static byte[] bytes(DatagramPacket packet) {
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  @Override
  public void close() {
    front.close();
    back.close();
  }
}
