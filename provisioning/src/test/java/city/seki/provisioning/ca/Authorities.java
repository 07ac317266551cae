package city.seki.provisioning.ca;

import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.est.RequestReading;
import city.seki.provisioning.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** A root and an issuing CA in a folder, with the passphrase that all tests have. */
record Authorities(Path folder, RootCa root, IssuingCa issuing) {
  static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");
  static final SecureRandom RANDOM = new SecureRandom();
  static final String SECRET = "correct horse 正しい馬";

  static Passphrase passphrase() {
    return Passphrase.of(SECRET.toCharArray());
  }

  static Authorities make(Path folder) throws IOException {
    try (Passphrase passphrase = passphrase()) {
      RootCa root = RootCa.create(folder.resolve("root"), "Root", passphrase, NOW, RANDOM);
      Path ca = folder.resolve("ca");
      CertificateRequest request = read(IssuingCa.request(ca, passphrase, RANDOM));
      List<X509Certificate> chain = root.sign(request, "Issuing", NOW, RANDOM);
      Files.writeString(ca.resolve("issuing-ca.pem"), Pem.write(chain));
      return new Authorities(folder, root, IssuingCa.open(ca, passphrase, NOW, RANDOM));
    }
  }

  static CertificateRequest read(Path file) throws IOException {
    byte[] der = Pem.read(Pem.REQUEST, Files.readString(file)).getFirst();
    return switch (CertificateRequest.read(der)) {
      case CertificateRequest request -> request;
      case RequestReading.Bad bad -> throw new AssertionError(bad);
    };
  }

  X509Certificate unit(String id, KeyPair pair, Instant now) {
    Holder.Unit unit = new Holder.Unit(id);
    return issuing.issue(
        unit, CertificateRequest.make(unit, pair, new byte[0]), Serial.random(RANDOM), now);
  }

  X509Certificate unit(String id) {
    return unit(id, P256.generate(RANDOM), NOW);
  }

  List<X509Certificate> chain(X509Certificate certificate) {
    return List.of(certificate, issuing.chain().getFirst());
  }
}
