package city.seki.hub.bench;

import city.seki.config.wire.Topics;
import city.seki.config.wire.Topics.Channel;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * One MQTT 5 connection of the load, which publishes on one topic and hears one other: just the
 * bytes that this takes. Writing is guarded by its lock, reading confined to one thread.
 */
final class LoadUnit {
  private static final int BUFFER = 64 * 1024;

  /** Gets the payload of each message. */
  interface Payloads {
    void arrived(byte[] payload) throws IOException;
  }

  private final String name;
  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
  private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
  private final byte[] head;
  private int packetId;

  /** One that says what that unit says, its taps, and hears their decisions. */
  static LoadUnit of(InetSocketAddress broker, String unit) throws IOException {
    return new LoadUnit(
        broker, unit, Topics.unit(unit, Channel.TAP), Topics.unit(unit, Channel.DECISION));
  }

  /** Connects and subscribes, blocking; the channel does not block afterwards. */
  LoadUnit(InetSocketAddress broker, String name, String publishes, String hears)
      throws IOException {
    this.name = name;
    this.head = head(publishes, hears);
    channel = SocketChannel.open(broker);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    ByteArrayOutputStream connect = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(connect);
    data.writeUTF("MQTT");
    data.write(new byte[] {5, 2, 0, 60, 0}); // clean start, keep-alive 60 s
    data.writeUTF("load-" + name);
    writeNow(0x10, connect.toByteArray());
    awaitPacket(0x20);
    ByteArrayOutputStream subscribe = new ByteArrayOutputStream();
    data = new DataOutputStream(subscribe);
    data.writeShort(1);
    data.writeByte(0);
    data.writeUTF(hears);
    data.writeByte(1);
    writeNow(0x82, subscribe.toByteArray());
    awaitPacket(0x90);
    channel.configureBlocking(false);
  }

  private static byte[] head(String topic, String responseTopic) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    data.writeUTF(topic);
    data.writeShort(0); // packet id, filled in
    ByteArrayOutputStream properties = new ByteArrayOutputStream();
    DataOutputStream property = new DataOutputStream(properties);
    property.writeByte(0x03);
    property.writeUTF("application/json");
    property.writeByte(0x08);
    property.writeUTF(responseTopic);
    property.writeByte(0x09);
    property.writeUTF("12345678");
    if (properties.size() > 127) {
      throw new IllegalArgumentException("unit names of the load must be short");
    }
    data.writeByte(properties.size());
    data.write(properties.toByteArray());
    return bytes.toByteArray();
  }

  private void writeNow(int type, byte[] content) throws IOException {
    ByteBuffer packet = ByteBuffer.allocate(content.length + 5);
    packet.put((byte) type);
    putLength(packet, content.length);
    packet.put(content).flip();
    while (packet.hasRemaining()) {
      channel.write(packet);
    }
  }

  private void awaitPacket(int type) throws IOException {
    while (true) {
      ByteBuffer seen = in.duplicate().flip();
      int length = packetLength(seen);
      if (length > 0) {
        if ((seen.get(0) & 0xFF) != type) {
          throw new IOException("expected packet " + type + ", found " + (seen.get(0) & 0xFF));
        }
        in.flip().position(length);
        in.compact();
        return;
      }
      if (channel.read(in) < 0) {
        throw new IOException("the broker closed the connection of " + name);
      }
    }
  }

  SocketChannel channel() {
    return channel;
  }

  /** Queues a message; {@link #flush} sends it. */
  synchronized void publish(byte[] payload) {
    packetId = packetId == 65_535 ? 1 : packetId + 1;
    out.put((byte) 0x32);
    putLength(out, head.length + payload.length);
    int start = out.position();
    out.put(head);
    int topicLength = ((head[0] & 0xFF) << 8) | (head[1] & 0xFF);
    out.putShort(start + 2 + topicLength, (short) packetId);
    out.put(payload);
  }

  synchronized void flush() throws IOException {
    out.flip();
    channel.write(out);
    out.compact();
  }

  private synchronized void puback(short id) {
    out.put((byte) 0x40).put((byte) 2).putShort(id);
  }

  /** Reads what has come; acknowledges and reports it. */
  void read(Payloads payloads) throws IOException {
    if (channel.read(in) < 0) {
      throw new IOException("the broker closed the connection of " + name);
    }
    in.flip();
    int length;
    while ((length = packetLength(in)) > 0) {
      int start = in.position();
      int type = in.get(start) & 0xF0;
      if (type == 0x30) {
        publish(start, length, payloads);
      } else if (type == 0xE0) {
        throw new IOException("the broker disconnected " + name);
      }
      in.position(start + length);
    }
    in.compact();
  }

  private void publish(int start, int length, Payloads payloads) throws IOException {
    int at = start + 1;
    while (in.get(at) < 0) {
      at++;
    }
    at++;
    at += 2 + in.getShort(at);
    puback(in.getShort(at));
    at += 2;
    int properties = 0;
    int shift = 0;
    byte next;
    do {
      next = in.get(at++);
      properties |= (next & 0x7F) << shift;
      shift += 7;
    } while (next < 0);
    at += properties;
    byte[] payload = new byte[start + length - at];
    in.get(at, payload);
    payloads.arrived(payload);
  }

  /** Length of the packet at the position with its header, or 0 if it is not all there. */
  private static int packetLength(ByteBuffer bytes) {
    int length = 0;
    for (int i = 1; i <= 4 && i < bytes.remaining(); i++) {
      byte b = bytes.get(bytes.position() + i);
      length |= (b & 0x7F) << (7 * (i - 1));
      if (b >= 0) {
        return bytes.remaining() >= length + i + 1 ? length + i + 1 : 0;
      }
    }
    return 0;
  }

  private static void putLength(ByteBuffer bytes, int length) {
    int rest = length;
    do {
      int low = rest & 0x7F;
      rest >>= 7;
      bytes.put((byte) (rest > 0 ? low | 0x80 : low));
    } while (rest > 0);
  }

  void close() throws IOException {
    channel.close();
  }
}
