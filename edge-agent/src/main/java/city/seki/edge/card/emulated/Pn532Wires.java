package city.seki.edge.card.emulated;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.SerialLine;
import city.seki.edge.bus.emulated.I2cTarget;
import city.seki.edge.bus.emulated.SpiTarget;
import java.util.Arrays;

/** The three wires of an {@link EmulatedPn532}, from its side. */
public final class Pn532Wires {
  private static final int READY = 0x01;

  private Pn532Wires() {}

  /**
   * Serves the chip on a serial line until the line fails, is closed or the thread is interrupted.
   * Occupies the calling thread.
   */
  public static void serve(EmulatedPn532 chip, SerialLine line) {
    byte[] received = new byte[512];
    try {
      while (!Thread.currentThread().isInterrupted()) {
        int count = line.read(received);
        chip.receive(received, count);
        for (byte[] said = chip.next(); said != null; said = chip.next()) {
          line.write(said);
        }
      }
    } catch (BusFault e) {
      // The other end is gone: so is this chip, until somebody serves it again.
      chip.powerCycle();
    }
  }

  /** On I2C: every read begins with the ready byte, and takes one frame. */
  public static I2cTarget i2c(EmulatedPn532 chip) {
    return new I2cTarget() {
      @Override
      public boolean write(byte[] bytes) {
        chip.receive(bytes, bytes.length);
        return true;
      }

      @Override
      public boolean read(byte[] into) {
        Arrays.fill(into, (byte) 0x80);
        into[0] = (byte) (chip.hasOutput() ? READY : 0x00);
        if (into.length > 1) {
          takeFrame(chip, into, 1);
        }
        return true;
      }
    };
  }

  /** On SPI, least significant bit first: operation byte, then status, data in or data out. */
  public static SpiTarget spi(EmulatedPn532 chip) {
    return sent -> {
      byte[] bytes = reversed(sent);
      byte[] answer = new byte[bytes.length];
      switch (bytes.length == 0 ? 0 : bytes[0]) {
        case 0x01 -> chip.receive(Arrays.copyOfRange(bytes, 1, bytes.length), bytes.length - 1);
        case 0x02 -> Arrays.fill(answer, (byte) (chip.hasOutput() ? READY : 0x00));
        case 0x03 -> takeFrame(chip, answer, 1);
        default -> {}
      }
      return reversed(answer);
    };
  }

  private static void takeFrame(EmulatedPn532 chip, byte[] into, int offset) {
    byte[] said = chip.next();
    if (said != null) {
      Arrays.fill(into, offset, into.length, (byte) 0);
      System.arraycopy(said, 0, into, offset, Math.min(said.length, into.length - offset));
    }
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      turned[i] = (byte) (Integer.reverse(bytes[i]) >>> 24);
    }
    return turned;
  }
}
