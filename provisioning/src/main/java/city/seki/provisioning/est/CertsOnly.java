package city.seki.provisioning.est;

import city.seki.provisioning.cert.Certificates;
import city.seki.provisioning.cert.Pem;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Certificates as the answer of {@code /crts}, {@code /sen} and {@code /sren} carries them: CMS
 * SignedData that signs nothing (RFC 5272, 4.1; RFC 7030, 4.1.3 and 4.2.3).
 */
public final class CertsOnly {
  /** A chain of ours has three certificates and about 1.5 kB. */
  public static final int MOST_BYTES = 64 * 1024;

  private static final byte[] NO_CONTENT = DerBytes.sequence(DerBytes.oid(Oids.DATA));

  private CertsOnly() {}

  /** In that order: whoever reads it looks for the one with its key, and must not rely on it. */
  public static byte[] write(List<X509Certificate> certificates) {
    byte[][] each = certificates.stream().map(Pem::der).toArray(byte[][]::new);
    byte[] signedData =
        DerBytes.sequence(
            DerBytes.integer(1),
            DerBytes.set(),
            NO_CONTENT,
            DerBytes.element(Der.context(0), each),
            DerBytes.element(Der.context(1)), // no revocation lists, said so as the RFC prints it
            DerBytes.set());
    return DerBytes.sequence(
        DerBytes.oid(Oids.SIGNED_DATA), DerBytes.element(Der.context(0), signedData));
  }

  /**
   * The certificates in it, of which none has been verified.
   *
   * @throws MalformedDer if it is not such a message
   */
  public static List<X509Certificate> read(byte[] der) throws MalformedDer {
    if (der.length > MOST_BYTES) {
      throw new MalformedDer(der.length + " bytes of certificates; at most " + MOST_BYTES);
    }
    Der file = new Der(der);
    Der message = file.enter(Der.SEQUENCE);
    file.end("the message");
    require(message.element(Der.OID), DerBytes.oid(Oids.SIGNED_DATA), "signed data");
    Der explicit = message.enter(Der.context(0));
    message.end("the signed data");
    Der signed = explicit.enter(Der.SEQUENCE);
    explicit.end("the signed data");
    signed.content(Der.INTEGER); // 1 or 3, by what is in it
    signed.content(Der.SET);
    require(signed.element(Der.SEQUENCE), NO_CONTENT, "no content");
    List<X509Certificate> certificates = new ArrayList<>();
    if (signed.peek() == Der.context(0)) {
      Der each = signed.enter(Der.context(0));
      while (!each.atEnd()) {
        certificates.add(
            Certificates.read(each.element(Der.SEQUENCE))
                .orElseThrow(() -> new MalformedDer("a certificate that cannot be read")));
      }
    }
    if (signed.peek() == Der.context(1)) {
      signed.content(Der.context(1)); // revocation lists, which nobody here asks for
    }
    if (signed.content(Der.SET).length > 0) {
      throw new MalformedDer("signers, where nothing is signed");
    }
    signed.end("the signers");
    return List.copyOf(certificates);
  }

  private static void require(byte[] found, byte[] wanted, String what) throws MalformedDer {
    if (!Arrays.equals(found, wanted)) {
      throw new MalformedDer("something else than " + what);
    }
  }
}
