package city.seki.hub.broker;

import city.seki.config.wire.Topics;
import city.seki.config.wire.Topics.Channel;
import city.seki.provisioning.tls.Tls;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  private static final int DISCONNECT = 0xE0;
  private static final int FIRST_ERROR_CODE = 0x80;

  /** A name that is no unit's: it would have to be in the city's file, and to have certificates. */
  private static final String UNIT = "seki-probe";

  private final InetSocketAddress hub;
  private final String password;

  /**
   * @param hub where the hub's own clients connect
   * @param password of the hub
   */
  BrokerProbe(InetSocketAddress hub, String password) {
    this.hub = hub;
    this.password = password;
  }

  /** What it lets through that it must not; null if nothing was found. */
  @Nullable String leak() throws IOException {
    if (connectCode(GateKeeper.HUB, password + "-wrong", null) < FIRST_ERROR_CODE) {
      return "a client with a wrong password";
    }
    try (Socket socket = open(hub)) {
      if (connect(socket, GateKeeper.HUB, password, null) >= FIRST_ERROR_CODE) {
        return "not even the hub's own client";
      }
      return subscribe(socket, GateKeeper.FORBIDDEN + "x") < FIRST_ERROR_CODE
          ? "a subscription that is forbidden"
          : null;
    }
  }

  /**
   * The same, for a broker of units. What a unit may do is tried on the plain port, by the password
   * that stands for a certificate which was looked at.
   *
   * @param units where they connect
   */
  @Nullable String leakToUnits(InetSocketAddress units, String proof) throws IOException {
    String user = GateKeeper.userOf(UNIT);
    if (answersWithoutTls(units)) {
      return "plain MQTT at the port for TLS";
    }
    if (answersWithoutCertificate(units)) {
      return "TLS without a certificate";
    }
    if (connectCode("", "", null) < FIRST_ERROR_CODE) {
      return "a client without a name at the hub's own port";
    }
    if (connectCode(user, proof + "-wrong", null) < FIRST_ERROR_CODE) {
      return "a client that says that it is a unit";
    }
    if (connectCode(user, proof, Topics.unit("another", Channel.STATUS)) < FIRST_ERROR_CODE) {
      return "a last will in another unit's name";
    }
    for (String filter :
        List.of(
            "#",
            "+/1/unit/" + UNIT + "/decision",
            "$SYS/#",
            "$share/probe/" + Topics.unit("another", Channel.DECISION),
            Topics.everyUnit(Channel.SNAPSHOT),
            Topics.unit("another", Channel.SNAPSHOT),
            Topics.unit(UNIT, Channel.TAP))) {
      try (Socket socket = open(hub)) {
        if (connect(socket, user, proof, null) >= FIRST_ERROR_CODE) {
          return "no unit at all";
        }
        if (subscribe(socket, filter) < FIRST_ERROR_CODE) {
          return "the subscription of a unit to " + filter;
        }
      }
    }
    return publishesAsAnother(user, proof) ? "what a unit publishes as another" : null;
  }

  private static boolean answersWithoutTls(InetSocketAddress units) throws IOException {
    try (Socket socket = open(units)) {
      return isAnswered(socket);
    }
  }

  private static boolean answersWithoutCertificate(InetSocketAddress units) throws IOException {
    try (Socket plain = open(units)) {
      // Shows nothing, and believes everybody: it has nothing to tell, and wants to be turned away.
      try (Socket socket =
          Tls.context(() -> null, chain -> null)
              .getSocketFactory()
              .createSocket(plain, UNIT, units.getPort(), true)) {
        return isAnswered(socket);
      }
    }
  }

  /** Of TLS 1.3 a client learns late that it was turned away: when it wants to read. */
  private static boolean isAnswered(Socket socket) throws IOException {
    try {
      return connect(socket, "", "", null) >= 0;
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return false; // closed, reset, an alert, anything but MQTT
    }
  }

  private boolean publishesAsAnother(String user, String proof) throws IOException {
    try (Socket socket = open(hub)) {
      if (connect(socket, user, proof, null) >= FIRST_ERROR_CODE) {
        return true;
      }
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(body);
      out.writeUTF(Topics.unit("another", Channel.TAP));
      out.writeByte(0); // no properties, no payload
      byte[] answer = exchange(socket, 0x30, body.toByteArray(), DISCONNECT);
      return answer.length == 0 || (answer[0] & 0xFF) < FIRST_ERROR_CODE;
    }
  }

  private int connectCode(String user, String password, @Nullable String willTopic)
      throws IOException {
    try (Socket socket = open(hub)) {
      return connect(socket, user, password, willTopic);
    }
  }

  private static Socket open(InetSocketAddress to) throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    InetAddress reachable =
        to.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : to.getAddress();
    socket.connect(new InetSocketAddress(reachable, to.getPort()), TIMEOUT_MILLIS);
    return socket;
  }

  /**
   * Says CONNECT; the reason code of the CONNACK.
   *
   * @param user empty to give neither name nor password
   */
  private static int connect(
      Socket socket, String user, String password, @Nullable String willTopic) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(body);
    out.writeUTF("MQTT");
    int flags = 2 | (user.isEmpty() ? 0 : 0xC0) | (willTopic == null ? 0 : 4); // clean start
    out.write(new byte[] {5, (byte) flags, 0, 10, 0}); // 10 s; no properties
    out.writeUTF(UNIT);
    if (willTopic != null) {
      out.writeByte(0); // no properties
      out.writeUTF(willTopic);
      out.writeShort(0); // no payload
    }
    if (!user.isEmpty()) {
      out.writeUTF(user);
      out.writeUTF(password);
    }
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
