package city.seki.hub.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A client that speaks MQTT 5 byte by byte, and so may do what no library would. */
final class RudeClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int CONNACK = 2;
  private static final int PUBLISH = 3;
  private static final int SUBACK = 9;

  private static final int ASSIGNED_CLIENT_ID = 0x12;

  private final Socket socket;
  private final DataInputStream in;
  private String givenId = "";

  /** Connects under that client id, with a clean start, and awaits the CONNACK. */
  RudeClient(int port, String clientId) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port), clientId);
  }

  /** The same over a socket that is connected. */
  RudeClient(Socket socket, String clientId) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new DataInputStream(socket.getInputStream());
    connect(clientId);
  }

  /** The name that the broker gave to a client that had none. */
  String givenId() {
    return givenId;
  }

  /**
   * Says CONNECT, which may be said once, and awaits the CONNACK.
   *
   * @throws IOException if it is turned away
   */
  void connect(String clientId) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(body);
    out.writeUTF("MQTT");
    out.write(new byte[] {5, 2, 0, 60, 0}); // version 5, clean start, 60 s, no properties
    out.writeUTF(clientId);
    send(0x10, body.toByteArray());
    ByteBuffer connack = await(CONNACK);
    byte reason = connack.get(1);
    if (reason != 0) {
      throw new IOException("turned away: " + reason);
    }
    readProperties(connack.position(3)); // behind flags, reason, and a length below 128
  }

  /** MQTT 5, 2.2.2: those that a CONNACK may have and whose length is fixed, and the given id. */
  private void readProperties(ByteBuffer properties) {
    while (properties.hasRemaining()) {
      byte property = properties.get();
      if (property == ASSIGNED_CLIENT_ID) {
        byte[] id = new byte[properties.getShort()];
        properties.get(id);
        givenId = new String(id, UTF_8);
      } else {
        int bytes =
            switch (property) {
              case 0x11, 0x27 -> 4;
              case 0x13, 0x21, 0x22 -> 2;
              default -> 1;
            };
        properties.position(properties.position() + bytes);
      }
    }
  }

  void subscribe(String filter) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(body);
    out.write(new byte[] {0, 1, 0}); // packet id, no properties
    out.writeUTF(filter);
    out.writeByte(1); // QoS
    send(0x82, body.toByteArray());
    var _ = await(SUBACK);
  }

  /** The next message's packet id; it is not acknowledged. */
  int nextPacketId() throws IOException {
    ByteBuffer message = await(PUBLISH);
    byte[] topic = new byte[message.getShort()];
    message.get(topic);
    return message.getShort() & 0xFFFF;
  }

  void acknowledge(int packetId) throws IOException {
    send(0x40, new byte[] {(byte) (packetId >> 8), (byte) packetId});
  }

  /** Says the same message so often, without acknowledgement, in one go. */
  void publish(String topic, byte[] payload, int times) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(body);
    out.writeUTF(topic);
    out.writeByte(0); // no properties
    out.write(payload);
    byte[] packet = packet(0x30, body.toByteArray());
    ByteArrayOutputStream all = new ByteArrayOutputStream(packet.length * times);
    for (int i = 0; i < times; i++) {
      all.write(packet);
    }
    socket.getOutputStream().write(all.toByteArray());
  }

  private void send(int header, byte[] body) throws IOException {
    socket.getOutputStream().write(packet(header, body));
  }

  private static byte[] packet(int header, byte[] body) {
    byte[] packet = new byte[2 + body.length];
    packet[0] = (byte) header;
    packet[1] = (byte) body.length; // all of ours are shorter than 128 bytes
    System.arraycopy(body, 0, packet, 2, body.length);
    return packet;
  }

  private ByteBuffer await(int type) throws IOException {
    int found;
    byte[] body;
    do {
      found = in.readUnsignedByte() >> 4;
      int length = 0;
      int shift = 0;
      int next;
      do {
        next = in.readUnsignedByte();
        length |= (next & 0x7F) << shift;
        shift += 7;
      } while (next > 0x7F);
      body = new byte[length];
      in.readFully(body);
    } while (found != type);
    return ByteBuffer.wrap(body);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
