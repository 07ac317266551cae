package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import city.seki.config.source.ClaimFile;
import city.seki.config.source.Reading;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.TlsIdentity;
import city.seki.provisioning.unit.Claim;
import city.seki.provisioning.unit.CoapEst;
import city.seki.provisioning.unit.EstAnswer;
import city.seki.provisioning.unit.EstClient;
import city.seki.provisioning.unit.NetworkTransports;
import city.seki.provisioning.unit.Transports;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A unit that asks for its first certificate by a claim, as often as a test wants, always with the
 * same request. Whatever it is given must be the same each time. Confined to one thread at a time.
 */
final class Newcomer {
  /** A hub that was killed does not answer by UDP at all. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final String unit;
  private final Claim claim;
  private final Claim.ByCertificate proof;
  private final PeerCheck hub;
  private final KeyPair pair;
  private final CertificateRequest request;
  private @Nullable TlsIdentity identity;

  private Newcomer(String unit, Claim claim, SecureRandom random) {
    this.unit = unit;
    this.claim = claim;
    proof = assertInstanceOf(Claim.ByCertificate.class, claim.proof());
    hub = PeerCheck.hub(proof.root(), InstantSource.system());
    pair = P256.generate(random);
    request = CertificateRequest.make(new Holder.Unit(unit), pair, new byte[0]);
  }

  /**
   * @param folder with its {@code claim.yaml}
   */
  static Newcomer of(String unit, Path folder, SecureRandom random) {
    return switch (ClaimFile.read(folder.resolve("claim.yaml"))) {
      case Reading.Loaded<ClaimFile.Content> loaded ->
          new Newcomer(unit, Claim.of(loaded.value()), random);
      case Reading.Rejected<ClaimFile.Content> rejected -> fail(rejected.problems().toString());
    };
  }

  /** Somebody else with a copy of the claim, and a key of its own. */
  Newcomer thief(SecureRandom random) {
    return new Newcomer(unit, claim, random);
  }

  String unit() {
    return unit;
  }

  /** Asks once. */
  EstAnswer ask(String scheme) {
    try (EstClient client = open(scheme, proof.identity())) {
      EstAnswer answer = client.enrol(request);
      if (answer instanceof EstAnswer.Certificates(List<X509Certificate> certificates)) {
        take(certificates);
      }
      return answer;
    }
  }

  private void take(List<X509Certificate> certificates) {
    X509Certificate own =
        certificates.stream()
            .filter(each -> each.getPublicKey().equals(pair.getPublic()))
            .findFirst()
            .orElseThrow();
    if (identity != null) {
      assertArrayEquals(der(identity.certificate()), der(own), unit + " was given another one");
    }
    identity = new TlsIdentity(pair.getPrivate(), List.of(own, proof.identity().chain().getLast()));
  }

  static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }

  /** What it was given; null before. */
  @Nullable TlsIdentity identity() {
    return identity;
  }

  /** A connection by which it shows that it is a unit now. */
  EstClient asUnit(String scheme) {
    TlsIdentity own = identity;
    return own == null ? fail(unit + " has no certificate") : open(scheme, own);
  }

  private EstClient open(String scheme, TlsIdentity shown) {
    URI address =
        claim.est().stream()
            .filter(uri -> scheme.equals(uri.getScheme()))
            .findFirst()
            .orElseThrow();
    return scheme.equals("coaps")
        ? CoapEst.open(address, shown, hub, PATIENCE)
        : new NetworkTransports(_ -> {}).open(address, new Transports.ACertificate(shown), hub);
  }
}
