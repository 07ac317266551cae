package city.seki.hub.broker;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Tries, with bytes on the wire, whether a broker that has just started really turns away whom it
 * must: a class that fails to load makes some versions of Moquette fall back to letting everybody
 * do everything.
 */
final class BrokerProbe {
  /** A machine that has just started may be slow: a hub that ends for that helps nobody. */
  private static final int TIMEOUT_MILLIS = 20_000;

  private static final int CONNACK = 0x20;
  private static final int SUBACK = 0x90;
  private static final int FIRST_ERROR_CODE = 0x80;

  private BrokerProbe() {}

  /**
   * @param password of the hub
   * @return null if the broker is tight, else what it let through
   */
  static @org.jspecify.annotations.Nullable String leak(
      InetAddress address, int port, String password) throws IOException {
    if (connectCode(address, port, password + "-wrong") < FIRST_ERROR_CODE) {
      return "a client with a wrong password";
    }
    try (Socket socket = open(address, port)) {
      if (connect(socket, password) >= FIRST_ERROR_CODE) {
        return "not even the hub's own client";
      }
      return subscribe(socket, GateKeeper.FORBIDDEN + "x") < FIRST_ERROR_CODE
          ? "a subscription that is forbidden"
          : null;
    }
  }

  private static int connectCode(InetAddress address, int port, String password)
      throws IOException {
    try (Socket socket = open(address, port)) {
      return connect(socket, password);
    }
  }

  private static Socket open(InetAddress address, int port) throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    InetAddress reachable =
        address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
    socket.connect(new InetSocketAddress(reachable, port), TIMEOUT_MILLIS);
    return socket;
  }

  /** Says CONNECT as the hub; the reason code of the CONNACK. */
  private static int connect(Socket socket, String password) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(body);
    out.writeUTF("MQTT");
    out.write(
        new byte[] {5, (byte) 0xC2, 0, 10, 0}); // user, password, clean start; 10 s; no properties
    out.writeUTF("seki-probe");
    out.writeUTF(GateKeeper.HUB);
    out.writeUTF(password);
    byte[] connack = exchange(socket, 0x10, body.toByteArray(), CONNACK);
    return connack[1] & 0xFF;
  }

  /** Subscribes; the reason code of the SUBACK. */
  private static int subscribe(Socket socket, String filter) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(body);
    out.writeShort(1); // packet id
    out.writeByte(0); // no properties
    out.writeUTF(filter);
    out.writeByte(1); // QoS
    byte[] suback = exchange(socket, 0x82, body.toByteArray(), SUBACK);
    return suback[suback.length - 1] & 0xFF;
  }

  private static byte[] exchange(Socket socket, int type, byte[] body, int expected)
      throws IOException {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(type);
    packet.write(body.length); // all of ours are shorter than 128 bytes
    packet.write(body);
    socket.getOutputStream().write(packet.toByteArray());
    DataInputStream in = new DataInputStream(socket.getInputStream());
    int answered = in.readUnsignedByte();
    if (answered != expected) {
      throw new IOException("expected packet type " + expected + ", found " + answered);
    }
    byte[] answer = new byte[in.readUnsignedByte() & 0x7F];
    in.readFully(answer);
    return answer;
  }
}
