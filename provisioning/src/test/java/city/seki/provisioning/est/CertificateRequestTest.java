package city.seki.provisioning.est;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.est.RequestReading.Problem;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;

/** Requests as units and others make them, and what is no request. */
class CertificateRequestTest {
  private static final KeyPair PAIR = P256.generate(new SecureRandom());
  private static final Holder.Unit UNIT = new Holder.Unit("kanda-01");
  private static final byte[] LINK = "tls-unique".getBytes(US_ASCII);

  private static void assertBad(Problem problem, byte[] der) {
    RequestReading.Bad bad =
        assertInstanceOf(RequestReading.Bad.class, CertificateRequest.read(der));
    assertEquals(problem, bad.problem(), bad.detail());
  }

  @Test
  void what_a_unit_makes_is_read_to_the_same() {
    CertificateRequest made = CertificateRequest.make(UNIT, PAIR, LINK);
    CertificateRequest read =
        assertInstanceOf(CertificateRequest.class, CertificateRequest.read(made.der()));
    assertEquals(PAIR.getPublic(), read.key());
    assertEquals(Optional.of("kanda-01"), read.commonName());
    assertEquals(made.fingerprint(), read.fingerprint());
    assertTrue(read.isLinked() && read.isLinkedTo(LINK));
    assertFalse(read.isLinkedTo("another".getBytes(US_ASCII)));
    assertFalse(CertificateRequest.make(UNIT, PAIR, new byte[0]).isLinked());
    assertEquals("CertificateRequest[key=" + Fingerprint.of(read.key()).hex() + "]", "" + read);
  }

  /** RFC 9148, A.2: attributes and subject of somebody else. */
  @Test
  void request_of_the_rfc_is_read() {
    CertificateRequest read =
        assertInstanceOf(
            CertificateRequest.class, CertificateRequest.read(EstVectors.object("csr")));
    assertEquals(Optional.empty(), read.commonName());
    assertTrue(read.isLinked());
    assertArrayEquals(EstVectors.object("csr"), read.der());
    assertInstanceOf(
        CertificateRequest.class, CertificateRequest.read(EstVectors.object("skg_csr")));
  }

  @Test
  void request_for_the_key_of_another_is_no_proof() {
    byte[] der =
        request(
            new X500Principal("CN=x"),
            P256.generate(new SecureRandom()).getPublic().getEncoded(),
            PAIR,
            P256.SIGNATURE,
            DerBytes.oid(Oids.ECDSA_WITH_SHA256));
    assertBad(Problem.NO_PROOF_OF_POSSESSION, der);
  }

  @Test
  void changed_request_is_no_proof() {
    byte[] der = CertificateRequest.make(UNIT, PAIR, LINK).der();
    int name = new String(der, ISO_8859_1).indexOf("kanda");
    der[name] = 'K';
    assertBad(Problem.NO_PROOF_OF_POSSESSION, der);
  }

  @Test
  void other_curves_and_algorithms_are_refused() throws Exception {
    KeyPairGenerator curves = KeyPairGenerator.getInstance("EC");
    curves.initialize(new ECGenParameterSpec("secp384r1"));
    KeyPair p384 = curves.generateKeyPair();
    byte[] oid = DerBytes.oid(Oids.ECDSA_WITH_SHA256);
    X500Principal name = new X500Principal("CN=x");
    assertBad(
        Problem.KEY_NOT_P256,
        request(name, p384.getPublic().getEncoded(), p384, P256.SIGNATURE, oid));
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(1024);
    KeyPair weak = rsa.generateKeyPair();
    assertBad(
        Problem.KEY_NOT_P256,
        request(
            name,
            weak.getPublic().getEncoded(),
            weak,
            "SHA256withRSA",
            DerBytes.oid("1.2.840.113549.1.1.11")));
    assertBad(
        Problem.SIGNATURE_NOT_ECDSA_SHA256,
        request(
            name,
            PAIR.getPublic().getEncoded(),
            PAIR,
            "SHA1withECDSA",
            DerBytes.oid("1.2.840.10045.4.1")));
  }

  /** A point beside the curve would let its sender learn about keys that are used with it. */
  @Test
  void point_beside_the_curve_is_no_key() {
    byte[] beside = PAIR.getPublic().getEncoded();
    beside[beside.length - 1] ^= 1;
    assertBad(
        Problem.KEY_NOT_P256,
        request(
            new X500Principal("CN=x"),
            beside,
            PAIR,
            P256.SIGNATURE,
            DerBytes.oid(Oids.ECDSA_WITH_SHA256)));
  }

  @Test
  void what_is_cut_or_longer_or_something_else_is_no_request() {
    byte[] der = EstVectors.object("csr");
    for (int length = 0; length < der.length; length++) {
      assertBad(Problem.NOT_A_REQUEST, Arrays.copyOf(der, length));
    }
    assertBad(Problem.NOT_A_REQUEST, Arrays.copyOf(der, der.length + 1));
    assertBad(Problem.NOT_A_REQUEST, EstVectors.object("enroll"));
    assertBad(Problem.NOT_A_REQUEST, EstVectors.object("csrattrs"));
    assertBad(Problem.TOO_LARGE, new byte[CertificateRequest.MOST_BYTES + 1]);
  }

  private static byte[] request(
      X500Principal subject, byte[] key, KeyPair signer, String algorithm, byte[] oid) {
    byte[] info =
        DerBytes.sequence(
            DerBytes.integer(0), subject.getEncoded(), key, DerBytes.element(Der.context(0)));
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(signer.getPrivate());
      signature.update(info);
      return DerBytes.sequence(info, DerBytes.sequence(oid), DerBytes.bitString(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
