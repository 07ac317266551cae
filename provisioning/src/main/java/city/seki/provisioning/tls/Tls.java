package city.seki.provisioning.tls;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.3, or 1.2 with ephemeral keys and authenticated encryption; nothing else is spoken by any
 * program of Seki (RFC 9325, 4.2).
 */
public final class Tls {
  /** The newest first. */
  public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  /** All keys of Seki are on P-256, so that there is no RSA among them. */
  public static final List<String> CIPHER_SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");

  private Tls() {}

  /**
   * For one end of connections.
   *
   * @param own asked at each handshake, so that a renewed certificate is shown by the next
   *     connection; null to show none
   * @param peers who is believed
   */
  public static SSLContext context(Supplier<@Nullable TlsIdentity> own, PeerCheck peers) {
    return context(own, peers, List.of());
  }

  /**
   * The same for a server that people reach too.
   *
   * @param authorities named to whoever connects: a browser then asks its user for no certificate
   *     that somebody else has signed
   */
  public static SSLContext context(
      Supplier<@Nullable TlsIdentity> own, PeerCheck peers, List<X509Certificate> authorities) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          new KeyManager[] {new ShownIdentity(own)},
          new TrustManager[] {new CheckedPeers(peers, authorities)},
          new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK speaks TLS", e);
    }
  }

  /** What is spoken, to be set on each socket or engine of a context. */
  public static SSLParameters parameters() {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(PROTOCOLS.toArray(String[]::new));
    parameters.setCipherSuites(CIPHER_SUITES.toArray(String[]::new));
    return parameters;
  }
}
