package city.seki.provisioning.est;

import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.P256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * A request for a certificate (PKCS#10, RFC 2986) whose sender has shown to hold the private key:
 * there is no instance without. Only its key is to be believed; what it says of its name serves to
 * refuse a mix-up, and what it wants in the certificate is not looked at. Immutable.
 */
public final class CertificateRequest implements RequestReading {
  /** Ours have about 250 bytes, the one of RFC 9148 has 399. */
  public static final int MOST_BYTES = 8 * 1024;

  private static final int LONGEST_PASSWORD = 255; // RFC 2985, 5.4.1
  private static final byte[] ALGORITHM = DerBytes.sequence(DerBytes.oid(Oids.ECDSA_WITH_SHA256));

  private final byte[] der;
  private final ECPublicKey key;
  private final @Nullable String commonName;
  private final @Nullable String challengePassword;

  private CertificateRequest(
      byte[] der,
      ECPublicKey key,
      @Nullable String commonName,
      @Nullable String challengePassword) {
    this.der = der;
    this.key = key;
    this.commonName = commonName;
    this.challengePassword = challengePassword;
  }

  /** Reads the request, and checks that it was signed with the key that it is for. */
  public static RequestReading read(byte[] der) {
    if (der.length > MOST_BYTES) {
      return new Bad(Problem.TOO_LARGE, der.length + " bytes; at most " + MOST_BYTES);
    }
    try {
      return parse(der.clone());
    } catch (MalformedDer e) {
      return new Bad(Problem.NOT_A_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  private static RequestReading parse(byte[] der) throws MalformedDer {
    Der file = new Der(der);
    Der request = file.enter(Der.SEQUENCE);
    file.end("the request");
    byte[] signed = request.element(Der.SEQUENCE);
    byte[] algorithm = request.element(Der.SEQUENCE);
    byte[] signature = request.content(Der.BIT_STRING);
    request.end("the signature");

    Der info = new Der(signed).enter(Der.SEQUENCE);
    if (!Arrays.equals(info.content(Der.INTEGER), new byte[1])) {
      throw new MalformedDer("a version other than 0");
    }
    String commonName = commonName(info.element(Der.SEQUENCE));
    byte[] keyInfo = info.element(Der.SEQUENCE);
    String password = challengePassword(info.enter(Der.context(0)));
    info.end("the attributes");

    Optional<ECPublicKey> key = P256.read(keyInfo);
    if (key.isEmpty()) {
      return new Bad(Problem.KEY_NOT_P256, "the key is no valid one on P-256");
    }
    if (!Arrays.equals(algorithm, ALGORITHM)) {
      return new Bad(
          Problem.SIGNATURE_NOT_ECDSA_SHA256, "the request is not signed with " + P256.SIGNATURE);
    }
    if (signature.length < 2 || signature[0] != 0) {
      throw new MalformedDer("a signature that is not whole octets");
    }
    byte[] octets = Arrays.copyOfRange(signature, 1, signature.length);
    return isSignedBy(key.get(), signed, octets)
        ? new CertificateRequest(der, key.get(), commonName, password)
        : new Bad(
            Problem.NO_PROOF_OF_POSSESSION,
            "the signature is not the one of the key for which the certificate is wanted");
  }

  private static boolean isSignedBy(PublicKey key, byte[] signed, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(P256.SIGNATURE);
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false; // not even two numbers
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK verifies " + P256.SIGNATURE, e);
    }
  }

  /** The only CN of the subject; null if there is none. */
  private static @Nullable String commonName(byte[] subject) throws MalformedDer {
    try {
      String found = null;
      for (Rdn part : new LdapName(new X500Principal(subject).getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          if (found != null || part.size() != 1 || !(part.getValue() instanceof String value)) {
            throw new MalformedDer("a subject with more than one CN, or one that is no text");
          }
          found = value;
        }
      }
      return found;
    } catch (IllegalArgumentException | InvalidNameException e) {
      throw new MalformedDer("a subject that is no X.500 name");
    }
  }

  /** The value of the attribute that links a request to its connection; null if there is none. */
  private static @Nullable String challengePassword(Der attributes) throws MalformedDer {
    byte[] wanted = DerBytes.oid(Oids.CHALLENGE_PASSWORD);
    String found = null;
    while (!attributes.atEnd()) {
      Der attribute = attributes.enter(Der.SEQUENCE);
      byte[] kind = attribute.element(Der.OID);
      Der values = attribute.enter(Der.SET);
      attribute.end("the values of an attribute");
      if (Arrays.equals(kind, wanted)) {
        int tag = values.peek();
        if (found != null || (tag != Der.UTF8 && tag != Der.PRINTABLE && tag != Der.IA5)) {
          throw new MalformedDer("more than one challenge password, or one that is no text");
        }
        byte[] text = values.content(tag);
        values.end("the challenge password");
        if (text.length > LONGEST_PASSWORD) {
          throw new MalformedDer("a challenge password of " + text.length + " bytes");
        }
        found = new String(text, StandardCharsets.UTF_8);
      }
    }
    return found;
  }

  /**
   * The request of a unit that has just made its key.
   *
   * @param holder who it takes itself for; a unit that does not know yet sends its claim's name
   * @param link what proves that the request was made in this very connection (RFC 7030, 3.5), as
   *     bytes; none if it is empty
   */
  public static CertificateRequest make(Holder.Named holder, KeyPair pair, byte[] link) {
    return make(new X500Principal("CN=" + holder.commonName()), pair, link);
  }

  /** The same for any subject. */
  public static CertificateRequest make(X500Principal subject, KeyPair pair, byte[] link) {
    return make(subject, pair.getPublic(), content -> signature(pair, content), link);
  }

  /**
   * The same where the private key is elsewhere.
   *
   * @param sign signs by it: ECDSA with SHA-256
   */
  public static CertificateRequest make(
      X500Principal subject, PublicKey key, UnaryOperator<byte[]> sign) {
    return make(subject, key, sign, new byte[0]);
  }

  private static CertificateRequest make(
      X500Principal subject, PublicKey key, UnaryOperator<byte[]> sign, byte[] link) {
    byte[] attributes =
        link.length == 0
            ? DerBytes.element(Der.context(0))
            : DerBytes.element(
                Der.context(0),
                DerBytes.sequence(
                    DerBytes.oid(Oids.CHALLENGE_PASSWORD),
                    DerBytes.set(DerBytes.utf8(Base64.getEncoder().encodeToString(link)))));
    byte[] info =
        DerBytes.sequence(DerBytes.integer(0), subject.getEncoded(), key.getEncoded(), attributes);
    byte[] der = DerBytes.sequence(info, ALGORITHM, DerBytes.bitString(sign.apply(info)));
    return switch (read(der)) {
      case CertificateRequest made -> made;
      case Bad bad ->
          throw new IllegalArgumentException("no request of this key pair: " + bad.detail());
    };
  }

  private static byte[] signature(KeyPair pair, byte[] signed) {
    try {
      Signature signer = Signature.getInstance(P256.SIGNATURE);
      signer.initSign(pair.getPrivate());
      signer.update(signed);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the private key cannot sign with " + P256.SIGNATURE, e);
    }
  }

  /** As it came. */
  public byte[] der() {
    return der.clone();
  }

  /** By which the same request is known when it comes again. */
  public Fingerprint fingerprint() {
    return Fingerprint.of(der);
  }

  public ECPublicKey key() {
    return key;
  }

  /** What it calls itself; not to be believed. */
  public Optional<String> commonName() {
    return Optional.ofNullable(commonName);
  }

  /** True if it says to which connection it belongs. */
  public boolean isLinked() {
    return challengePassword != null;
  }

  /** True if it says that it belongs to the connection of those bytes (RFC 7030, 3.5). */
  public boolean isLinkedTo(byte[] connection) {
    return challengePassword != null
        && MessageDigest.isEqual(
            challengePassword.getBytes(StandardCharsets.UTF_8),
            Base64.getEncoder().encode(connection));
  }

  @Override
  public String toString() {
    return "CertificateRequest[key=" + Fingerprint.of(key).hex() + "]";
  }
}
