package city.seki.hub.est;

import city.seki.hub.enrol.Claims;
import city.seki.hub.enrol.EnrolDesk;
import city.seki.hub.enrol.EnrolStore;
import city.seki.hub.metrics.Metrics;
import city.seki.provisioning.ca.IssuingCa;
import city.seki.provisioning.ca.RootCa;
import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.cert.RevokedSerial;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.enrol.Approval;
import city.seki.provisioning.enrol.EnrolCommand;
import city.seki.provisioning.enrol.EnrolPolicy;
import city.seki.provisioning.enrol.EnrolRules;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.secret.Passphrase;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.TlsIdentity;
import city.seki.provisioning.unit.CoapEst;
import city.seki.provisioning.unit.EstClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A hub's door for units with a real authority and a real file behind it, and who comes to it. */
final class EstAtWork implements AutoCloseable {
  static final SecureRandom RANDOM = new SecureRandom();
  static final String DOCUMENT = "unit: kanda-01\n" + "# 神田\n".repeat(500);

  final Metrics metrics = new Metrics();
  final EnrolDesk desk;
  final EstCoap coap;
  final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
  final AtomicLong nanos = new AtomicLong();
  final AtomicReference<TlsIdentity> own = new AtomicReference<>();
  private final IssuingCa ca;
  private final Claims claims;
  private volatile Instant now;

  EstAtWork(Path folder, Instant now) throws IOException {
    this.now = now;
    ca = authority(folder, now);
    own.set(hub());
    desk =
        new EnrolDesk(
            EnrolStore.open(folder.resolve("enrol.db"), RANDOM),
            ca,
            new EnrolRules(EnrolPolicy.STANDARD),
            () -> this.now,
            RANDOM,
            (unit, at) -> {});
    claims = new Claims(desk, RANDOM);
    coap =
        EstCoap.start(
            InetAddress.ofLiteral("127.0.0.1"),
            0,
            own::get,
            desk,
            unit -> Optional.of(DOCUMENT).filter(text -> unit.equals("kanda-01")),
            nanos::get,
            metrics,
            failures::add);
  }

  private static IssuingCa authority(Path folder, Instant now) throws IOException {
    try (Passphrase passphrase = Passphrase.of("a passphrase of tests".toCharArray())) {
      RootCa root = RootCa.create(folder.resolve("root"), "Root", passphrase, now, RANDOM);
      Path place = folder.resolve("ca");
      String pem = Files.readString(IssuingCa.request(place, passphrase, RANDOM));
      if (!(CertificateRequest.read(Pem.read(Pem.REQUEST, pem).getFirst())
          instanceof CertificateRequest request)) {
        throw new AssertionError("its own request");
      }
      Files.writeString(
          place.resolve("issuing-ca.pem"), Pem.write(root.sign(request, "Issuing", now, RANDOM)));
      return IssuingCa.open(place, passphrase, now, RANDOM);
    }
  }

  /** Another certificate of the hub. */
  TlsIdentity hub() {
    KeyPair pair = P256.generate(RANDOM);
    return identity(
        pair,
        ca.issue(
            new Holder.Hub(),
            (ECPublicKey) pair.getPublic(),
            List.of("127.0.0.1"),
            Serial.random(RANDOM),
            now));
  }

  TlsIdentity identity(KeyPair pair, X509Certificate certificate) {
    return new TlsIdentity(pair.getPrivate(), List.of(certificate, ca.chain().getFirst()));
  }

  /** A claim as it lies on a card, for a day. */
  TlsIdentity claim(String batch, String unit, Approval approval) {
    KeyPair pair = P256.generate(RANDOM);
    Instant expires = now.plus(Duration.ofDays(1));
    return switch (claims.byCertificate(
        new Claims.Batch(batch, expires, approval, "operator"),
        Map.of(unit, (ECPublicKey) pair.getPublic()))) {
      case Claims.Made.Done<List<X509Certificate>> done ->
          new TlsIdentity(pair.getPrivate(), Objects.requireNonNull(done.claims().get(unit)));
      case Claims.Made.Refused<List<X509Certificate>> refused -> throw new AssertionError(refused);
    };
  }

  /** A certificate of this authority that the desk knows nothing of. */
  X509Certificate signed(String unit, KeyPair pair) {
    return ca.issue(new Holder.Unit(unit), request(unit, pair), Serial.random(RANDOM), now);
  }

  static CertificateRequest request(String name, KeyPair pair) {
    return CertificateRequest.make(new Holder.Unit(name), pair, new byte[0]);
  }

  void revoke(String unit) {
    Optional<?> refused =
        desk.carryOut(new EnrolCommand.Revoke(unit, RevokedSerial.Reason.STOLEN, "operator", now));
    if (refused.isPresent()) {
      throw new AssertionError(refused);
    }
  }

  void approve(KeyPair pair) {
    Optional<?> refused =
        desk.carryOut(new EnrolCommand.Approve(Fingerprint.of(pair.getPublic()), "operator", now));
    if (refused.isPresent()) {
      throw new AssertionError(refused);
    }
  }

  void pass(Duration time) {
    now = now.plus(time);
    nanos.addAndGet(time.toNanos());
  }

  Instant now() {
    return now;
  }

  URI address() {
    return URI.create("coaps://127.0.0.1:" + coap.port());
  }

  /** Somebody with that identity. */
  EstClient client(TlsIdentity identity) {
    return CoapEst.open(address(), identity, PeerCheck.hub(desk.root(), () -> now));
  }

  /** The same, who gives up soon. */
  EstClient impatient(TlsIdentity identity) {
    return CoapEst.open(
        address(), identity, PeerCheck.hub(desk.root(), () -> now), Duration.ofSeconds(3));
  }

  @Override
  public void close() {
    coap.close();
    desk.close();
  }
}
