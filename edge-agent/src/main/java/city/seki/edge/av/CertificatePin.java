package city.seki.edge.av;

import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts one certificate and no other: devices sign theirs themselves. With the fingerprint given,
 * neither the name in it nor its dates matter, as nobody else has its key.
 */
public final class CertificatePin extends X509ExtendedTrustManager {
  private static final String PREFIX = "sha256=";

  private final byte[] fingerprint;

  private CertificatePin(byte[] fingerprint) {
    this.fingerprint = fingerprint;
  }

  /**
   * What that address asks for: {@code https://HOST#sha256=HEX} a pinned certificate, {@code
   * https://HOST} the trust store of the system; the same for {@code mqtts}.
   *
   * @throws IllegalArgumentException if the fragment is no fingerprint; the message says what was
   *     expected
   */
  public static SSLContext context(URI address) {
    try {
      String fragment = address.getFragment();
      if (fragment == null) {
        return SSLContext.getDefault();
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new CertificatePin(parse(fragment))}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }

  private static byte[] parse(String fragment) {
    String hex = fragment.startsWith(PREFIX) ? fragment.substring(PREFIX.length()) : "";
    hex = hex.replace(":", "").toLowerCase(Locale.ROOT);
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "'#%s': expected #sha256= and the 64 hex digits of the certificate's SHA-256 fingerprint"
              .formatted(fragment));
    }
    return HexFormat.of().parseHex(hex);
  }

  private void check(X509Certificate @Nullable [] chain) throws CertificateException {
    if (chain == null || chain.length == 0) {
      throw new CertificateException("the device shows no certificate");
    }
    try {
      byte[] shown = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
      if (!MessageDigest.isEqual(fingerprint, shown)) {
        throw new CertificateException(
            "the device shows another certificate, SHA-256 " + HexFormat.of().formatHex(shown));
      }
    } catch (NoSuchAlgorithmException e) {
      throw new CertificateException("this JDK has no SHA-256", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("no client is trusted");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("no client is trusted");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("no client is trusted");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
