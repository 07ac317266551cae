package city.seki.provisioning.ca;

import city.seki.provisioning.cert.Certificates;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.cert.Profile;
import city.seki.provisioning.cert.RevokedSerial;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.cert.Validity;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Predicate;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

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
    private final PrivateKey secret;

    Signer(X500Principal name, PublicKey key, PrivateKey secret) {
      this.name = name;
      this.key = key;
      this.secret = secret;
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
   */
  static X509Certificate sign(
      Draft draft, Signer signer, Predicate<X509Certificate> isRight, SecureRandom random) {
    X509v3CertificateBuilder builder = builder(draft, signer);
    X509Certificate probe = signed(builder, P256.generate(random).getPrivate(), random);
    if (!isRight.test(probe)) {
      throw new IllegalStateException("a certificate as its profile does not have it: " + draft);
    }
    return signed(builder, signer.secret, random);
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

  private static X509Certificate signed(
      X509v3CertificateBuilder builder, PrivateKey secret, SecureRandom random) {
    try {
      byte[] der =
          builder
              .build(
                  new JcaContentSignerBuilder(P256.SIGNATURE).setSecureRandom(random).build(secret))
              .getEncoded();
      return Certificates.read(der).orElseThrow();
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException("every JDK signs with " + P256.SIGNATURE, e);
    }
  }

  /** The list of what is revoked (RFC 5280, 5), as DER. */
  static byte[] crl(
      Signer signer,
      long number,
      List<RevokedSerial> revoked,
      Instant now,
      Instant nextUpdate,
      SecureRandom random) {
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
      return builder
          .build(
              new JcaContentSignerBuilder(P256.SIGNATURE)
                  .setSecureRandom(random)
                  .build(signer.secret))
          .getEncoded();
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("every JDK signs with " + P256.SIGNATURE, e);
    }
  }
}
