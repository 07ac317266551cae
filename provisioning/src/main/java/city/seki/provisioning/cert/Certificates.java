package city.seki.provisioning.cert;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Certificates from their bytes. */
public final class Certificates {
  private Certificates() {}

  /** The certificate that those bytes are, and nothing beside it; empty if they are none. */
  public static Optional<X509Certificate> read(byte[] der) {
    if (der.length == 0 || der[0] != 0x30) {
      return Optional.empty(); // the JDK would also take PEM and PKCS#7
    }
    try {
      ByteArrayInputStream in = new ByteArrayInputStream(der);
      return CertificateFactory.getInstance("X.509").generateCertificate(in)
                  instanceof X509Certificate read
              && in.available() == 0
          ? Optional.of(read)
          : Optional.empty();
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }
}
