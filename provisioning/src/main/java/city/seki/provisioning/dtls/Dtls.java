package city.seki.provisioning.dtls;

import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.TlsIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.elements.config.CertificateAuthenticationMode;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.SignatureAndHashAlgorithm;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite.CertificateKeyAlgorithm;
import org.eclipse.californium.scandium.dtls.cipher.XECDHECryptography.SupportedGroup;
import org.jspecify.annotations.Nullable;

/**
 * DTLS 1.2 with a certificate at both ends, all keys on P-256: the suite that RFC 9148 (section 4)
 * demands, and the one with the longer tag for whoever has it. Every hello has to come back with a
 * cookie before anything is computed for it.
 *
 * <p>No session is ever resumed: in a resumed one nobody would look at the certificate again, and
 * somebody who was shut out meanwhile would be in. Connections have ids (RFC 9146): they outlive a
 * new address behind NAT.
 */
public final class Dtls {
  /** The preferred one first. */
  public static final List<CipherSuite> CIPHER_SUITES =
      List.of(
          CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8,
          CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256);

  /** A chain with its root has about 1.8 kB. */
  private static final int LONGEST_MESSAGE = 4_096;

  private static final int ID_BYTES = 6;

  private Dtls() {}

  /** What both ends need of Californium; who listens adds its bounds. */
  public static Configuration configuration() {
    CoapConfig.register();
    UdpConfig.register();
    DtlsConfig.register();
    // Where no standard configuration exists, Californium writes one to the working directory.
    return new Configuration(Configuration.createStandardWithoutFile())
        .set(SystemConfig.HEALTH_STATUS_INTERVAL, 0, TimeUnit.SECONDS)
        .set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1)
        .set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1)
        .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
        .set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1)
        .set(DtlsConfig.DTLS_SERVER_USE_SESSION_ID, false)
        .set(DtlsConfig.DTLS_VERIFY_SERVER_CERTIFICATES_SUBJECT, false) // see PeerCheck.hub
        .set(DtlsConfig.DTLS_MAX_FRAGMENTED_HANDSHAKE_MESSAGE_LENGTH, LONGEST_MESSAGE)
        .set(DtlsConfig.DTLS_CIPHER_SUITES, CIPHER_SUITES)
        .set(DtlsConfig.DTLS_CURVES, List.of(SupportedGroup.secp256r1))
        .set(
            DtlsConfig.DTLS_SIGNATURE_AND_HASH_ALGORITHMS,
            List.of(SignatureAndHashAlgorithm.SHA256_WITH_ECDSA))
        .set(DtlsConfig.DTLS_CERTIFICATE_KEY_ALGORITHMS, List.of(CertificateKeyAlgorithm.EC));
  }

  /**
   * The end that waits; whoever comes without a certificate is refused.
   *
   * @param own asked at each handshake, so that what is renewed is shown by the next one
   * @param peers who is let in
   * @param handshakes how many each address may begin
   * @param watch is told of what came to nothing
   */
  public static DTLSConnector server(
      InetSocketAddress address,
      Configuration configuration,
      Supplier<@Nullable TlsIdentity> own,
      PeerCheck peers,
      Allowances<InetAddress> handshakes,
      DtlsWatch watch) {
    configuration
        .set(DtlsConfig.DTLS_ROLE, DtlsRole.SERVER_ONLY)
        .set(DtlsConfig.DTLS_CLIENT_AUTHENTICATION_MODE, CertificateAuthenticationMode.NEEDED)
        .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, ID_BYTES);
    return new DTLSConnector(
        DtlsConnectorConfig.builder(configuration)
            .setAddress(address)
            .setCertificateIdentityProvider(new ShownCertificate(own))
            .setAdvancedCertificateVerifier(new CheckedChain(peers, refusal -> {}))
            .setSessionListener(new HandshakePace(handshakes))
            .setHealthHandler(new DroppedRecords(watch))
            .build());
  }

  /**
   * The end that begins.
   *
   * @param own what it shows
   * @param peers who is believed
   * @param refused is told why the other end was not believed, on the connector's thread
   */
  public static DTLSConnector client(
      Configuration configuration, TlsIdentity own, PeerCheck peers, Consumer<String> refused) {
    configuration
        .set(DtlsConfig.DTLS_ROLE, DtlsRole.CLIENT_ONLY)
        .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, 0); // takes ids, and gives none
    return new DTLSConnector(
        DtlsConnectorConfig.builder(configuration)
            .setAddress(new InetSocketAddress(0))
            .setCertificateIdentityProvider(new ShownCertificate(() -> own))
            .setAdvancedCertificateVerifier(new CheckedChain(peers, refused))
            .build());
  }
}
