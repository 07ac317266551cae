package city.seki.provisioning.ca;

import city.seki.provisioning.cert.Certificates;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.cert.Profile;
import city.seki.provisioning.cert.RevokedSerial;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.cert.Validity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Predicate;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;

/** Puts certificates together as their profile has them, and signs. */
final class Signing {

  /**
   * One certificate to be made.
   *
   * @param names alternative names, empty for a CA
   */
  record Draft(
      Profile profile,
      X500Principal subject,
      PublicKey key,
      List<GeneralName> names,
      Serial serial,
      Validity validity) {}

  /**
   * Whoever signs: its name, both halves of its key.
   *
   * <p>A class, not a record: nobody shows a private key by accident.
   */
  static final class Signer {
    private final X500Principal name;
    private final PublicKey key;
    private final SigningKey secret;

    Signer(X500Principal name, PublicKey key, SigningKey secret) {
      this.name = name;
      this.key = key;
      this.secret = secret;
    }

    boolean works() {
      return secret.belongsTo(key);
    }

    @Override
    public String toString() {
      return "Signer[" + name + "]";
    }
  }

  private Signing() {}

  /**
   * Signs it with a key that is thrown away, looks at the result, and only then signs for real:
   * what has left an authority cannot be taken back.
   *
   * @param isRight looks at what was made
   * @throws IllegalStateException if it is not right: a mistake in here
   * @throws KeyAway if the signer's key is on a token that cannot be used now
   */
  static X509Certificate sign(
      Draft draft, Signer signer, Predicate<X509Certificate> isRight, SecureRandom random) {
    X509v3CertificateBuilder builder = builder(draft, signer);
    X509Certificate probe = signed(builder, SigningKey.of(P256.generate(random).getPrivate()));
    if (!isRight.test(probe)) {
      throw new IllegalStateException("a certificate as its profile does not have it: " + draft);
    }
    return signed(builder, signer.secret);
  }

  private static X509v3CertificateBuilder builder(Draft draft, Signer signer) {
    Profile profile = draft.profile();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            signer.name,
            draft.serial().number(),
            Date.from(draft.validity().from()),
            Date.from(draft.validity().to()),
            draft.subject(),
            draft.key());
    try {
      JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
      builder.addExtension(
          Extension.basicConstraints,
          true,
          profile
              .pathLength()
              .map(BasicConstraints::new)
              .orElseGet(() -> new BasicConstraints(false)));
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(
              profile.isCa()
                  ? KeyUsage.keyCertSign | KeyUsage.cRLSign
                  : KeyUsage.digitalSignature));
      if (!profile.extendedUse().isEmpty()) {
        KeyPurposeId[] uses =
            profile.extendedUse().stream()
                .map(use -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(use.oid())))
                .toArray(KeyPurposeId[]::new);
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(uses));
      }
      if (!draft.names().isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(draft.names().toArray(GeneralName[]::new)));
      }
      builder.addExtension(
          Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(draft.key()));
      builder.addExtension(
          Extension.authorityKeyIdentifier, false, ids.createAuthorityKeyIdentifier(signer.key));
      return builder;
    } catch (CertIOException | GeneralSecurityException e) {
      throw new IllegalStateException("extensions of fixed form", e);
    }
  }

  static X509Certificate signed(X509v3CertificateBuilder builder, SigningKey secret) {
    try {
      return Certificates.read(builder.build(new Ecdsa(secret)).getEncoded()).orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException("a certificate can be written down", e);
    }
  }

  /** Signs what Bouncy Castle has put together. */
  private static final class Ecdsa implements ContentSigner {
    private final SigningKey secret;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    Ecdsa(SigningKey secret) {
      this.secret = secret;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    }

    @Override
    public OutputStream getOutputStream() {
      return content;
    }

    @Override
    public byte[] getSignature() {
      return secret.sign(content.toByteArray());
    }
  }

  /** The list of what is revoked (RFC 5280, 5), as DER. */
  static byte[] crl(
      Signer signer, long number, List<RevokedSerial> revoked, Instant now, Instant nextUpdate) {
    X509v2CRLBuilder builder = new JcaX509v2CRLBuilder(signer.name, Date.from(now));
    builder.setNextUpdate(Date.from(nextUpdate));
    for (RevokedSerial each : revoked) {
      builder.addCRLEntry(each.serial().number(), Date.from(each.at()), each.reason().code());
    }
    try {
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(signer.key));
      builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
      return builder.build(new Ecdsa(signer.secret)).getEncoded();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("extensions of fixed form", e);
    }
  }
}
