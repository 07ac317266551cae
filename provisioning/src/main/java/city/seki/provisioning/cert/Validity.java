package city.seki.provisioning.cert;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The time for which a certificate holds, both ends included, in whole seconds.
 *
 * @param from its first second
 * @param to its last second
 */
public record Validity(Instant from, Instant to) {
  /**
   * @throws IllegalArgumentException if it ends before it begins
   */
  public Validity {
    from = from.truncatedTo(ChronoUnit.SECONDS);
    to = to.truncatedTo(ChronoUnit.SECONDS);
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("ends at " + to + ", before it begins at " + from);
    }
  }

  public static Validity of(X509Certificate certificate) {
    return new Validity(
        certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }

  public boolean holdsAt(Instant at) {
    return !at.isBefore(from) && !isOver(at);
  }

  /** True after its last second. */
  public boolean isOver(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).isAfter(to);
  }
}
