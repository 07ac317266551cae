package city.seki.edge.card.pn532;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * What travels between host and PN532 (UM0701-02 §6.2.1; hardware.md 1.1).
 *
 * <pre>
 * normal    00 | 00 FF | LEN LCS           | TFI data… | DCS | 00    LEN counts TFI and data
 * extended  00 | 00 FF | FF FF LENm LENl LCS | TFI data… | DCS | 00
 * ACK       00 | 00 FF | 00 FF | 00
 * NACK      00 | 00 FF | FF 00 | 00
 * error     00 | 00 FF | 01 FF | 7F | 81 | 00
 * </pre>
 */
public sealed interface Frame {
  /** TFI of a command. */
  int FROM_HOST = 0xD4;

  /** TFI of a reply. */
  int FROM_CHIP = 0xD5;

  /** TFI, command code and data: the most that fits the chip's buffer. */
  int MAX_LENGTH = 265;

  /** Understood; or, from the host: stop what you are doing. */
  record Ack() implements Frame {
    @Override
    public byte[] bytes() {
      return HexFormat.of().parseHex("0000ff00ff00");
    }
  }

  /** Say that again. */
  record Nack() implements Frame {
    @Override
    public byte[] bytes() {
      return HexFormat.of().parseHex("0000ffff0000");
    }
  }

  /** The chip does not know the command, or not with these parameters. */
  record SyntaxError() implements Frame {
    @Override
    public byte[] bytes() {
      return HexFormat.of().parseHex("0000ff01ff7f8100");
    }
  }

  /**
   * A command or its reply.
   *
   * @param tfi {@link #FROM_HOST} or {@link #FROM_CHIP}
   * @param data code and parameters, 1 to 264 bytes; not copied, nobody writes to it
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Message(int tfi, byte[] data) implements Frame {
    public Message {
      if (data.length == 0 || data.length >= MAX_LENGTH) {
        throw new IllegalArgumentException(
            data.length + " bytes in a PN532 frame: expected 1 to " + (MAX_LENGTH - 1));
      }
    }

    /** The command's code, or that of the command answered plus one. */
    public int code() {
      return Byte.toUnsignedInt(data[0]);
    }

    /** What follows the code. */
    public byte[] parameters() {
      return Arrays.copyOfRange(data, 1, data.length);
    }

    @Override
    public byte[] bytes() {
      int length = data.length + 1;
      byte[] header = length > 0xFF ? extended(length) : normal(length);
      byte[] frame = Arrays.copyOf(header, header.length + length + 2);
      frame[header.length] = (byte) tfi;
      System.arraycopy(data, 0, frame, header.length + 1, data.length);
      int sum = tfi;
      for (byte b : data) {
        sum += b;
      }
      frame[frame.length - 2] = (byte) -sum;
      return frame;
    }

    private static byte[] normal(int length) {
      return new byte[] {0, 0, (byte) 0xFF, (byte) length, (byte) -length};
    }

    private static byte[] extended(int length) {
      int high = length >> 8;
      int low = length & 0xFF;
      byte ff = (byte) 0xFF;
      return new byte[] {0, 0, ff, ff, ff, (byte) high, (byte) low, (byte) -(high + low)};
    }

    /** Without the data: it may hold a card's id. */
    @Override
    public String toString() {
      return "Message[%02X %02X, %d bytes]".formatted(tfi, code(), data.length);
    }
  }

  /** Bytes with a start code that are no frame. */
  record Broken(String why) implements Frame {
    @Override
    public byte[] bytes() {
      throw new IllegalStateException("a broken frame is received, never sent: " + why);
    }
  }

  /** As sent, with preamble and postamble. */
  byte[] bytes();

  /** A command of the host. */
  static Message command(int code, byte... parameters) {
    return new Message(FROM_HOST, prefixed(code, parameters));
  }

  /** The chip's reply to a command. */
  static Message reply(int commandCode, byte... parameters) {
    return new Message(FROM_CHIP, prefixed(commandCode + 1, parameters));
  }

  private static byte[] prefixed(int code, byte[] parameters) {
    byte[] data = new byte[parameters.length + 1];
    data[0] = (byte) code;
    System.arraycopy(parameters, 0, data, 1, parameters.length);
    return data;
  }
}
