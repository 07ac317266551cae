package city.seki.hub.report;

/** A report that cannot be asked for like that. */
public final class BadQuery extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String parameter;

  public BadQuery(String parameter, String message) {
    super(message);
    this.parameter = parameter;
  }

  /** Which parameter, by its name in the API. */
  public String parameter() {
    return parameter;
  }

  /** What was expected, without the parameter's name. */
  public String expected() {
    return String.valueOf(getMessage());
  }
}
