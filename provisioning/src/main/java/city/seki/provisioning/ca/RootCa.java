package city.seki.provisioning.ca;

import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.cert.Profile;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.cert.Validity;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.secret.Passphrase;
import city.seki.provisioning.secret.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * The root in which all units trust, in a folder that can stay on a machine without network: {@code
 * root-ca.key} (encrypted; none if the key is on a token) and {@code root-ca.pem}. It signs issuing
 * CAs and nothing else.
 */
public final class RootCa {
  private final X509Certificate certificate;
  private final Signing.Signer signer;

  private RootCa(X509Certificate certificate, Signing.Signer signer) {
    this.certificate = certificate;
    this.signer = signer;
  }

  /**
   * Makes a root, for 20 years.
   *
   * @param name for people, 1 to 64 characters
   * @throws java.nio.file.FileAlreadyExistsException if there is one in that folder
   * @throws IllegalArgumentException if that is no name
   */
  public static RootCa create(
      Path folder, String name, KeyPlace place, Instant now, SecureRandom random)
      throws IOException {
    X500Principal subject = CaFolder.subject(name);
    KeyPlace.Fresh pair = place.make(KeyPlace.Owner.ROOT, folder, random);
    Signing.Signer signer = new Signing.Signer(subject, pair.key(), pair.secret());
    X509Certificate certificate =
        CaFolder.signCa(
            new Signing.Draft(
                Profile.ROOT_CA,
                subject,
                pair.key(),
                List.of(),
                Serial.random(random),
                Profile.ROOT_CA.validity(now, Instant.MAX)),
            signer,
            random);
    SecretFile.createFolder(folder);
    pair.keep();
    SecretFile.write(folder.resolve(CaFolder.ROOT), Pem.write(List.of(certificate)));
    return new RootCa(certificate, signer);
  }

  /** The same with its key in the folder, encrypted. */
  public static RootCa create(
      Path folder, String name, Passphrase passphrase, Instant now, SecureRandom random)
      throws IOException {
    return create(folder, name, new KeyPlace.InFile(passphrase), now, random);
  }

  /**
   * @throws IOException with the remedy, if it is not there, damaged, or the passphrase is another
   */
  public static RootCa open(Path folder, Passphrase passphrase) throws IOException {
    return open(folder, new KeyPlace.InFile(passphrase));
  }

  /**
   * @throws IOException with the remedy, if certificate or key are not there, damaged, or cannot be
   *     opened
   */
  public static RootCa open(Path folder, KeyPlace place) throws IOException {
    X509Certificate certificate = CaFolder.certificates(folder.resolve(CaFolder.ROOT)).getFirst();
    return new RootCa(
        certificate,
        new Signing.Signer(
            certificate.getSubjectX500Principal(),
            certificate.getPublicKey(),
            place.open(KeyPlace.Owner.ROOT, folder, certificate.getPublicKey())));
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /**
   * The chain of a new issuing CA: itself, then this root. Of the request only the key counts.
   *
   * @param name for people, 1 to 64 characters
   * @throws IllegalArgumentException if that is no name, or the one of the root; or the root does
   *     not hold now
   * @throws KeyAway if its key is on a token that cannot be used now
   */
  public List<X509Certificate> sign(
      CertificateRequest request, String name, Instant now, SecureRandom random) {
    X500Principal subject = CaFolder.subject(name);
    if (subject.equals(certificate.getSubjectX500Principal())) {
      throw new IllegalArgumentException("the issuing CA needs a name that is not the root's");
    }
    if (request.key().equals(certificate.getPublicKey())) {
      throw new IllegalArgumentException("the issuing CA needs a key that is not the root's");
    }
    if (!Validity.of(certificate).holdsAt(now)) {
      throw new IllegalArgumentException(
          "the root holds " + Validity.of(certificate) + ", not at " + now);
    }
    X509Certificate issuing =
        CaFolder.signCa(
            new Signing.Draft(
                Profile.ISSUING_CA,
                subject,
                request.key(),
                List.of(),
                Serial.random(random),
                Profile.ISSUING_CA.validity(now, CaFolder.end(certificate))),
            signer,
            random);
    return List.of(issuing, certificate);
  }

  /**
   * The certificates of an authority, for whoever looks at them.
   *
   * @param path a folder of a root or an issuing CA, or a file in PEM
   * @throws IOException with the remedy, if there are none or they are damaged
   */
  public static List<X509Certificate> shown(Path path) throws IOException {
    for (String name : List.of(CaFolder.ISSUING, CaFolder.ROOT)) {
      if (Files.exists(path.resolve(name))) {
        return CaFolder.certificates(path.resolve(name));
      }
    }
    if (Files.isDirectory(path)) {
      throw new NoSuchFileException(path.toString(), null, "has no certificate of a CA in it");
    }
    return CaFolder.certificates(path);
  }

  @Override
  public String toString() {
    return "RootCa[" + certificate.getSubjectX500Principal() + "]";
  }
}
