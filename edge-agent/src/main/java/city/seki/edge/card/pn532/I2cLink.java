package city.seki.edge.card.pn532;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.I2cDevice;
import java.util.Arrays;

/** Every read from the chip begins with a status byte whose bit 0 says that the rest is valid. */
final class I2cLink implements BlockTransport.Link {
  private final I2cDevice device;

  I2cLink(I2cDevice device) {
    this.device = device;
  }

  @Override
  public boolean isReady() throws BusFault {
    byte[] status = new byte[1];
    device.read(status);
    return (status[0] & 1) != 0;
  }

  @Override
  public byte[] read(int count) throws BusFault {
    byte[] block = new byte[count + 1];
    device.read(block);
    return (block[0] & 1) != 0 ? Arrays.copyOfRange(block, 1, block.length) : new byte[count];
  }

  @Override
  public void write(byte[] frame) throws BusFault {
    device.write(frame);
  }

  @Override
  public void close() {
    device.close();
  }
}
