package city.seki.edge.presence.emulated;

import city.seki.edge.bus.emulated.I2cTarget;
import city.seki.edge.card.Pace;
import city.seki.edge.presence.Reading.Air;
import city.seki.edge.presence.scd4x.Command;
import city.seki.edge.presence.scd4x.Words;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An SCD41 from the sensor's side: measures every five seconds once it was started, and while it
 * measures takes no settings. May be told and broken from any thread.
 */
public final class EmulatedScd4x implements I2cTarget {
  /** What can go wrong with it, until {@link #heal}. */
  public enum Trouble {
    NONE,
    /** Acknowledges nothing: no power, or a cut wire. */
    SILENT,
    /** Every measurement has one wrong check sum. */
    BAD_CRC,
    /** Whatever it answers is damaged. */
    GARBAGE,
    /** Never has a new measurement. */
    STUCK
  }

  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final Duration STOPPING = Duration.ofMillis(500);
  private static final int[] SERIAL = {0xF896, 0x9F07, 0x3BBE};

  private final Pace pace;
  private Air air = new Air(500, 25.0, 37.0);
  private Trouble trouble = Trouble.NONE;
  private boolean measuring;
  private long since;
  private long taken;
  private long busyUntil;
  private int altitude;
  private int selfCalibration = 1;
  private byte @Nullable [] answer;

  /**
   * @param pace by which it measures every five seconds
   */
  public EmulatedScd4x(Pace pace) {
    this.pace = pace;
    this.busyUntil = pace.nanos();
  }

  /** From the next measurement on. */
  public synchronized void sense(Air next) {
    air = next;
  }

  /** From now on, until another trouble or {@link #heal}. */
  public synchronized void suffer(Trouble next) {
    trouble = next;
  }

  public synchronized void heal() {
    trouble = Trouble.NONE;
  }

  /** A brown-out: it measures no more, and its settings are those of the factory. */
  public synchronized void powerCycle() {
    measuring = false;
    answer = null;
    altitude = 0;
    selfCalibration = 1;
  }

  /** In metres above sea level. */
  public synchronized int altitude() {
    return altitude;
  }

  public synchronized boolean isSelfCalibrating() {
    return selfCalibration == 1;
  }

  @Override
  public synchronized boolean write(byte[] bytes) {
    answer = null;
    if (trouble == Trouble.SILENT || bytes.length < 2 || pace.nanos() - busyUntil < 0) {
      return false;
    }
    int code = Byte.toUnsignedInt(bytes[0]) << 8 | Byte.toUnsignedInt(bytes[1]);
    Optional<int[]> arguments = Words.read(Arrays.copyOfRange(bytes, 2, bytes.length));
    for (Command command : Command.values()) {
      if (command.code() == code) {
        return arguments.isPresent() && execute(command, arguments.get());
      }
    }
    return false;
  }

  private boolean execute(Command command, int[] arguments) {
    return switch (command) {
      case STOP_PERIODIC -> {
        measuring = false;
        busyUntil = pace.nanos() + STOPPING.toNanos();
        yield true;
      }
      case DATA_READY -> answer(isReady() ? 0x8006 : 0x8000);
      case READ -> read();
      case START_PERIODIC -> start();
      case WAKE_UP -> false;
      case SERIAL -> !measuring && answer(SERIAL);
      case GET_ALTITUDE -> !measuring && answer(altitude);
      case GET_SELF_CALIBRATION -> !measuring && answer(selfCalibration);
      case SET_ALTITUDE -> {
        boolean accepted = !measuring && arguments.length == 1;
        altitude = accepted ? arguments[0] : altitude;
        yield accepted;
      }
      case SET_SELF_CALIBRATION -> {
        boolean accepted = !measuring && arguments.length == 1;
        selfCalibration = accepted ? arguments[0] : selfCalibration;
        yield accepted;
      }
    };
  }

  private boolean start() {
    boolean accepted = !measuring;
    measuring = true;
    since = accepted ? pace.nanos() : since;
    taken = accepted ? 0 : taken;
    return accepted;
  }

  private boolean isReady() {
    return measuring && trouble != Trouble.STUCK && measured() > taken;
  }

  private long measured() {
    return (pace.nanos() - since) / PERIOD.toNanos();
  }

  private boolean read() {
    if (!isReady()) {
      return false;
    }
    taken = measured();
    answer(
        air.co2Ppm(),
        (int) Math.round((air.temperatureC() + 45) * 65_535 / 175),
        (int) Math.round(air.humidityPercent() * 65_535 / 100));
    byte[] words = answer;
    if (words != null && trouble == Trouble.BAD_CRC) {
      words[words.length - 1] ^= 0x01;
    }
    return true;
  }

  private boolean answer(int... words) {
    byte[] bytes = Words.write(words);
    if (trouble == Trouble.GARBAGE) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] ^= 0x5A;
      }
    }
    answer = bytes;
    return true;
  }

  @Override
  public synchronized boolean read(byte[] into) {
    byte[] bytes = answer;
    if (trouble == Trouble.SILENT || bytes == null) {
      return false;
    }
    Arrays.fill(into, (byte) 0xFF);
    System.arraycopy(bytes, 0, into, 0, Math.min(bytes.length, into.length));
    return true;
  }
}
