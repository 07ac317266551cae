package city.seki.hub.enrol;

import city.seki.provisioning.ca.IssuingCa;
import city.seki.provisioning.ca.RootCa;
import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.enrol.Approval;
import city.seki.provisioning.enrol.EnrolCommand;
import city.seki.provisioning.enrol.EnrolPolicy;
import city.seki.provisioning.enrol.EnrolRules;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.est.CertsOnly;
import city.seki.provisioning.est.MalformedDer;
import city.seki.provisioning.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A desk with a real authority and a real file in a folder of its own, at a time that the test
 * says. The authority is made by the first and opened by those that come after.
 */
public final class EnrolmentAtWork implements AutoCloseable {
  public static final Instant START = Instant.parse("2026-11-24T01:00:00Z");
  public static final String SECRET = "correct horse battery";
  private static final SecureRandom RANDOM = new SecureRandom();

  public final EnrolDesk desk;
  public final Claims claims;
  public final List<String> usedTwice = new ArrayList<>();
  private final IssuingCa ca;
  private volatile Instant now = START;

  public EnrolmentAtWork(Path folder) throws IOException {
    ca = authority(folder);
    EnrolStore store = EnrolStore.open(folder.resolve("enrol.db"), RANDOM);
    desk =
        new EnrolDesk(
            store,
            ca,
            new EnrolRules(EnrolPolicy.STANDARD),
            this::now,
            RANDOM,
            (unit, at) -> usedTwice.add(unit));
    claims = new Claims(desk, RANDOM);
  }

  private static IssuingCa authority(Path folder) throws IOException {
    makeAuthority(folder, folder.resolve("root"), START);
    try (Passphrase passphrase = Passphrase.of(SECRET.toCharArray())) {
      return IssuingCa.open(folder.resolve("keys/ca"), passphrase, START, RANDOM);
    }
  }

  /** Makes the issuing CA of a hub, and its root in another folder, if they are not there. */
  static void makeAuthority(Path data, Path rootFolder, Instant at) throws IOException {
    Path place = data.resolve("keys/ca");
    try (Passphrase passphrase = Passphrase.of(SECRET.toCharArray())) {
      if (Files.notExists(place)) {
        RootCa root = RootCa.create(rootFolder, "Root of the test", passphrase, at, RANDOM);
        String pem = Files.readString(IssuingCa.request(place, passphrase, RANDOM));
        if (CertificateRequest.read(Pem.read(Pem.REQUEST, pem).getFirst())
            instanceof CertificateRequest request) {
          Files.writeString(
              place.resolve("issuing-ca.pem"),
              Pem.write(root.sign(request, "Issuing CA of the test", at, RANDOM)));
        }
      }
    }
  }

  public Instant now() {
    return now;
  }

  public void now(Instant at) {
    now = at;
  }

  public IssuingCa authority() {
    return ca;
  }

  public static KeyPair pair() {
    return P256.generate(RANDOM);
  }

  public static CertificateRequest request(String name, KeyPair pair) {
    return CertificateRequest.make(new Holder.Unit(name), pair, new byte[0]);
  }

  /** The claim of a unit, whose key is that pair. */
  public EnrolCommand.ByClaim claim(String batch, String unit, KeyPair pair, Approval approval) {
    Claims.Made<?> made =
        claims.byCertificate(
            new Claims.Batch(batch, now.plus(Duration.ofDays(7)), approval, "operator"),
            Map.of(unit, (ECPublicKey) pair.getPublic()));
    if (!(made instanceof Claims.Made.Done<?>)) {
      throw new AssertionError(made);
    }
    return new EnrolCommand.ByClaim(
        new Holder.Claim(batch, unit), Optional.of(Fingerprint.of(pair.getPublic())));
  }

  /** The one certificate of an answer. */
  public static X509Certificate certificate(EstReply reply) throws MalformedDer {
    if (reply instanceof EstReply.Certificates made) {
      return CertsOnly.read(made.certsOnly()).getFirst();
    }
    throw new AssertionError("no certificate: " + reply);
  }

  @Override
  public void close() {
    desk.close();
  }
}
