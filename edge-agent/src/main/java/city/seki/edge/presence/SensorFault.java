package city.seki.edge.presence;

import city.seki.edge.bus.BusFault;
import java.util.Locale;

/** A sensor that does not say what it should. */
public final class SensorFault extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why; {@link #word} is what the installer's meter prints. */
  public enum Cause {
    /** The wire works, the sensor is silent or does not acknowledge. */
    TIMEOUT,
    /** It speaks, but nothing that this kind of sensor says. */
    GARBAGE,
    /** The device file or the adapter is not there (any more). */
    GONE,
    /** It is there but may not be used. */
    DENIED,
    /** This machine has no such wire. */
    UNSUPPORTED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Cause cause;

  /**
   * @param detail which sensor, what was found, and the remedy where there is one
   */
  public SensorFault(Cause cause, String detail) {
    super(detail);
    this.cause = cause;
  }

  public SensorFault(Cause cause, String detail, Throwable origin) {
    super(detail, origin);
    this.cause = cause;
  }

  /** What a fault of the wire means for the sensor on it. */
  public static SensorFault of(String sensor, BusFault fault) {
    Cause cause =
        switch (fault.reason()) {
          case NO_ANSWER -> Cause.TIMEOUT;
          case GONE -> Cause.GONE;
          case DENIED -> Cause.DENIED;
          case UNSUPPORTED -> Cause.UNSUPPORTED;
        };
    return new SensorFault(cause, sensor + ": " + fault.getMessage(), fault);
  }

  public Cause reason() {
    return cause;
  }
}
