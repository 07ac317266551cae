package city.seki.provisioning.enrol;

import city.seki.provisioning.cert.Fingerprint;
import java.time.Instant;
import java.util.Optional;

/**
 * A claim as it stands: it opens the enrolment of one unit to one key.
 *
 * @param expires from then on it opens nothing
 * @param usedBy the key that came with it and got its certificate
 * @param withdrawn taken back, or its unit was shut out
 */
public record ClaimState(
    String unit,
    Instant expires,
    Approval approval,
    Optional<Fingerprint> usedBy,
    boolean withdrawn) {

  ClaimState withUsedBy(Fingerprint key) {
    return new ClaimState(unit, expires, approval, Optional.of(key), withdrawn);
  }

  ClaimState withWithdrawn() {
    return new ClaimState(unit, expires, approval, usedBy, true);
  }
}
