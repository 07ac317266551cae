package city.seki.provisioning.dtls;

import city.seki.provisioning.tls.PeerCheck;
import java.net.InetSocketAddress;
import java.security.cert.CertPath;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import javax.security.auth.x500.X500Principal;
import org.eclipse.californium.scandium.dtls.AlertMessage;
import org.eclipse.californium.scandium.dtls.AlertMessage.AlertDescription;
import org.eclipse.californium.scandium.dtls.AlertMessage.AlertLevel;
import org.eclipse.californium.scandium.dtls.CertificateMessage;
import org.eclipse.californium.scandium.dtls.CertificateType;
import org.eclipse.californium.scandium.dtls.CertificateVerificationResult;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.HandshakeException;
import org.eclipse.californium.scandium.dtls.HandshakeResultHandler;
import org.eclipse.californium.scandium.dtls.x509.NewAdvancedCertificateVerifier;
import org.eclipse.californium.scandium.util.ServerNames;
import org.jspecify.annotations.Nullable;

/** Asks a {@link PeerCheck}, and nobody else. */
final class CheckedChain implements NewAdvancedCertificateVerifier {
  private final PeerCheck peers;
  private final Consumer<String> refused;

  CheckedChain(PeerCheck peers, Consumer<String> refused) {
    this.peers = peers;
    this.refused = refused;
  }

  /** A raw public key is no certificate: nobody vouches for it. */
  @Override
  public List<CertificateType> getSupportedCertificateTypes() {
    return List.of(CertificateType.X_509);
  }

  @Override
  public CertificateVerificationResult verifyCertificate(
      ConnectionId cid,
      @Nullable ServerNames serverNames,
      InetSocketAddress remotePeer,
      boolean clientUsage,
      boolean verifySubject,
      boolean truncateCertificatePath,
      CertificateMessage message) {
    CertPath path = message.getCertificateChain();
    String refusal =
        path == null || message.isEmpty()
            ? "it shows no certificate"
            : peers.refusal(certificates(path));
    if (refusal == null) {
      return new CertificateVerificationResult(cid, path, null);
    }
    refused.accept(refusal);
    return new CertificateVerificationResult(
        cid,
        new HandshakeException(
            refusal, new AlertMessage(AlertLevel.FATAL, AlertDescription.BAD_CERTIFICATE)),
        null);
  }

  private static List<X509Certificate> certificates(CertPath path) {
    return path.getCertificates().stream().map(X509Certificate.class::cast).toList();
  }

  /** Names none: whoever connects has one certificate, and shows it. */
  @Override
  public List<X500Principal> getAcceptedIssuers() {
    return List.of();
  }

  @Override
  public void setResultHandler(HandshakeResultHandler resultHandler) {
    // every result is there at once
  }
}
