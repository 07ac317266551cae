package city.seki.edge.bus;

/** A wire that does not do what it should. */
public final class BusFault extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, as far as the operating system tells. */
  public enum Cause {
    /** The bus works, the device on it does not acknowledge. */
    NO_ANSWER,
    /** The device file or the adapter behind it is not there (any more). */
    GONE,
    /** It is there but may not be used: permissions, or somebody else holds it. */
    DENIED,
    /** This machine has no such bus: no native library for its processor. */
    UNSUPPORTED
  }

  private final Cause cause;

  /**
   * @param detail which wire, what was found, and the remedy where there is one
   */
  public BusFault(Cause cause, String detail) {
    super(detail);
    this.cause = cause;
  }

  public BusFault(Cause cause, String detail, Throwable origin) {
    super(detail, origin);
    this.cause = cause;
  }

  public Cause reason() {
    return cause;
  }
}
