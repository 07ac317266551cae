package city.seki.provisioning.cert;

import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Believes certificates that one root vouches for, at a given time, and that are not revoked.
 * Immutable, if the list of what is revoked is.
 *
 * @param root a self-signed CA
 * @param isRevoked which serial numbers are revoked; asked for the first certificate of a chain
 */
public record Trust(X509Certificate root, Predicate<Serial> isRevoked) {

  /** What is to be thought of a chain. */
  public sealed interface Verdict {}

  /** The chain leads to the root and holds now. */
  public record Believed(Holder holder) implements Verdict {}

  /** It was believed once, and only time speaks against it now. */
  public record Over(Holder holder) implements Verdict {}

  /** Nothing of it is believed. */
  public record Rejected(String why) implements Verdict {}

  /**
   * @param chain from the certificate in question upwards, with or without the root
   * @param at when it has to hold
   */
  public Verdict verdict(List<X509Certificate> chain, Instant at) {
    List<X509Certificate> below =
        chain.stream().filter(certificate -> !certificate.equals(root)).toList();
    if (below.isEmpty()) {
      return new Rejected("there is no certificate below the root");
    }
    X509Certificate first = below.getFirst();
    Validity validity = Validity.of(first);
    // What is over is asked for its last second: was it good then?
    boolean over = validity.isOver(at);
    String wrong = wrong(below, over ? validity.to() : at);
    if (!wrong.isEmpty()) {
      return new Rejected(wrong);
    }
    if (isRevoked.test(Serial.of(first.getSerialNumber()))) {
      return new Rejected("it is revoked");
    }
    return over ? new Over(Holder.of(first)) : new Believed(Holder.of(first));
  }

  private String wrong(List<X509Certificate> below, Instant at) {
    try {
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
      parameters.setRevocationEnabled(false); // the hub knows by itself, and needs no list
      parameters.setDate(Date.from(at));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(below), parameters);
      return "";
    } catch (CertPathValidatorException e) {
      return e.getReason() == PKIXReason.NO_TRUST_ANCHOR
          ? "its chain does not lead to the root"
          : "its chain is not good: " + e.getReason();
    } catch (CertificateException e) {
      return "its chain cannot be read";
    } catch (InvalidAlgorithmParameterException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK validates chains", e);
    }
  }
}
