package city.seki.edge.presence.scd4x;

/** Commands of an SCD4x (datasheet, section 3.4). */
public enum Command {
  START_PERIODIC(0x21B1),
  STOP_PERIODIC(0x3F86),
  DATA_READY(0xE4B8),
  READ(0xEC05),
  SERIAL(0x3682),
  WAKE_UP(0x36F6),
  GET_SELF_CALIBRATION(0x2313),
  SET_SELF_CALIBRATION(0x2416),
  GET_ALTITUDE(0x2322),
  SET_ALTITUDE(0x2427);

  private final int code;

  Command(int code) {
    this.code = code;
  }

  /** The first two bytes of the transfer, big end first. */
  public int code() {
    return code;
  }
}
