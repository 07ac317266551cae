package city.seki.provisioning.unit;

import city.seki.provisioning.cert.Validity;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.tls.TlsIdentity;
import java.net.URI;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a unit has of its identity, as it lies on its disk.
 *
 * @param claim null for a unit that has its certificate
 * @param root whom it believes, null before a hub has shown the root that its code is of
 * @param own its certificate and key, null before it is enrolled
 * @param asking what it has asked for, null if it has all that it wants
 * @param spareKey a key that was made and not asked for yet, null if there is none
 * @param unit its name as the start document has it, null without one
 * @param est where it asks, the best first
 */
public record Held(
    @Nullable Claim claim,
    @Nullable X509Certificate root,
    @Nullable Own own,
    @Nullable Asking asking,
    @Nullable KeyPair spareKey,
    @Nullable String unit,
    List<URI> est) {
  public Held {
    est = List.copyOf(est);
  }

  /** A certificate of its own, with the key. */
  public record Own(KeyPair pair, TlsIdentity identity) {
    Validity validity() {
      return Validity.of(identity.certificate());
    }
  }

  /**
   * A request, the very bytes of it: the same is sent until it is answered.
   *
   * @param pair of the key that it is for
   * @param answer the certificate that it was answered with and that has not been tried yet, null
   *     while there is none
   */
  public record Asking(KeyPair pair, CertificateRequest request, @Nullable TlsIdentity answer) {}

  Held withEst(List<URI> usable) {
    return new Held(claim, root, own, asking, spareKey, unit, usable);
  }

  /** True if it has a certificate and a start document, and can run. */
  public boolean isComplete() {
    return own != null && unit != null;
  }

  /** True if its certificate has ended, as far as the unit knows the time. */
  boolean isOver(Instant at) {
    return own != null && own.validity().isOver(at);
  }

  /** True if what it asks for is another certificate for the key that it has. */
  boolean asksForOwnKey() {
    return own != null
        && asking != null
        && asking.pair().getPublic().equals(own.pair().getPublic());
  }
}
