package city.seki.hub.enrol;

import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.Profile;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.enrol.Approval;
import city.seki.provisioning.enrol.ClaimCode;
import city.seki.provisioning.enrol.EnrolCommand;
import city.seki.provisioning.enrol.EnrolRefusal;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the claims of batches, one for each unit, as certificates or as codes. */
public final class Claims {
  /** A claim opens nothing after that, however it was wanted. */
  public static final Duration LONGEST = Profile.CLAIM.lifetime();

  /**
   * What a batch is to be.
   *
   * @param name of the batch, never used before
   * @param by the operator
   */
  public record Batch(String name, Instant expires, Approval approval, String by) {
    private Holder.Claim claim(String unit) {
      return new Holder.Claim(name, unit);
    }
  }

  /** What became of it; by unit. */
  public sealed interface Made<T> {
    record Done<T>(Map<String, T> claims) implements Made<T> {
      public Done {
        claims = Map.copyOf(claims);
      }
    }

    record Refused<T>(EnrolRefusal reason) implements Made<T> {}
  }

  private final EnrolDesk desk;
  private final SecureRandom random;

  public Claims(EnrolDesk desk, SecureRandom random) {
    this.desk = desk;
    this.random = random;
  }

  /**
   * Signs the certificate of each claim; its key was made elsewhere, and stays there.
   *
   * @param keys by unit
   */
  public Made<List<X509Certificate>> byCertificate(Batch batch, Map<String, ECPublicKey> keys) {
    Instant now = desk.now();
    Map<String, List<X509Certificate>> signed = new LinkedHashMap<>();
    keys.forEach(
        (unit, key) ->
            signed.put(
                unit,
                List.of(
                    desk.authority()
                        .issue(batch.claim(unit), key, batch.expires(), Serial.random(random), now),
                    desk.chain().getFirst())));
    return made(batch, new ArrayList<>(keys.keySet()), Map.of(), now, signed);
  }

  /**
   * Makes a code for each claim. Whoever gets this answer is the only one who knows them.
   *
   * @param units whose the claims are
   */
  public Made<ClaimCode> byCode(Batch batch, List<String> units) {
    Instant now = desk.now();
    Fingerprint root = Fingerprint.of(desk.root().getPublicKey());
    byte[] salt = desk.salt();
    Map<String, ClaimCode> codes = new LinkedHashMap<>();
    Map<String, Holder.Claim> kept = new HashMap<>();
    for (String unit : units) {
      ClaimCode code = ClaimCode.make(root, random);
      codes.put(unit, code);
      kept.put(ClaimCode.kept(code.secret(), salt), batch.claim(unit));
    }
    return made(batch, units, kept, now, codes);
  }

  /** Signed or not, nothing leaves here before the claims are written down. */
  private <T> Made<T> made(
      Batch batch,
      List<String> units,
      Map<String, Holder.Claim> codes,
      Instant now,
      Map<String, T> claims) {
    Map<Holder.Claim, String> unitOf = new HashMap<>();
    units.forEach(unit -> unitOf.put(batch.claim(unit), unit));
    Optional<EnrolRefusal> refusal =
        desk.carryOut(
            new EnrolCommand.MakeClaims(unitOf, batch.expires(), batch.approval(), batch.by(), now),
            codes);
    return refusal.<Made<T>>map(Made.Refused::new).orElseGet(() -> new Made.Done<>(claims));
  }
}
