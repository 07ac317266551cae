package city.seki.provisioning;

import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.cert.Validity;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** A certificate as lines for a person. */
record CertificateLines(String text, boolean holds) {
  static CertificateLines of(X509Certificate certificate, Instant now) {
    Validity validity = Validity.of(certificate);
    boolean holds = validity.holdsAt(now);
    return new CertificateLines(
        """
        subject %s
        issuer  %s
        serial  %s
        holds   %s to %s%s
        sha256  %s"""
            .formatted(
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                Serial.of(certificate.getSerialNumber()).hex(),
                validity.from(),
                validity.to(),
                holds ? "" : " (not now)",
                Fingerprint.of(Pem.der(certificate)).hex()),
        holds);
  }

  @Override
  public String toString() {
    return text;
  }
}
