package city.seki.edge.config;

/** The unit cannot be, or does not believe, what it was told to be. */
public final class Unfit extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /**
   * @param detail for people, with the remedy where there is one
   */
  public Unfit(Reason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}
