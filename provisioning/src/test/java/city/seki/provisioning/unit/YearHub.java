package city.seki.provisioning.unit;

import city.seki.config.model.ReaderName;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.source.UnitFile;
import city.seki.config.wire.CardKey;
import city.seki.provisioning.ca.IssuingCa;
import city.seki.provisioning.ca.RootCa;
import city.seki.provisioning.cert.Certificates;
import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.cert.RevokedSerial;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.cert.Trust;
import city.seki.provisioning.cert.Validity;
import city.seki.provisioning.enrol.Approval;
import city.seki.provisioning.enrol.Asking;
import city.seki.provisioning.enrol.ClaimCode;
import city.seki.provisioning.enrol.EnrolCommand;
import city.seki.provisioning.enrol.EnrolDecision;
import city.seki.provisioning.enrol.EnrolEvent;
import city.seki.provisioning.enrol.EnrolPolicy;
import city.seki.provisioning.enrol.EnrolRules;
import city.seki.provisioning.enrol.EnrolState;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.secret.Passphrase;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The hub of a simulated year: the real rules, the real authority, and a clock of its own. */
public final class YearHub {
  static final List<URI> EST =
      List.of(URI.create("coaps://hub.example:5684"), URI.create("https://hub.example:8443"));
  private static final CardKey CARD_KEY = new CardKey("k1", new byte[32]);
  private static final String SECRET = "a passphrase of tests";

  private final Path folder;
  private final SecureRandom random;
  private final EnrolRules rules = new EnrolRules(EnrolPolicy.STANDARD);
  private final RootCa rootCa;
  private final Map<Holder.Claim, Set<Fingerprint>> keysByClaim = new HashMap<>();
  final Map<String, Holder.Claim> codes = new HashMap<>();
  private IssuingCa issuing;
  private TlsIdentity own;
  private int authorities;
  private int claims;
  private List<URI> est = EST;
  EnrolState state = EnrolState.empty();
  Instant now;
  boolean down;

  /** A hub that does not take what it has made itself. */
  @Nullable X509Certificate onlyTakes;

  /** What the counts of the year are made of. */
  final List<EnrolEvent.Issued> issued = new ArrayList<>();

  final List<Instant> asked = new ArrayList<>();

  public YearHub(Path folder, Instant start, SecureRandom random) throws IOException {
    this.folder = folder;
    this.random = random;
    this.now = start;
    Instant longAgo = start.minus(Duration.ofDays(6 * 365 - 200));
    try (Passphrase passphrase = Passphrase.of(SECRET.toCharArray())) {
      rootCa = RootCa.create(folder.resolve("root"), "Root", passphrase, longAgo, random);
    }
    issuing = authority(longAgo);
    own = certificate();
  }

  X509Certificate root() {
    return rootCa.certificate();
  }

  /** The issuing CA comes to its end, and the root signs the next. */
  void changeAuthority() throws IOException {
    issuing = authority(now);
    own = certificate();
  }

  private IssuingCa authority(Instant signedAt) throws IOException {
    Path ca = folder.resolve("ca" + authorities++);
    try (Passphrase passphrase = Passphrase.of(SECRET.toCharArray())) {
      Path file = IssuingCa.request(ca, passphrase, random);
      byte[] der = Pem.read(Pem.REQUEST, Files.readString(file)).getFirst();
      if (!(CertificateRequest.read(der) instanceof CertificateRequest request)) {
        throw new AssertionError("its own request");
      }
      // Both have one name, as two of one installation have.
      Files.writeString(
          ca.resolve("issuing-ca.pem"),
          Pem.write(rootCa.sign(request, IssuingCa.NAME, signedAt, random)));
      return IssuingCa.open(ca, passphrase, now, random);
    }
  }

  private TlsIdentity certificate() {
    KeyPair pair = P256.generate(random);
    X509Certificate made =
        issuing.issue(
            new Holder.Hub(),
            (ECPublicKey) pair.getPublic(),
            List.of("hub.example"),
            Serial.random(random),
            now);
    return new TlsIdentity(pair.getPrivate(), List.of(made, issuing.chain().getFirst()));
  }

  /** Renews its own certificate as a hub does, also when it comes back after a long time. */
  public void tick(Instant at) {
    now = at;
    Validity validity = Validity.of(own.certificate());
    Duration life = Duration.between(validity.from(), validity.to());
    if (!down && now.isAfter(validity.from().plus(life.multipliedBy(2).dividedBy(3)))) {
      own = certificate();
    }
  }

  /** From now on start documents name that address. */
  public void isAt(URI address) {
    est = List.of(address);
  }

  List<X509Certificate> shown() {
    return own.chain();
  }

  Trust.Verdict verdict(TlsIdentity unit) {
    return verdict(unit.chain());
  }

  private Trust.Verdict verdict(List<X509Certificate> chain) {
    return new Trust(root(), serial -> state.isRevoked(serial)).verdict(chain, now);
  }

  TlsIdentity identity() {
    return own;
  }

  /** Whether the broker lets that unit in. */
  boolean letsIn(TlsIdentity unit) {
    return !down && verdict(unit) instanceof Trust.Believed(Holder.Unit _);
  }

  /** A claim for that unit, whose certificate is the claim's. */
  Claim claim(String unit, Approval approval) {
    Holder.Claim holder = new Holder.Claim("b1", "c" + claims++);
    KeyPair pair = P256.generate(random);
    Instant expires = now.plus(Duration.ofDays(30));
    does(new EnrolCommand.MakeClaims(Map.of(holder, unit), expires, approval, "op", now));
    X509Certificate made =
        issuing.issue(holder, (ECPublicKey) pair.getPublic(), expires, Serial.random(random), now);
    return new Claim(
        unit,
        EST,
        new Claim.ByCertificate(
            root(), new TlsIdentity(pair.getPrivate(), List.of(made, issuing.chain().getFirst()))),
        List.of());
  }

  /** A code for that unit. */
  public ClaimCode code(String unit, Approval approval) {
    Holder.Claim holder = new Holder.Claim("codes", "c" + claims++);
    does(
        new EnrolCommand.MakeClaims(
            Map.of(holder, unit), now.plus(Duration.ofDays(7)), approval, "op", now));
    ClaimCode code = ClaimCode.make(Fingerprint.of(root().getPublicKey()), random);
    codes.put(code.secret(), holder);
    return code;
  }

  private EnrolDecision does(EnrolCommand command) {
    EnrolDecision decision = rules.decide(state, command);
    state = state.applyAll(decision.events());
    return decision;
  }

  /** What waits for an operator, and since when. */
  public Map<Fingerprint, Asking> waiting() {
    return state.asking();
  }

  public void approve(Fingerprint key) {
    does(new EnrolCommand.Approve(key, "op", now));
  }

  void revoke(String unit) {
    does(new EnrolCommand.Revoke(unit, RevokedSerial.Reason.STOLEN, "op", now));
  }

  EstAnswer enrol(TlsIdentity shown, CertificateRequest request) {
    return enrol(shown.chain(), request);
  }

  EstAnswer enrol(List<X509Certificate> shown, CertificateRequest request) {
    EnrolCommand.Asker asker;
    switch (verdict(shown)) {
      case Trust.Believed(Holder.Claim claim) -> {
        keysByClaim
            .computeIfAbsent(claim, each -> new HashSet<>())
            .add(Fingerprint.of(request.key()));
        asker =
            new EnrolCommand.ByClaim(
                claim, Optional.of(Fingerprint.of(shown.getFirst().getPublicKey())));
      }
      case Trust.Believed(Holder.Unit(var id)) -> asker = byUnit(id, shown);
      case Trust.Over(Holder.Unit(var id)) -> asker = byUnit(id, shown);
      case Trust.Rejected(var why) when why.equals("it is revoked") -> {
        return new EstAnswer.Refused("revoked");
      }
      case Trust.Over _ -> {
        return new EstAnswer.Refused("claim-expired");
      }
      default -> {
        return new EstAnswer.Distrusted("alert: bad_certificate");
      }
    }
    return answer(asker, request);
  }

  EstAnswer answer(EnrolCommand.Asker asker, CertificateRequest request) {
    asked.add(now);
    EnrolDecision decision =
        does(
            new EnrolCommand.Ask(
                asker,
                Fingerprint.of(request.key()),
                request.fingerprint(),
                request.commonName(),
                Serial.random(random),
                now));
    return switch (decision) {
      case EnrolDecision.Issue issue -> {
        X509Certificate made =
            issuing.issue(new Holder.Unit(issue.unit()), request, issue.serial(), now);
        EnrolEvent.Issued event = issue.made(made);
        state = state.apply(event);
        issued.add(event);
        yield new EstAnswer.Certificates(List.of(made));
      }
      case EnrolDecision.Again again ->
          new EstAnswer.Certificates(
              List.of(
                  Certificates.read(Base64.getDecoder().decode(again.certificate()))
                      .orElseThrow()));
      case EnrolDecision.Wait wait -> new EstAnswer.Wait(wait.retryAfter());
      case EnrolDecision.Refused refused -> new EstAnswer.Refused(refused.reason().word());
      case EnrolDecision.Done done -> throw new AssertionError(done);
    };
  }

  private static EnrolCommand.ByUnit byUnit(String id, List<X509Certificate> shown) {
    return new EnrolCommand.ByUnit(id, Serial.of(shown.getFirst().getSerialNumber()));
  }

  /** Issuing CAs that were there, so that a chain of the one before is found too. */
  List<X509Certificate> authorities() {
    return issuing.chain();
  }

  EstAnswer.Start startDocument(TlsIdentity shown) {
    return startDocument(shown.chain());
  }

  EstAnswer.Start startDocument(List<X509Certificate> shown) {
    if (onlyTakes != null && !onlyTakes.equals(shown.getFirst())) {
      return new EstAnswer.Refused("http-403");
    }
    return switch (verdict(shown)) {
      case Trust.Believed(Holder.Unit(var id)) -> new EstAnswer.StartDocument(start(id));
      case Trust.Over(Holder.Unit _) -> new EstAnswer.Refused("http-403");
      case Trust.Rejected(var why) when why.equals("it is revoked") ->
          new EstAnswer.Refused("revoked");
      default -> new EstAnswer.Distrusted("alert: bad_certificate");
    };
  }

  String start(String id) {
    Unit unit =
        new Unit(
            id,
            "kanda",
            List.of(new Wiring(ReaderName.parse("seat:A-01"), "pcsc:", null)),
            List.of(),
            List.of());
    UnitFile.Settings settings =
        new UnitFile.Settings(unit, UnitFile.hub("mqtt://hub.example:1883"), est, null);
    return UnitFile.write(new UnitFile.Start(settings, CARD_KEY));
  }

  /** The most keys that came with one claim. */
  int mostKeysOfAClaim() {
    return keysByClaim.values().stream().mapToInt(Set::size).max().orElse(0);
  }
}
