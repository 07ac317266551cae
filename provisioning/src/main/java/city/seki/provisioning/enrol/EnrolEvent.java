package city.seki.provisioning.enrol;

import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.RevokedSerial;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.cert.Validity;
import java.time.Instant;
import java.util.Optional;

/** What has happened; the state is a fold over these. There is no secret in any of them. */
public sealed interface EnrolEvent {
  Instant at();

  record ClaimMade(
      Holder.Claim claim, String unit, Instant expires, Approval approval, String by, Instant at)
      implements EnrolEvent {}

  record ClaimWithdrawn(Holder.Claim claim, String by, Instant at) implements EnrolEvent {}

  /**
   * A key waits for an operator.
   *
   * @param claim with which it came; empty for a unit whose certificate is over
   */
  record Asked(String unit, Fingerprint key, Optional<Holder.Claim> claim, Instant at)
      implements EnrolEvent {}

  /** Nobody decided in time, or the unit did not come back. */
  record Lapsed(Fingerprint key, Instant at) implements EnrolEvent {}

  record Approved(Fingerprint key, String by, Instant at) implements EnrolEvent {}

  record Rejected(Fingerprint key, String by, Instant at) implements EnrolEvent {}

  /**
   * A certificate was signed.
   *
   * @param request that it answers, and answers again
   * @param claim that it used up; empty for a renewal
   * @param certificate DER in base64: the same request gets the same bytes
   */
  record Issued(
      String unit,
      Serial serial,
      Fingerprint key,
      Fingerprint request,
      Optional<Holder.Claim> claim,
      Validity validity,
      String certificate,
      Instant at)
      implements EnrolEvent {}

  record Revoked(String unit, RevokedSerial.Reason reason, String by, Instant at)
      implements EnrolEvent {}
}
