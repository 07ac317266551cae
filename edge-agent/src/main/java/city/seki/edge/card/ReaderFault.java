package city.seki.edge.card;

/** A reader that does not answer as it should: what is in its field is unknown. */
public final class ReaderFault extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, in the words of the installer's meter. */
  public enum Cause {
    /** No answer in time. */
    TIMEOUT("timeout"),
    /** Bytes that are no answer: checksum, length or sequence wrong. */
    GARBAGE("garbage"),
    /** The reader refused the command. */
    REFUSED("refused"),
    /** The bus, device file or PC/SC service is not there (any more). */
    GONE("gone"),
    /** The device is there but may not be used: permissions, or another program holds it. */
    DENIED("denied");

    private final String word;

    Cause(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  private final Cause cause;

  /**
   * @param detail what was expected and what was found, with the remedy where there is one
   */
  public ReaderFault(Cause cause, String detail) {
    super(detail);
    this.cause = cause;
  }

  public ReaderFault(Cause cause, String detail, Throwable origin) {
    super(detail, origin);
    this.cause = cause;
  }

  public Cause reason() {
    return cause;
  }
}
