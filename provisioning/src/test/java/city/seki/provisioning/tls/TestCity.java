package city.seki.provisioning.tls;

import city.seki.provisioning.ca.IssuingCa;
import city.seki.provisioning.ca.RootCa;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.List;

/** A root, an issuing CA and who has certificates of it, all made at one moment. */
public record TestCity(X509Certificate root, IssuingCa issuing, Instant now) {
  private static final SecureRandom RANDOM = new SecureRandom();

  public static TestCity make(Path folder, Instant now) throws IOException {
    try (Passphrase passphrase = Passphrase.of("a passphrase of tests".toCharArray())) {
      RootCa root = RootCa.create(folder.resolve("root"), "Root", passphrase, now, RANDOM);
      Path ca = folder.resolve("ca");
      Path request = IssuingCa.request(ca, passphrase, RANDOM);
      byte[] der = Pem.read(Pem.REQUEST, Files.readString(request)).getFirst();
      if (!(CertificateRequest.read(der) instanceof CertificateRequest csr)) {
        throw new AssertionError("its own request");
      }
      Files.writeString(
          ca.resolve("issuing-ca.pem"), Pem.write(root.sign(csr, "Issuing", now, RANDOM)));
      return new TestCity(root.certificate(), IssuingCa.open(ca, passphrase, now, RANDOM), now);
    }
  }

  public TlsIdentity hub() {
    KeyPair pair = P256.generate(RANDOM);
    return identity(
        pair,
        issuing.issue(
            new Holder.Hub(),
            (ECPublicKey) pair.getPublic(),
            List.of("127.0.0.1"),
            Serial.random(RANDOM),
            now));
  }

  public TlsIdentity unit(String id) {
    KeyPair pair = P256.generate(RANDOM);
    Holder.Unit unit = new Holder.Unit(id);
    return identity(
        pair,
        issuing.issue(
            unit, CertificateRequest.make(unit, pair, new byte[0]), Serial.random(RANDOM), now));
  }

  private TlsIdentity identity(KeyPair pair, X509Certificate certificate) {
    return new TlsIdentity(pair.getPrivate(), List.of(certificate, issuing.chain().getFirst()));
  }
}
