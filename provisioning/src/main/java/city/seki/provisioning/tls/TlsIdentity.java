package city.seki.provisioning.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What one end of a connection shows of itself.
 *
 * @param chain its own certificate first, then the issuing CA; without the root, which the other
 *     end has
 */
public record TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
  /**
   * @throws IllegalArgumentException without a certificate
   */
  public TlsIdentity {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("an identity has a certificate");
    }
  }

  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "TlsIdentity[" + certificate().getSubjectX500Principal() + "]";
  }
}
