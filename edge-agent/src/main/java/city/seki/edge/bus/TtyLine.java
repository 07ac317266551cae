package city.seki.edge.bus;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;

/**
 * A serial device file, through jSerialComm.
 *
 * <p>A line whose adapter was pulled out stays open in the eyes of jSerialComm: a write then takes
 * nothing and the number of waiting bytes is -1, which is how the loss is noticed here.
 */
public final class TtyLine implements SerialLine {
  private static final int EPERM = 1;
  private static final int EACCES = 13;
  private static final int EBUSY = 16;

  private final String device;
  private final SerialPort port;

  private TtyLine(String device, SerialPort port) {
    this.device = device;
    this.port = port;
  }

  /**
   * Opens the line with DTR and RTS low: on many USB adapters they reset the chip behind.
   *
   * @param device a path, symbolic links are followed
   * @param baud symbols per second
   */
  public static TtyLine open(String device, int baud) throws BusFault {
    SerialPort port = find(device);
    port.setComPortParameters(baud, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
    port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
    port.setComPortTimeouts(
        SerialPort.TIMEOUT_READ_SEMI_BLOCKING, Math.toIntExact(READ_WAIT.toMillis()), 0);
    port.clearDTR();
    port.clearRTS();
    if (!port.openPort(0)) {
      throw refused(device, port.getLastErrorCode());
    }
    return new TtyLine(device, port);
  }

  private static SerialPort find(String device) throws BusFault {
    try {
      return SerialPort.getCommPort(device);
    } catch (SerialPortInvalidPortException e) {
      throw new BusFault(
          BusFault.Cause.GONE, device + " does not exist: is it plugged in and enabled?", e);
    }
  }

  private static BusFault refused(String device, int errno) {
    return switch (errno) {
      case EACCES, EPERM ->
          new BusFault(
              BusFault.Cause.DENIED,
              device + " may not be opened: add this user to the file's group (dialout)");
      case EBUSY ->
          new BusFault(
              BusFault.Cause.DENIED, device + " is held by another program: stop that one");
      default ->
          new BusFault(BusFault.Cause.GONE, device + " cannot be opened (errno " + errno + ")");
    };
  }

  @Override
  public void write(byte[] bytes) throws BusFault {
    int written = port.writeBytes(bytes, bytes.length);
    if (written != bytes.length) {
      throw gone("took " + written + " of " + bytes.length + " bytes");
    }
  }

  @Override
  public int read(byte[] into) throws BusFault {
    int count = port.readBytes(into, into.length);
    if (count < 0 || (count == 0 && port.bytesAvailable() < 0)) {
      throw gone("cannot be read");
    }
    return count;
  }

  @Override
  public void discardInput() throws BusFault {
    byte[] scrap = new byte[256];
    int waiting = port.bytesAvailable();
    while (waiting > 0) {
      waiting -= Math.max(1, read(scrap));
    }
    if (waiting < 0) {
      throw gone("cannot be read");
    }
  }

  private BusFault gone(String what) {
    return new BusFault(
        BusFault.Cause.GONE,
        device + " " + what + " (errno " + port.getLastErrorCode() + "): was it unplugged?");
  }

  @Override
  public void close() {
    port.closePort();
  }
}
