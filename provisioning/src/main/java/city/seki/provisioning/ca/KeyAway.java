package city.seki.provisioning.ca;

/**
 * The key of an authority is on a token, and the token cannot be used now: nothing is signed until
 * it is back. The message says why, for a person.
 */
public final class KeyAway extends RuntimeException {
  private static final long serialVersionUID = 1;

  KeyAway(String message, Throwable cause) {
    super(message, cause);
  }
}
