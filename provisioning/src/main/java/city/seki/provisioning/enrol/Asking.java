package city.seki.provisioning.enrol;

import city.seki.provisioning.cert.Holder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A key that waits for an operator.
 *
 * @param claim with which it came; empty for a unit whose certificate is over
 * @param since when it was asked for first
 */
public record Asking(String unit, Optional<Holder.Claim> claim, Word word, Instant since) {

  /** What the operator said. */
  public enum Word {
    NOTHING,
    YES,
    NO
  }

  Asking with(Word said) {
    return new Asking(unit, claim, said, since);
  }

  boolean hasLapsed(Duration holds, Instant at) {
    return !at.isBefore(since.plus(holds));
  }
}
