package city.seki.provisioning.ca;

import city.seki.provisioning.cert.Certificates;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.cert.Validity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** The files of authorities, and what both kinds of them have in common. */
final class CaFolder {
  static final String ROOT = "root-ca.pem";
  static final String ISSUING_REQUEST = "issuing-ca.csr";

  /** The issuing CA first, then its root. */
  static final String ISSUING = "issuing-ca.pem";

  private static final int LONGEST_NAME = 64; // X.520, ub-common-name

  private CaFolder() {}

  /**
   * The certificates of a file.
   *
   * @throws IOException with the remedy, if there is none or it is damaged
   */
  static List<X509Certificate> certificates(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new NoSuchFileException(file.toString(), null, "there is no such certificate");
    }
    List<X509Certificate> certificates = new ArrayList<>();
    for (byte[] der :
        Pem.read(Pem.CERTIFICATE, Files.readString(file, StandardCharsets.ISO_8859_1))) {
      certificates.add(Certificates.read(der).orElseThrow(() -> damaged(file)));
    }
    if (certificates.isEmpty()) {
      throw damaged(file);
    }
    return List.copyOf(certificates);
  }

  private static FileSystemException damaged(Path file) {
    return new FileSystemException(file.toString(), null, "holds no certificates in PEM");
  }

  /**
   * A subject that is that name and nothing else.
   *
   * @throws IllegalArgumentException if the name is empty or longer than 64 characters
   */
  static X500Principal subject(String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("a name has 1 to " + LONGEST_NAME + " characters");
    }
    try {
      return new X500Principal(
          new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build().getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException("a CN can be written down", e);
    }
  }

  /** True if what was made is that draft. */
  static boolean isAsDrafted(X509Certificate made, Signing.Draft draft) {
    int pathLength = draft.profile().pathLength().orElse(-1);
    return made.getBasicConstraints() == pathLength
        && made.getSubjectX500Principal().equals(draft.subject())
        && made.getPublicKey().equals(draft.key())
        && Serial.of(made.getSerialNumber()).equals(draft.serial())
        && Validity.of(made).equals(draft.validity());
  }

  static X509Certificate signCa(Signing.Draft draft, Signing.Signer signer, SecureRandom random) {
    return Signing.sign(draft, signer, made -> isAsDrafted(made, draft), random);
  }

  /** The last second of a certificate. */
  static Instant end(X509Certificate certificate) {
    return Validity.of(certificate).to();
  }
}
