package city.seki.edge.presence.ld2410;

import city.seki.edge.presence.Reading.Radar;
import city.seki.edge.presence.Reading.Radar.Target;
import city.seki.edge.presence.Sensed.Discarded.Cause;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds frames in a stream of bytes, whatever lies before, between and after them, in a fixed
 * amount of memory. A header that turns out to be none costs nothing: the search goes on one byte
 * behind it, so a whole frame inside what looked like another is still found. Since there is no
 * check sum, lengths and all markers must be right.
 *
 * <p>Told as thrown away, once each: a whole frame with a wrong marker; a whole frame that says
 * what the sensor cannot mean; a stretch of bytes that begin no frame, with every further {@value
 * #TOLD_AGAIN} of them. Not told is the rest of a frame that was being sent when the line was
 * opened.
 */
public final class FrameParser {
  private static final int TOLD_AGAIN = 1024;
  private static final int HIGHEST_ENERGY = 100;

  /** The states that the first two bits mean; 4 to 6 are the calibration of newer firmware. */
  private static final List<Target> TARGETS =
      List.of(
          Target.NONE,
          Target.MOVING,
          Target.STILL,
          Target.BOTH,
          Target.NONE,
          Target.NONE,
          Target.NONE);

  private static final List<Marker> MARKERS = List.of(Marker.values());

  private final byte[] buffer = new byte[Frame.AROUND + Frame.LONGEST_DATA];
  private int length;

  /** Bytes that began no frame since the last one, not told yet, and the last four of them. */
  private int stray;

  private int lastStray;

  /** How many of the next stray bytes belong to a broken frame that was told. */
  private int excused;

  private boolean opening = true;

  /** Forgets everything, as for a line that was just opened. */
  public void reset() {
    length = 0;
    stray = 0;
    excused = 0;
    opening = true;
  }

  /**
   * Takes what was received, in any portions.
   *
   * @param frames told each frame, good or broken, in the order of the line
   */
  public void feed(byte[] bytes, int count, Consumer<Frame> frames) {
    for (int i = 0; i < count; i++) {
      buffer[length++] = bytes[i];
      while (length > 0 && decided(frames)) {} // what is left may be decided, too
    }
  }

  /** The line has fallen silent: bytes that began no frame are told, without waiting for more. */
  public void quiet(Consumer<Frame> frames) {
    tellStray(frames);
  }

  /** Whether the first bytes of the buffer turned out to be something, and were taken from it. */
  private boolean decided(Consumer<Frame> frames) {
    Marker marker = marker();
    if (marker == null) {
      drop(frames);
      return true;
    }
    if (length < 6) {
      return false;
    }
    int data = at(4) | at(5) << 8;
    if (!marker.allows(data)) {
      drop(frames);
      return true;
    }
    int whole = Frame.AROUND + data;
    if (length < whole) {
      return false;
    }
    tellStray(frames);
    opening = false;
    if (number(whole - 4) == marker.tail() && isMarked(marker, data)) {
      excused = 0;
      Frame frame = read(marker, data);
      remove(whole);
      frames.accept(frame);
    } else {
      excused = whole;
      frames.accept(new Frame.Broken(Cause.CHECKSUM));
      drop(frames);
    }
    return true;
  }

  /** Whose header the buffer begins with, as far as it is there. */
  private @Nullable Marker marker() {
    for (Marker marker : MARKERS) {
      boolean fits = true;
      for (int i = 0; i < Math.min(4, length); i++) {
        fits &= buffer[i] == (byte) (marker.header() >> (24 - 8 * i));
      }
      if (fits) {
        return marker;
      }
    }
    return null;
  }

  private boolean isMarked(Marker marker, int data) {
    return marker == Marker.COMMAND
        || (at(7) == 0xAA && at(6 + data - 2) == 0x55 && at(6 + data - 1) == 0x00);
  }

  private Frame read(Marker marker, int data) {
    return switch (marker) {
      case COMMAND ->
          new Frame.Command(at(6) | at(7) << 8, HexFormat.of().formatHex(buffer, 8, 6 + data));
      case REPORT -> report(data);
    };
  }

  private Frame report(int data) {
    int type = data == Frame.BASIC_LENGTH ? 0x02 : 0x01;
    int state = at(8);
    int movingEnergy = at(11);
    int stillEnergy = at(14);
    if (at(6) != type
        || state >= TARGETS.size()
        || movingEnergy > HIGHEST_ENERGY
        || stillEnergy > HIGHEST_ENERGY) {
      return new Frame.Broken(Cause.IMPLAUSIBLE);
    }
    int movingCm = at(9) | at(10) << 8;
    int stillCm = at(12) | at(13) << 8;
    return new Frame.Report(
        new Radar(TARGETS.get(state), movingCm, movingEnergy, stillCm, stillEnergy));
  }

  private void drop(Consumer<Frame> frames) {
    if (excused > 0) {
      excused--;
    } else {
      lastStray = lastStray << 8 | at(0);
      stray++;
      if (stray >= TOLD_AGAIN) {
        tellStray(frames);
      }
    }
    remove(1);
  }

  private void tellStray(Consumer<Frame> frames) {
    boolean told = stray > 0 && !(opening && isEndOfReport());
    stray = 0;
    if (told) {
      opening = false;
      frames.accept(new Frame.Broken(Cause.GARBAGE));
    }
  }

  /** Whether the stray bytes are what a report ends with, cut anywhere. */
  private boolean isEndOfReport() {
    int seen = Math.min(4, stray);
    int mask = seen == 4 ? -1 : (1 << (8 * seen)) - 1;
    return stray < Frame.AROUND + Frame.ENGINEERING_LENGTH
        && (lastStray & mask) == (Marker.REPORT.tail() & mask);
  }

  private void remove(int count) {
    length -= count;
    System.arraycopy(buffer, count, buffer, 0, length);
  }

  private int number(int index) {
    return at(index) << 24 | at(index + 1) << 16 | at(index + 2) << 8 | at(index + 3);
  }

  private int at(int index) {
    return Byte.toUnsignedInt(buffer[index]);
  }
}
