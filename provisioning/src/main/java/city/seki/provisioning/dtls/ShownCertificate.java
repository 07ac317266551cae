package city.seki.provisioning.dtls;

import city.seki.provisioning.tls.TlsIdentity;
import java.util.List;
import java.util.function.Supplier;
import javax.security.auth.x500.X500Principal;
import org.eclipse.californium.scandium.dtls.CertificateIdentityResult;
import org.eclipse.californium.scandium.dtls.CertificateType;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.HandshakeResultHandler;
import org.eclipse.californium.scandium.dtls.SignatureAndHashAlgorithm;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite.CertificateKeyAlgorithm;
import org.eclipse.californium.scandium.dtls.cipher.XECDHECryptography.SupportedGroup;
import org.eclipse.californium.scandium.dtls.x509.CertificateProvider;
import org.eclipse.californium.scandium.util.ServerNames;
import org.jspecify.annotations.Nullable;

/** Shows one identity, whatever the other end asks for: it has no other. */
final class ShownCertificate implements CertificateProvider {
  private final Supplier<@Nullable TlsIdentity> own;

  ShownCertificate(Supplier<@Nullable TlsIdentity> own) {
    this.own = own;
  }

  @Override
  public List<CertificateKeyAlgorithm> getSupportedCertificateKeyAlgorithms() {
    return List.of(CertificateKeyAlgorithm.EC);
  }

  @Override
  public List<CertificateType> getSupportedCertificateTypes() {
    return List.of(CertificateType.X_509);
  }

  @Override
  public CertificateIdentityResult requestCertificateIdentity(
      ConnectionId cid,
      boolean client,
      @Nullable List<X500Principal> issuers,
      @Nullable ServerNames serverNames,
      @Nullable List<CertificateKeyAlgorithm> certificateKeyAlgorithms,
      @Nullable List<SignatureAndHashAlgorithm> signatureAndHashAlgorithms,
      @Nullable List<SupportedGroup> curves) {
    TlsIdentity identity = own.get();
    return identity == null
        ? new CertificateIdentityResult(cid)
        : new CertificateIdentityResult(cid, identity.key(), identity.chain());
  }

  @Override
  public void setResultHandler(HandshakeResultHandler resultHandler) {
    // every result is there at once
  }
}
