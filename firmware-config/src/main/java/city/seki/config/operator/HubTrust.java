package city.seki.config.operator;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Believes the hub of one city: its chain leads to the city's root, and its certificate says that
 * it is the hub, {@code seki:hub}. By which name or address it is reached does not matter, as for
 * units. TLS 1.3, or 1.2 with ephemeral keys and authenticated encryption (RFC 9325, 4.2).
 */
final class HubTrust extends X509ExtendedTrustManager {
  private static final String HUB = "seki:hub";

  /** uniformResourceIdentifier, RFC 5280 4.2.1.6. */
  private static final Integer URI = 6;

  private final X509TrustManager chains;

  private HubTrust(X509TrustManager chains) {
    this.chains = chains;
  }

  /**
   * @param root the city's {@code root-ca.pem}; of several certificates the last
   * @throws IOException with the remedy, if it is no certificate
   */
  static SSLContext of(Path root) throws IOException {
    try (InputStream in = Files.newInputStream(root)) {
      Collection<? extends Certificate> shown =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (shown.isEmpty()) {
        throw noRoot(root, null);
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          null,
          new TrustManager[] {new HubTrust(chains(List.copyOf(shown).getLast()))},
          new SecureRandom());
      return context;
    } catch (CertificateException e) {
      throw noRoot(root, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK speaks TLS", e);
    }
  }

  private static IOException noRoot(Path root, @Nullable Exception why) {
    FileSystemException refused =
        new FileSystemException(
            root.toString(), null, "is no certificate in PEM: give the city's root-ca.pem");
    if (why != null) {
      refused.initCause(why);
    }
    return refused;
  }

  private static X509TrustManager chains(Certificate root)
      throws GeneralSecurityException, IOException {
    KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
    roots.load(null, null);
    roots.setCertificateEntry("root", root);
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(roots);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager chains) {
        return chains;
      }
    }
    throw new IllegalStateException("every JDK verifies chains");
  }

  static SSLParameters parameters() {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    parameters.setCipherSuites(
        new String[] {
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"
        });
    return parameters;
  }

  private void check(X509Certificate[] chain, String authType) throws CertificateException {
    chains.checkServerTrusted(chain, authType);
    Collection<List<?>> names = chain[0].getSubjectAlternativeNames();
    if (names == null || names.stream().noneMatch(name -> name.equals(List.of(URI, HUB)))) {
      throw new CertificateException("it is not the hub of that city");
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw noServer();
  }

  private static CertificateException noServer() {
    return new CertificateException("this end serves nobody");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return chains.getAcceptedIssuers();
  }
}
