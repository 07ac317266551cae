package city.seki.edge.card.pn532;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.SpiDevice;
import java.util.Arrays;

/**
 * The first byte of a transfer says what it is about. The chip wants the least significant bit
 * first, the Raspberry Pi's controller sends the most significant one: every byte is turned round.
 */
final class SpiLink implements BlockTransport.Link {
  private static final int DATA_WRITE = 0x01;
  private static final int STATUS_READ = 0x02;
  private static final int DATA_READ = 0x03;

  /** A line that nobody drives reads as this: no chip there, so never taken for its ready bit. */
  private static final int FLOATING = 0xFF;

  private final SpiDevice device;

  SpiLink(SpiDevice device) {
    this.device = device;
  }

  @Override
  public boolean isReady() throws BusFault {
    int status = Byte.toUnsignedInt(transfer(STATUS_READ, new byte[1])[0]);
    return status != FLOATING && (status & 1) != 0;
  }

  @Override
  public byte[] read(int count) throws BusFault {
    return transfer(DATA_READ, new byte[count]);
  }

  @Override
  public void write(byte[] frame) throws BusFault {
    transfer(DATA_WRITE, frame);
  }

  private byte[] transfer(int operation, byte[] payload) throws BusFault {
    byte[] bytes = new byte[payload.length + 1];
    bytes[0] = reversed((byte) operation);
    for (int i = 0; i < payload.length; i++) {
      bytes[i + 1] = reversed(payload[i]);
    }
    device.transfer(bytes);
    byte[] answer = Arrays.copyOfRange(bytes, 1, bytes.length);
    for (int i = 0; i < answer.length; i++) {
      answer[i] = reversed(answer[i]);
    }
    return answer;
  }

  static byte reversed(byte b) {
    return (byte) (Integer.reverse(b) >>> 24);
  }

  @Override
  public void close() {
    device.close();
  }
}
