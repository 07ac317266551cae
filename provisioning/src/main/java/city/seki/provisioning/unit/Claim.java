package city.seki.provisioning.unit;

import city.seki.config.model.Wiring;
import city.seki.config.source.ClaimFile;
import city.seki.provisioning.cert.Certificates;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.enrol.ClaimCode;
import city.seki.provisioning.tls.TlsIdentity;
import java.net.URI;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * With what a new unit opens its enrolment, once.
 *
 * @param unit whose it is, null where only the hub knows
 * @param est where to ask, the best first; at least one
 * @param readers whose lights show that the unit waits; may be empty
 */
public record Claim(@Nullable String unit, List<URI> est, Proof proof, List<Wiring> readers) {
  public Claim {
    est = List.copyOf(est);
    readers = List.copyOf(readers);
  }

  /** What it shows. */
  public sealed interface Proof {}

  /** A certificate, made for this claim alone. */
  public record ByCertificate(X509Certificate root, TlsIdentity identity) implements Proof {}

  /** A code that an installer typed; the root is not known before the hub has shown it. */
  public record ByCode(ClaimCode code) implements Proof {}

  /**
   * What the file says.
   *
   * @throws IllegalArgumentException with the remedy, if its PEM or its code is damaged
   */
  public static Claim of(ClaimFile.Content file) {
    return new Claim(
        file.unit(),
        file.est(),
        switch (file.proof()) {
          case ClaimFile.OfCode(var code) -> new ByCode(ClaimCode.parse(code));
          case ClaimFile.OfCertificate of -> byCertificate(of);
        },
        file.readers());
  }

  private static Proof byCertificate(ClaimFile.OfCertificate file) {
    List<X509Certificate> root = certificates(file.root());
    List<X509Certificate> chain = certificates(file.certificate());
    Optional<PrivateKey> key = KeyFile.privateKey(file.key());
    if (root.size() != 1 || chain.isEmpty() || key.isEmpty()) {
      throw damaged("its root, certificate or key is no PEM of one");
    }
    if (!(Holder.of(chain.getFirst()) instanceof Holder.Claim)) {
      throw damaged("its certificate is not that of a claim");
    }
    return new ByCertificate(root.getFirst(), new TlsIdentity(key.get(), chain));
  }

  static List<X509Certificate> certificates(String pem) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (byte[] der : Pem.read(Pem.CERTIFICATE, pem)) {
      certificates.add(
          Certificates.read(der).orElseThrow(() -> damaged("a certificate cannot be read")));
    }
    return certificates;
  }

  private static IllegalArgumentException damaged(String what) {
    return new IllegalArgumentException(
        "the claim is damaged, " + what + ": let the hub's operator make another");
  }
}
