package city.seki.config.wire;

/** A message that does not fit its schema; says where, what was expected and what was found. */
public final class BadMessage extends Exception {
  private static final long serialVersionUID = 1L;

  public BadMessage(String place, String what) {
    super(place + ": " + what);
  }
}
