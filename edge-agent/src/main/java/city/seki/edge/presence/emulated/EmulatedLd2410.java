package city.seki.edge.presence.emulated;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.SerialLine;
import city.seki.edge.card.Pace;
import city.seki.edge.presence.Reading.Radar;
import city.seki.edge.presence.Reading.Radar.Target;
import city.seki.edge.presence.ld2410.Frame;
import city.seki.edge.presence.ld2410.FrameParser;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An LD2410 from the sensor's side: reports ten times a second what it was told to sense, and takes
 * commands as the module does. May be told and broken from any thread while it is being served.
 */
public final class EmulatedLd2410 {
  /** What can go wrong with it, until {@link #heal}. */
  public enum Trouble {
    NONE,
    /** Says nothing and answers nothing: no power, or a cut wire. */
    SILENT,
    /** Bytes that are no reports: another speed. */
    GARBAGE,
    /** Every report ends in a wrong marker. */
    DAMAGED,
    /** Every other report lacks its second half. */
    CUT,
    /** Says for ever what it sensed last. */
    STUCK
  }

  private static final Duration PERIOD = Duration.ofMillis(100);

  /** Wrong speed looks like this: parts of it even begin a report. */
  private static final byte[] GARBAGE =
      HexFormat.of().parseHex("00f4f3f2f1ff80fe00e6981818007e66f4f3f2f10d0002");

  private static final byte[] SUCCESS = {0, 0};
  private static final byte[] FAILURE = {1, 0};
  private static final byte[] PROTOCOL_AND_BUFFER = {0, 0, 1, 0, 0x40, 0};

  /** Type, 1.02 and 22062416, as the field's modules answer. */
  private static final byte[] FIRMWARE = HexFormat.of().parseHex("00000000020116240622");

  private static final int FIRMWARE_VERSION = 0x00A0;
  private static final int ENGINEERING_ON = 0x0062;
  private static final int ENGINEERING_OFF = 0x0063;

  private final FrameParser parser = new FrameParser();
  private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
  private Radar sensed = new Radar(Target.NONE, 0, 0, 0, 0);
  private Radar stuckAt = sensed;
  private int calibration;
  private Trouble trouble = Trouble.NONE;
  private boolean configuring;
  private boolean engineering;
  private boolean half;
  private boolean spoken;
  private long lastReport;

  /** From now on it reports that. */
  public synchronized void sense(Radar radar) {
    sensed = radar;
    calibration = 0;
  }

  /** Somebody sits there, or nobody does, as a radar over a seat sees it. */
  public void sense(boolean somebody) {
    sense(somebody ? new Radar(Target.STILL, 0, 0, 81, 59) : new Radar(Target.NONE, 0, 0, 0, 0));
  }

  /**
   * Newer firmware that measures the noise of an empty room.
   *
   * @param state 4 to 6
   */
  public synchronized void calibrate(int state) {
    calibration = state;
  }

  /** Reports with the echoes of each gate from now on, or without. */
  public synchronized void engineering(boolean on) {
    engineering = on;
  }

  /** Somebody began to configure it and left: it is silent until "end configuration" comes. */
  public synchronized void leaveConfiguring() {
    configuring = true;
  }

  /** From now on, until another trouble or {@link #heal}. */
  public synchronized void suffer(Trouble next) {
    stuckAt = sensed;
    trouble = next;
  }

  public synchronized void heal() {
    trouble = Trouble.NONE;
  }

  /** Bytes from the host, in any portions. */
  public synchronized void receive(byte[] bytes, int count) {
    parser.feed(bytes, count, this::take);
  }

  /**
   * What it has to say by then: answers, and a report if one is due.
   *
   * @param nanos a monotonic time
   * @return empty if it has nothing to say
   */
  public synchronized byte[] said(long nanos) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    if (trouble != Trouble.SILENT) {
      said.writeBytes(answers.toByteArray());
    }
    answers.reset();
    boolean due = !spoken || nanos - lastReport >= PERIOD.toNanos();
    if (due) {
      spoken = true;
      lastReport = nanos;
      if (!configuring) {
        said.writeBytes(damaged(report()));
      }
    }
    return said.toByteArray();
  }

  private byte[] report() {
    Radar told = trouble == Trouble.STUCK ? stuckAt : sensed;
    int state = calibration > 0 ? calibration : state(told.target());
    if (!engineering) {
      return Frame.basicReport(state, told);
    }
    byte[] gates = new byte[18];
    Arrays.fill(gates, 0, 9, (byte) (told.movingEnergy() / 2));
    Arrays.fill(gates, 9, 18, (byte) (told.stillEnergy() / 2));
    return Frame.engineeringReport(state, told, gates, 96);
  }

  private static int state(Target target) {
    return switch (target) {
      case NONE -> 0;
      case MOVING -> 1;
      case STILL -> 2;
      case BOTH -> 3;
    };
  }

  private byte[] damaged(byte[] report) {
    half = !half;
    return switch (trouble) {
      case NONE, STUCK -> report;
      case SILENT -> new byte[0];
      case GARBAGE -> GARBAGE;
      case DAMAGED -> {
        report[report.length - 1] ^= 0x01;
        yield report;
      }
      case CUT -> half ? Arrays.copyOf(report, report.length / 2) : report;
    };
  }

  private void take(Frame frame) {
    if (frame instanceof Frame.Command command && trouble != Trouble.SILENT) {
      answers.writeBytes(
          Frame.command(command.word() | Frame.ACKNOWLEDGED, answer(command.word())));
    }
  }

  private byte[] answer(int word) {
    if (word == Frame.ENABLE_CONFIGURATION) {
      configuring = true;
      return PROTOCOL_AND_BUFFER;
    }
    if (word == Frame.END_CONFIGURATION) {
      configuring = false;
      return SUCCESS;
    }
    if (!configuring) {
      return FAILURE;
    }
    return switch (word) {
      case FIRMWARE_VERSION -> FIRMWARE;
      case ENGINEERING_ON -> {
        engineering = true;
        yield SUCCESS;
      }
      case ENGINEERING_OFF -> {
        engineering = false;
        yield SUCCESS;
      }
      default -> FAILURE;
    };
  }

  /**
   * Serves it on a serial line until the line fails, is closed or the thread is interrupted.
   * Occupies the calling thread.
   */
  public void serve(SerialLine line, Pace pace) {
    byte[] received = new byte[256];
    try {
      while (!Thread.currentThread().isInterrupted()) {
        int count = line.read(received);
        receive(received, count);
        byte[] said = said(pace.nanos());
        if (said.length > 0) {
          line.write(said);
        }
      }
    } catch (BusFault e) {
      // The other end is gone: so is this sensor, until somebody serves it again.
      powerCycle();
    }
  }

  /** A brown-out: it forgets that it was being configured. */
  public synchronized void powerCycle() {
    parser.reset();
    answers.reset();
    configuring = false;
    engineering = false;
    spoken = false;
  }
}
