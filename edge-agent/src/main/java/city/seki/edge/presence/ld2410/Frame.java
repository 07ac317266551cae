package city.seki.edge.presence.ld2410;

import city.seki.edge.presence.Reading.Radar;
import city.seki.edge.presence.Sensed.Discarded;
import java.io.ByteArrayOutputStream;

/**
 * What stands on the line of an LD2410, in either direction (Hi-Link, LD2410 serial protocol):
 * header, length of what follows as two bytes, little end first, data, tail. There is no check sum.
 */
public sealed interface Frame {
  /** Command word of "enable configuration": reports stop until {@link #END_CONFIGURATION}. */
  int ENABLE_CONFIGURATION = 0x00FF;

  /** Command word of "end configuration". */
  int END_CONFIGURATION = 0x00FE;

  /** What the sensor adds to the word of a command that it answers. */
  int ACKNOWLEDGED = 0x0100;

  /** Header, length and tail. */
  int AROUND = 10;

  /** Data of a report without and with the echoes of each gate. */
  int BASIC_LENGTH = 13;

  int ENGINEERING_LENGTH = 35;

  /** The sensor says itself that it takes no more at once. */
  int LONGEST_DATA = 64;

  /** What the radar sees. */
  record Report(Radar radar) implements Frame {}

  /**
   * A command to the sensor, or its answer.
   *
   * @param value what follows the word, in hex; an answer begins with two bytes of status
   */
  record Command(int word, String value) implements Frame {}

  /** Bytes that are thrown away. */
  record Broken(Discarded.Cause cause) implements Frame {}

  /** The bytes of a command, or of an answer to it. */
  static byte[] command(int word, byte... value) {
    byte[] data = new byte[2 + value.length];
    data[0] = (byte) word;
    data[1] = (byte) (word >> 8);
    System.arraycopy(value, 0, data, 2, value.length);
    return framed(Marker.COMMAND, data);
  }

  /**
   * The bytes of a basic report.
   *
   * @param state as on the wire: 0 to 3 are targets, 4 to 6 a calibration
   */
  static byte[] basicReport(int state, Radar radar) {
    byte[] data = new byte[BASIC_LENGTH];
    data[0] = 0x02;
    begin(data, state, radar);
    return framed(Marker.REPORT, data);
  }

  /**
   * The bytes of an engineering report.
   *
   * @param state as in {@link #basicReport}
   * @param gates energies of the nine gates for what moves, then of the nine for what is still
   * @param light 0 to 255
   */
  static byte[] engineeringReport(int state, Radar radar, byte[] gates, int light) {
    byte[] data = new byte[ENGINEERING_LENGTH];
    data[0] = 0x01;
    begin(data, state, radar);
    data[11] = 8;
    data[12] = 8;
    System.arraycopy(gates, 0, data, 13, 18);
    data[31] = (byte) light;
    data[32] = (byte) (radar.target() == Radar.Target.NONE ? 0 : 1);
    return framed(Marker.REPORT, data);
  }

  private static void begin(byte[] data, int state, Radar radar) {
    data[1] = (byte) 0xAA;
    data[2] = (byte) state;
    data[3] = (byte) radar.movingCm();
    data[4] = (byte) (radar.movingCm() >> 8);
    data[5] = (byte) radar.movingEnergy();
    data[6] = (byte) radar.stillCm();
    data[7] = (byte) (radar.stillCm() >> 8);
    data[8] = (byte) radar.stillEnergy();
    int nearest = Math.max(radar.movingCm(), radar.stillCm());
    data[9] = (byte) nearest;
    data[10] = (byte) (nearest >> 8);
    data[data.length - 2] = 0x55;
  }

  private static byte[] framed(Marker marker, byte[] data) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(AROUND + data.length);
    frame.writeBytes(bytes(marker.header()));
    frame.write(data.length);
    frame.write(data.length >> 8);
    frame.writeBytes(data);
    frame.writeBytes(bytes(marker.tail()));
    return frame.toByteArray();
  }

  private static byte[] bytes(int marker) {
    return new byte[] {
      (byte) (marker >> 24), (byte) (marker >> 16), (byte) (marker >> 8), (byte) marker
    };
  }
}
