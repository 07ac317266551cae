package city.seki.edge.bus.emulated;

import com.pi4j.io.spi.Spi;
import com.pi4j.io.spi.SpiBase;
import com.pi4j.io.spi.SpiConfig;
import com.pi4j.io.spi.SpiProviderBase;
import java.util.Arrays;

/** Pi4J's provider of SPI on an {@link EmulatedBoard}. */
final class EmulatedSpiProvider extends SpiProviderBase {
  private final EmulatedBoard board;

  EmulatedSpiProvider(EmulatedBoard board) {
    super("seki-emulated-spi", "Emulated SPI");
    this.board = board;
  }

  @Override
  public Spi create(SpiConfig config) {
    Device device = new Device(this, config, board);
    device.open();
    context.registry().add(device);
    return device;
  }

  /** One chip select; a line that nobody drives floats high. */
  private static final class Device extends SpiBase {
    private final EmulatedBoard board;

    Device(EmulatedSpiProvider provider, SpiConfig config, EmulatedBoard board) {
      super(provider, config);
      this.board = board;
    }

    @Override
    public int transfer(byte[] write, int writeOffset, byte[] read, int readOffset, int count) {
      SpiTarget target = board.spiTarget(config.bus().getBus(), config.address());
      byte[] received = new byte[count];
      if (target == null) {
        Arrays.fill(received, (byte) 0xFF);
      } else {
        received = target.transfer(Arrays.copyOfRange(write, writeOffset, writeOffset + count));
      }
      System.arraycopy(received, 0, read, readOffset, count);
      return count;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      read(one, 0, 1);
      return Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return transfer(new byte[length], 0, buffer, offset, length);
    }

    @Override
    public int write(byte b) {
      return write(new byte[] {b}, 0, 1);
    }

    @Override
    public int write(byte[] data, int offset, int length) {
      return transfer(data, offset, new byte[length], 0, length);
    }
  }
}
