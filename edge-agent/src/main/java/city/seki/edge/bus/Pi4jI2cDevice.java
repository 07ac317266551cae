package city.seki.edge.bus;

import com.pi4j.io.i2c.I2C;

/** A device on a real or emulated I2C bus of Pi4J. */
final class Pi4jI2cDevice implements I2cDevice {
  private final String name;
  private final I2C i2c;
  private final Runnable release;

  Pi4jI2cDevice(String name, I2C i2c, Runnable release) {
    this.name = name;
    this.i2c = i2c;
    this.release = release;
  }

  @Override
  public void write(byte[] bytes) throws BusFault {
    check(bytes.length, Pi4jFaults.translated(name, () -> i2c.write(bytes, 0, bytes.length)));
  }

  @Override
  public void read(byte[] into) throws BusFault {
    check(into.length, Pi4jFaults.translated(name, () -> i2c.read(into, 0, into.length)));
  }

  private void check(int wanted, int moved) throws BusFault {
    if (moved != wanted) {
      throw new BusFault(
          BusFault.Cause.NO_ANSWER, name + ": " + moved + " of " + wanted + " bytes moved");
    }
  }

  @Override
  public void close() {
    release.run();
  }
}
