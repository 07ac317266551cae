package city.seki.provisioning.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Authorities of the city's other servers, beside those that Java knows. */
public final class Authorities {
  private Authorities() {}

  /**
   * Believes what leads to them, and nothing else.
   *
   * @param file certificates in PEM
   * @throws IOException with the remedy, if it holds none
   */
  public static SSLContext of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
      authorities.load(null, null);
      int number = 0;
      for (Certificate ca : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        authorities.setCertificateEntry("ca" + number++, ca);
      }
      if (number == 0) {
        throw new IOException(file + " holds no certificate: expected PEM");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " is no certificate in PEM: " + e.getMessage(), e);
    }
  }
}
