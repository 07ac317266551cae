package city.seki.edge.bus.emulated;

import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CBase;
import com.pi4j.io.i2c.I2CConfig;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

/** One address on an emulated bus; answers like Linux where nothing acknowledges. */
final class EmulatedI2c extends I2CBase<EmulatedI2cProvider.Bus> implements I2C {
  private final EmulatedBoard board;

  EmulatedI2c(
      EmulatedI2cProvider provider,
      I2CConfig config,
      EmulatedI2cProvider.Bus bus,
      EmulatedBoard board) {
    super(provider, config, bus);
    this.board = board;
  }

  @Override
  public int write(byte b) {
    return write(new byte[] {b}, 0, 1);
  }

  @Override
  public int write(byte[] data, int offset, int length) {
    byte[] sent = Arrays.copyOfRange(data, offset, offset + length);
    return i2CBus.execute(
        this,
        () -> {
          acknowledged(target().write(sent));
          return length;
        });
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    read(one, 0, 1);
    return Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    return i2CBus.execute(
        this,
        () -> {
          byte[] received = new byte[length];
          acknowledged(target().read(received));
          System.arraycopy(received, 0, buffer, offset, length);
          return length;
        });
  }

  @Override
  public int writeRegister(int register, byte b) {
    return writeRegister(register, new byte[] {b}, 0, 1);
  }

  @Override
  public int writeRegister(int register, byte[] data, int offset, int length) {
    return writeRegister(new byte[] {(byte) register}, data, offset, length);
  }

  @Override
  public int writeRegister(byte[] register, byte[] data, int offset, int length) {
    byte[] sent = Arrays.copyOf(register, register.length + length);
    System.arraycopy(data, offset, sent, register.length, length);
    write(sent, 0, sent.length);
    return length;
  }

  @Override
  public int readRegister(int register) {
    byte[] one = new byte[1];
    readRegister(register, one, 0, 1);
    return Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int readRegister(int register, byte[] buffer, int offset, int length) {
    return readRegister(new byte[] {(byte) register}, buffer, offset, length);
  }

  @Override
  public int readRegister(byte[] register, byte[] buffer, int offset, int length) {
    write(register, 0, register.length);
    return read(buffer, offset, length);
  }

  @Override
  public int writeReadRegisterWord(int register, int word) {
    write(new byte[] {(byte) register, (byte) word, (byte) (word >> 8)}, 0, 3);
    byte[] reply = new byte[2];
    read(reply, 0, 2);
    return Byte.toUnsignedInt(reply[1]) << 8 | Byte.toUnsignedInt(reply[0]);
  }

  private I2cTarget target() throws IOException {
    I2cTarget target = board.i2cTarget(config.bus(), config.device());
    acknowledged(target != null);
    return Objects.requireNonNull(target);
  }

  private static void acknowledged(boolean acknowledged) throws IOException {
    if (!acknowledged) {
      throw new IOException("No such device or address"); // ENXIO, as the kernel says it
    }
  }
}
