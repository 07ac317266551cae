package city.seki.hub.broker;

import city.seki.provisioning.ca.IssuingCa;
import city.seki.provisioning.ca.RootCa;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.cert.RevokedSerial;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.secret.Passphrase;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.List;

/**
 * The authorities of a city in a folder, and what they issued, also as files for other programs.
 */
public final class CityCertificates {
  /** Of the issuing CA's key. */
  public static final String PASSPHRASE = "correct horse battery";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path folder;
  private final IssuingCa issuing;

  private CityCertificates(Path folder, IssuingCa issuing) {
    this.folder = folder;
    this.issuing = issuing;
  }

  /** Makes a root and an issuing CA. */
  public static CityCertificates make(Path folder, Instant now) throws IOException {
    return make(folder, folder.resolve("ca"), now);
  }

  /**
   * The same with the issuing CA in a folder of its own, where a hub opens it by {@link
   * #PASSPHRASE}.
   */
  public static CityCertificates make(Path folder, Path ca, Instant now) throws IOException {
    try (Passphrase passphrase = Passphrase.of(PASSPHRASE.toCharArray())) {
      RootCa root = RootCa.create(folder.resolve("root"), "Root", passphrase, now, RANDOM);
      Path file = IssuingCa.request(ca, passphrase, RANDOM);
      byte[] der = Pem.read(Pem.REQUEST, Files.readString(file)).getFirst();
      CertificateRequest request = (CertificateRequest) CertificateRequest.read(der);
      List<X509Certificate> chain = root.sign(request, "Issuing", now, RANDOM);
      Files.writeString(ca.resolve("issuing-ca.pem"), Pem.write(chain));
      Files.writeString(folder.resolve("root.pem"), Pem.write(List.of(root.certificate())));
      return new CityCertificates(folder, IssuingCa.open(ca, passphrase, now, RANDOM));
    }
  }

  public X509Certificate root() {
    return issuing.chain().getLast();
  }

  /** The root's certificate as a file. */
  public Path rootFile() {
    return folder.resolve("root.pem");
  }

  public TlsIdentity hub(Instant now) {
    KeyPair pair = P256.generate(RANDOM);
    return identity(
        pair,
        issuing.issue(
            new Holder.Hub(),
            (ECPublicKey) pair.getPublic(),
            List.of("127.0.0.1", "localhost"),
            Serial.random(RANDOM),
            now));
  }

  public TlsIdentity unit(String id, Instant now) {
    KeyPair pair = P256.generate(RANDOM);
    Holder.Unit unit = new Holder.Unit(id);
    return identity(
        pair,
        issuing.issue(
            unit, CertificateRequest.make(unit, pair, new byte[0]), Serial.random(RANDOM), now));
  }

  public TlsIdentity claim(String id, Instant now) {
    KeyPair pair = P256.generate(RANDOM);
    return identity(
        pair,
        issuing.issue(
            new Holder.Claim("batch", id),
            (ECPublicKey) pair.getPublic(),
            Instant.MAX,
            Serial.random(RANDOM),
            now));
  }

  private TlsIdentity identity(KeyPair pair, X509Certificate certificate) {
    return new TlsIdentity(pair.getPrivate(), List.of(certificate, issuing.chain().getFirst()));
  }

  public static Serial serial(TlsIdentity identity) {
    return Serial.of(identity.certificate().getSerialNumber());
  }

  /** The list of those that are revoked, as a file. */
  public Path revoked(List<Serial> serials, Instant now) throws IOException {
    byte[] der =
        issuing.crl(
            1,
            serials.stream()
                .map(serial -> new RevokedSerial(serial, now, RevokedSerial.Reason.STOLEN))
                .toList(),
            now);
    return Files.writeString(folder.resolve("crl.pem"), Pem.write(Pem.CRL, der));
  }

  /** {@code NAME.pem} and {@code NAME.key}, as other programs read them. */
  public Written write(String name, TlsIdentity identity) throws IOException {
    return new Written(
        Files.writeString(folder.resolve(name + ".pem"), Pem.write(identity.chain())),
        Files.writeString(
            folder.resolve(name + ".key"), Pem.write("PRIVATE KEY", identity.key().getEncoded())));
  }

  /** Where an identity was written. */
  public record Written(Path certificate, Path key) {}
}
