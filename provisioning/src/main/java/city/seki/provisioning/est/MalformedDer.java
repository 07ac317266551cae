package city.seki.provisioning.est;

/**
 * Bytes that are not the DER that they should be; the message says what was expected, and where.
 */
public final class MalformedDer extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedDer(String message) {
    super(message);
  }
}
