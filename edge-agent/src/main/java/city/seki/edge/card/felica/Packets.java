package city.seki.edge.card.felica;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The two commands of FeliCa that need no key, and what a card answers to them (JIS X 6319-4;
 * FeliCa Lite-S User's Manual, 4.4). Packets have their length in front, which counts itself.
 */
final class Packets {
  /** Code of the challenge's block. */
  static final int RC = 0x80;

  /** Code of the block that begins with the card's number. */
  static final int ID = 0x82;

  /** Bytes of a block. */
  static final int BLOCK = 16;

  private static final int READ = 0x06;
  private static final int WRITE = 0x08;

  /** Little endian: 000B reads, 0009 reads and writes. */
  private static final byte[] READ_ONLY = {0x0B, 0x00};

  private static final byte[] READ_WRITE = {0x09, 0x00};

  /** An element of the block list whose number has one byte. */
  private static final int SHORT_ELEMENT = 0x80;

  private static final int IDM = 8;
  private static final int FLAGS = 2 + IDM;

  /** There was no challenge since the card came into the field. */
  private static final int NO_CHALLENGE = 0xB2;

  /** What a card answered. */
  sealed interface Answer {
    /** It did as it was told; {@code data} is what it was asked for. */
    @SuppressWarnings("ArrayRecordComponent") // not copied: nobody writes to it
    record Done(byte[] data) implements Answer {}

    /** It was without power since the challenge was written. */
    record Forgot() implements Answer {}

    /** It does not know these blocks. */
    record Refused() implements Answer {}

    /** The bytes are no answer of this card to this command. */
    record Strange() implements Answer {}
  }

  private Packets() {}

  static byte[] write(byte[] idm, int block, byte[] data) {
    ByteArrayOutputStream body = begun(WRITE, idm, READ_WRITE, block);
    body.writeBytes(data);
    return framed(body);
  }

  static byte[] read(byte[] idm, int... blocks) {
    return framed(begun(READ, idm, READ_ONLY, blocks));
  }

  private static ByteArrayOutputStream begun(
      int command, byte[] idm, byte[] service, int... blocks) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(command);
    body.writeBytes(idm);
    body.write(1);
    body.writeBytes(service);
    body.write(blocks.length);
    for (int block : blocks) {
      body.write(SHORT_ELEMENT);
      body.write(block);
    }
    return body;
  }

  private static byte[] framed(ByteArrayOutputStream body) {
    byte[] packet = new byte[body.size() + 1];
    packet[0] = (byte) packet.length;
    System.arraycopy(body.toByteArray(), 0, packet, 1, body.size());
    return packet;
  }

  static Answer written(byte[] packet, byte[] idm) {
    return answer(packet, idm, WRITE, 0);
  }

  /**
   * @param blocks how many were asked for
   */
  static Answer read(byte[] packet, byte[] idm, int blocks) {
    return answer(packet, idm, READ, blocks);
  }

  private static Answer answer(byte[] packet, byte[] idm, int command, int blocks) {
    boolean addressed =
        packet.length >= FLAGS + 2
            && Byte.toUnsignedInt(packet[0]) == packet.length
            && packet[1] == command + 1
            && Arrays.equals(Arrays.copyOfRange(packet, 2, FLAGS), idm);
    if (!addressed) {
      return new Answer.Strange();
    }
    if (packet[FLAGS] != 0) {
      return Byte.toUnsignedInt(packet[FLAGS + 1]) == NO_CHALLENGE
          ? new Answer.Forgot()
          : new Answer.Refused();
    }
    if (packet[FLAGS + 1] != 0) {
      return new Answer.Strange();
    }
    if (blocks == 0) {
      return new Answer.Done(new byte[0]);
    }
    int begin = FLAGS + 3;
    boolean whole = packet.length == begin + blocks * BLOCK && packet[begin - 1] == (byte) blocks;
    return whole
        ? new Answer.Done(Arrays.copyOfRange(packet, begin, packet.length))
        : new Answer.Strange();
  }
}
