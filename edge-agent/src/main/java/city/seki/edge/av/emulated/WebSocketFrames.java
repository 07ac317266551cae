package city.seki.edge.av.emulated;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The server's side of RFC 6455, as far as an emulated device needs it: texts of 64 KiB. */
final class WebSocketFrames {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int LONGEST = 64 << 10;

  private final DataInputStream in;
  private final OutputStream out;

  WebSocketFrames(DataInputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** The answer to {@code Sec-WebSocket-Key}. */
  static String accept(String key) {
    try {
      byte[] text = (key + GUID).getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-1", e);
    }
  }

  /**
   * The next text; pings are answered on the way.
   *
   * @return null when the client says goodbye, to which it gets its answer
   * @throws IOException if the line is cut, or a frame is not what a client may send
   */
  byte @Nullable [] text() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    while (true) {
      int first = in.readUnsignedByte();
      int opcode = first & 0x0F;
      byte[] payload = payload();
      switch (opcode) {
        case TEXT, CONTINUATION -> {
          text.write(payload);
          if (text.size() > LONGEST) {
            throw new IOException("a message longer than " + LONGEST + " bytes");
          }
          if ((first & 0x80) != 0) {
            return text.toByteArray();
          }
        }
        case PING -> send(PONG, payload);
        case PONG -> {}
        case CLOSE -> {
          send(CLOSE, payload);
          return null;
        }
        default -> throw new IOException("a frame of kind " + opcode);
      }
    }
  }

  private byte[] payload() throws IOException {
    int second = in.readUnsignedByte();
    if ((second & 0x80) == 0) {
      throw new IOException("a client's frame without mask");
    }
    long length = second & 0x7F;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    if (length < 0 || length > LONGEST) {
      throw new IOException("a frame of " + length + " bytes");
    }
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes((int) length);
    if (mask.length < 4 || payload.length < length) {
      throw new EOFException("the client left in the middle of a frame");
    }
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i & 3];
    }
    return payload;
  }

  void sendText(byte[] text) throws IOException {
    send(TEXT, text);
  }

  private synchronized void send(int opcode, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 10);
    frame.put((byte) (0x80 | opcode));
    if (payload.length < 126) {
      frame.put((byte) payload.length);
    } else if (payload.length <= 0xFFFF) {
      frame.put((byte) 126).putShort((short) payload.length);
    } else {
      frame.put((byte) 127).putLong(payload.length);
    }
    frame.put(payload);
    out.write(frame.array(), 0, frame.position());
    out.flush();
  }
}
