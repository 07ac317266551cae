package city.seki.edge.linux;

import city.seki.edge.bus.emulated.I2cTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What stands on {@code /dev/i2c-1}: answers its transfers through the module {@code i2c-emul},
 * whose source tells the format. Devices may be attached and taken away from any thread.
 */
final class AnsweredBus {
  /** How adapters say that nothing acknowledged: errno of Linux. */
  enum Refusal {
    EIO(5),
    ENXIO(6),
    ETIMEDOUT(110),
    /** What the Raspberry Pi's adapter (i2c-bcm2835) says. */
    EREMOTEIO(121);

    private final int errno;

    Refusal(int errno) {
      this.errno = errno;
    }
  }

  /** The number in {@code /dev/i2c-1}. */
  static final int NUMBER = 1;

  private static final String PROGRAM_SIDE = "/dev/i2c-emul";
  private static final int READS = 1;
  private static final int LONGEST = 16_384;

  private final Map<Integer, I2cTarget> devices = new ConcurrentHashMap<>();
  private volatile Refusal refusal = Refusal.EREMOTEIO;

  void attach(int address, I2cTarget device) {
    devices.put(address, device);
  }

  void detach(int address) {
    devices.remove(address);
  }

  /** From now on, where nothing acknowledges. */
  void refuseBy(Refusal next) {
    refusal = next;
  }

  /** Begins to answer, until the program ends. */
  void serve() throws IOException {
    RandomAccessFile file = new RandomAccessFile(PROGRAM_SIDE, "rw");
    Thread.ofPlatform().name("i2c-emul").daemon().start(() -> answerAll(file));
  }

  private void answerAll(RandomAccessFile file) {
    byte[] question = new byte[LONGEST];
    try (file) {
      while (true) {
        int length = file.read(question);
        file.write(answer(ByteBuffer.wrap(question, 0, length).order(ByteOrder.LITTLE_ENDIAN)));
      }
    } catch (IOException e) {
      throw new IllegalStateException(PROGRAM_SIDE + " cannot be answered", e);
    }
  }

  private byte[] answer(ByteBuffer question) {
    int number = question.getInt();
    int messages = question.getInt();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int result = messages;
    for (int i = 0; i < messages && result >= 0; i++) {
      if (!message(question, said)) {
        result = -refusal.errno;
      }
    }
    byte[] bytes = result < 0 ? new byte[0] : said.toByteArray();
    ByteBuffer answer = ByteBuffer.allocate(8 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
    return answer.putInt(number).putInt(result).put(bytes).array();
  }

  private boolean message(ByteBuffer question, ByteArrayOutputStream said) {
    int address = question.getShort();
    int flags = question.getShort();
    byte[] bytes = new byte[Short.toUnsignedInt(question.getShort())];
    I2cTarget device = devices.get(address);
    if ((flags & READS) == 0) {
      question.get(bytes);
      return device != null && device.write(bytes);
    }
    boolean acknowledged = device != null && device.read(bytes);
    said.writeBytes(bytes);
    return acknowledged;
  }

  /** A device whose every byte is the same. */
  static I2cTarget filledWith(int value) {
    return new I2cTarget() {
      @Override
      public boolean write(byte[] bytes) {
        return true;
      }

      @Override
      public boolean read(byte[] into) {
        Arrays.fill(into, (byte) value);
        return true;
      }
    };
  }
}
