package city.seki.provisioning.cert;

import java.time.Instant;

/**
 * A certificate that is no longer believed.
 *
 * @param at since when
 */
public record RevokedSerial(Serial serial, Instant at, Reason reason) {

  /** Why, with the number of RFC 5280, 5.3.1. */
  public enum Reason {
    /** The unit was stolen, or its key may be in other hands. */
    STOLEN(1),
    /** The unit is out of use. */
    RETIRED(5);

    private final int code;

    Reason(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }
}
