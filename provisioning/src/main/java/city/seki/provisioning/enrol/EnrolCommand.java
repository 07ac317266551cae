package city.seki.provisioning.enrol;

import city.seki.config.model.Names;
import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.RevokedSerial;
import city.seki.provisioning.cert.Serial;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What is asked of the rules, each at a moment of the hub's clock. */
public sealed interface EnrolCommand {
  Instant at();

  /**
   * Makes the claims of a batch, all or none.
   *
   * @param units whose each claim is
   * @param expires from then on no claim of it opens anything
   * @param by the operator
   */
  record MakeClaims(
      Map<Holder.Claim, String> units, Instant expires, Approval approval, String by, Instant at)
      implements EnrolCommand {
    public MakeClaims {
      units = Map.copyOf(units);
      units.values().forEach(unit -> Names.require("unit", unit));
    }
  }

  /** Takes back a claim that nobody has used. */
  record WithdrawClaim(Holder.Claim claim, String by, Instant at) implements EnrolCommand {}

  /** Who asks for a certificate, as the connection has proved it. */
  sealed interface Asker {}

  /**
   * Somebody with a claim.
   *
   * @param key of the claim's certificate; empty for a code that was typed
   */
  record ByClaim(Holder.Claim claim, Optional<Fingerprint> key) implements Asker {}

  /** A unit with a certificate that the hub's authority signed, over or not, revoked or not. */
  record ByUnit(String unit, Serial serial) implements Asker {}

  /**
   * Asks for a certificate.
   *
   * @param key whose possession has been proved
   * @param request by which the same request is known when it comes again
   * @param calledItself what the request has for a name; not believed
   * @param serial the number for the certificate if there will be one, drawn by chance
   */
  record Ask(
      Asker asker,
      Fingerprint key,
      Fingerprint request,
      Optional<String> calledItself,
      Serial serial,
      Instant at)
      implements EnrolCommand {}

  /** An operator found the words of that key on the unit. */
  record Approve(Fingerprint key, String by, Instant at) implements EnrolCommand {}

  /** An operator did not. */
  record Reject(Fingerprint key, String by, Instant at) implements EnrolCommand {}

  /** Shuts a unit out: all its certificates, keys, claims and requests, from now on. */
  record Revoke(String unit, RevokedSerial.Reason reason, String by, Instant at)
      implements EnrolCommand {}
}
