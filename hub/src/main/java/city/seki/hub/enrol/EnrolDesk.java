package city.seki.hub.enrol;

import city.seki.hub.data.DataException;
import city.seki.provisioning.ca.IssuingCa;
import city.seki.provisioning.ca.KeyAway;
import city.seki.provisioning.cert.Certificates;
import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.RevokedSerial;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.enrol.ClaimCode;
import city.seki.provisioning.enrol.EnrolCommand;
import city.seki.provisioning.enrol.EnrolDecision;
import city.seki.provisioning.enrol.EnrolEvent;
import city.seki.provisioning.enrol.EnrolRefusal;
import city.seki.provisioning.enrol.EnrolRules;
import city.seki.provisioning.enrol.EnrolState;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.est.RequestReading;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The one writer of enrolment: decides, signs, writes down, and only then answers. What is signed
 * and not written down never leaves this class, so that a power cut between the two leaves no
 * trace. Safe for all threads; readers see the state that is durable.
 */
public final class EnrolDesk implements AutoCloseable {
  /** How often a serial number is drawn again: with 128 bits of chance, once is a miracle. */
  private static final int DRAWS = 4;

  /** After a token that could not sign: nobody else waits for it before. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  /** When whoever asks while the token is away is told to ask again. */
  private static final Duration TOKEN_AWAY = Duration.ofMinutes(1);

  /** Hears of what an operator should know; called after the fact, quick, never throws. */
  @FunctionalInterface
  public interface Watch {
    /** Somebody came with a claim that another key has used: the claim was copied. */
    void claimUsedTwice(String unit, Instant at);
  }

  /** One list of revoked certificates, and of what it was made. */
  private record Crl(String base64, Instant madeAt, List<RevokedSerial> revoked) {}

  private final EnrolStore store;
  private final IssuingCa ca;
  private final EnrolRules rules;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Watch watch;
  private final List<Consumer<String>> onRevoked = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile EnrolState state;
  private boolean behind;
  private volatile @Nullable String trouble;
  private Instant lookAgain = Instant.MIN;
  private @Nullable Crl crl;

  /**
   * Takes over the store, and brings the state forward to its last event.
   *
   * @param clock real time
   * @throws DataException if the events cannot be read
   */
  public EnrolDesk(
      EnrolStore store,
      IssuingCa ca,
      EnrolRules rules,
      InstantSource clock,
      SecureRandom random,
      Watch watch) {
    this.store = store;
    this.ca = ca;
    this.rules = rules;
    this.clock = clock;
    this.random = random;
    this.watch = watch;
    this.state = EnrolState.empty().applyAll(store.news());
  }

  /** What is durable now. */
  public EnrolState state() {
    return state;
  }

  public boolean isRevoked(Serial serial) {
    return state.isRevoked(serial);
  }

  /** In which all units trust. */
  public X509Certificate root() {
    return chain().getLast();
  }

  /** The issuing CA, then the root: what {@code /crts} answers. */
  public List<X509Certificate> chain() {
    return ca.chain();
  }

  /** Who shows that chain, now; one without the issuing CA is completed, for it is this one. */
  public Peer peer(List<X509Certificate> shown) {
    List<X509Certificate> whole =
        shown.size() == 1 ? List.of(shown.getFirst(), chain().getFirst()) : shown;
    return Peer.of(root(), this::isRevoked, whole, clock.instant());
  }

  /** Whose each session is cut when that unit is shut out; called after it is written down. */
  public void onRevoked(Consumer<String> unit) {
    onRevoked.add(unit);
  }

  /**
   * Somebody asks for a certificate.
   *
   * @param asker as the connection has proved it
   * @param der the request, PKCS#10
   * @param link what a linked request has to name (RFC 7030, 3.5); null where the connection has
   *     none
   * @throws DataException if it cannot be written down; nothing has happened then
   */
  public EstReply enrol(EnrolCommand.Asker asker, byte[] der, byte @Nullable [] link) {
    return switch (CertificateRequest.read(der)) {
      case RequestReading.Bad bad -> new EstReply.Bad(bad.detail());
      case CertificateRequest request -> {
        if (!request.isLinked() || (link != null && request.isLinkedTo(link))) {
          yield enrol(asker, request);
        }
        yield new EstReply.Bad(
            link == null
                ? "the request is linked to its connection, which this one cannot prove: ask"
                    + " without challengePassword"
                : "the request was made for another connection");
      }
    };
  }

  private EstReply enrol(EnrolCommand.Asker asker, CertificateRequest request) {
    Instant at = now();
    EstReply reply;
    lock.lock();
    try {
      catchUp();
      reply = answer(ask(asker, request, at), request, at);
    } finally {
      lock.unlock();
    }
    if (reply instanceof EstReply.Refused(EnrolRefusal why)
        && why == EnrolRefusal.CLAIM_USED
        && asker instanceof EnrolCommand.ByClaim(Holder.Claim claim, var _)) {
      watch.claimUsedTwice(unitOf(claim), at);
    }
    return reply;
  }

  private String unitOf(Holder.Claim claim) {
    var known = state.claims().get(claim);
    return known == null ? claim.id() : known.unit();
  }

  private EnrolDecision ask(EnrolCommand.Asker asker, CertificateRequest request, Instant at) {
    for (int draw = 0; draw < DRAWS; draw++) {
      EnrolDecision decision =
          rules.decide(
              state,
              new EnrolCommand.Ask(
                  asker,
                  Fingerprint.of(request.key()),
                  request.fingerprint(),
                  request.commonName(),
                  Serial.random(random),
                  at));
      if (!decision.equals(new EnrolDecision.Refused(EnrolRefusal.SERIAL_TAKEN))) {
        return decision;
      }
    }
    throw new IllegalStateException(DRAWS + " serial numbers were all taken: no chance in chance");
  }

  private EstReply answer(EnrolDecision decision, CertificateRequest request, Instant at) {
    return switch (decision) {
      case EnrolDecision.Issue issue -> issue(issue, request, at);
      case EnrolDecision.Again again ->
          new EstReply.Certificates(
              Certificates.read(Base64.getDecoder().decode(again.certificate())).orElseThrow());
      case EnrolDecision.Wait wait -> {
        write(wait.events(), Map.of());
        yield new EstReply.Wait(wait.retryAfter());
      }
      case EnrolDecision.Refused refused -> new EstReply.Refused(refused.reason());
      case EnrolDecision.Done done -> throw new IllegalStateException("nobody asks so: " + done);
    };
  }

  /** Nothing is decided before it is signed: the same request gets its answer later. */
  private EstReply issue(EnrolDecision.Issue issue, CertificateRequest request, Instant at) {
    if (trouble != null && at.isBefore(lookAgain)) {
      return new EstReply.Wait(TOKEN_AWAY);
    }
    X509Certificate signed;
    try {
      signed = ca.issue(new Holder.Unit(issue.unit()), request, issue.serial(), at);
    } catch (KeyAway e) {
      looked(e.getMessage(), at);
      return new EstReply.Wait(TOKEN_AWAY);
    }
    looked(null, at);
    write(List.of(issue.made(signed)), Map.of());
    return new EstReply.Certificates(signed);
  }

  private void looked(@Nullable String now, Instant at) {
    if (now != null && trouble == null) {
      Logger.error("nobody gets a certificate: {}; units that have one go on", now);
    } else if (now == null && trouble != null) {
      Logger.info("the key of the issuing CA is back: certificates are given out again");
    }
    trouble = now;
    lookAgain = at.plus(LOOK_AGAIN);
  }

  /**
   * Why nobody gets a certificate now, null if they do. A key on a token is tried, once in ten
   * seconds; while somebody else waits for it, what was known last is told.
   */
  public @Nullable String trouble() {
    if (!lock.tryLock()) {
      return trouble;
    }
    try {
      Instant at = now();
      if (!at.isBefore(lookAgain)) {
        looked(ca.trouble(), at);
      }
      return trouble;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Carries out what an operator wants; who wanted it is in the audit log already.
   *
   * @param wish anything but a request for a certificate
   * @return why not, empty if it is done
   * @throws DataException if it cannot be written down; nothing has happened then
   */
  public Optional<EnrolRefusal> carryOut(EnrolCommand wish) {
    return carryOut(wish, Map.of());
  }

  Optional<EnrolRefusal> carryOut(EnrolCommand wish, Map<String, Holder.Claim> codes) {
    lock.lock();
    try {
      catchUp();
      switch (rules.decide(state, wish)) {
        case EnrolDecision.Done done -> write(done.events(), codes);
        case EnrolDecision.Refused refused -> {
          return Optional.of(refused.reason());
        }
        case EnrolDecision.Issue _, EnrolDecision.Again _, EnrolDecision.Wait _ ->
            throw new IllegalArgumentException("a request for a certificate is no wish");
      }
    } finally {
      lock.unlock();
    }
    if (wish instanceof EnrolCommand.Revoke revoke) {
      onRevoked.forEach(listener -> listener.accept(revoke.unit()));
    }
    return Optional.empty();
  }

  /** The claim that a code opens, by the password that was sent; slow, whatever it is. */
  public Optional<Holder.Claim> claimOf(String password) {
    String kept = ClaimCode.kept(ClaimCode.secretOf(password).orElse(""), store.salt());
    lock.lock();
    try {
      return store.claimOf(kept);
    } finally {
      lock.unlock();
    }
  }

  byte[] salt() {
    return store.salt();
  }

  IssuingCa authority() {
    return ca;
  }

  /** In whole milliseconds, as events are written. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * The list of revoked certificates (RFC 5280), DER, made anew when it changed or is half over.
   *
   * @throws KeyAway if it has to be made and the key is on a token that cannot be used now
   */
  public byte[] crl() {
    Instant now = now();
    List<RevokedSerial> revoked = state.revokedAt(now);
    lock.lock();
    try {
      Crl last = crl;
      if (last == null
          || !last.revoked().equals(revoked)
          || last.madeAt().plus(IssuingCa.CRL_HOLDS.dividedBy(2)).isBefore(now)) {
        last =
            new Crl(
                Base64.getEncoder().encodeToString(ca.crl(store.nextCrlNumber(now), revoked, now)),
                now,
                revoked);
        crl = last;
      }
      return Base64.getDecoder().decode(last.base64());
    } finally {
      lock.unlock();
    }
  }

  private void write(List<EnrolEvent> events, Map<String, Holder.Claim> codes) {
    if (events.isEmpty()) {
      return;
    }
    behind = true; // until it is known that all of it is on disk, and nothing else
    store.append(events, codes);
    behind = false;
    state = state.applyAll(events);
  }

  /** After a write that failed it is not known what is on disk: what counts is there. */
  private void catchUp() {
    if (behind) {
      state = state.applyAll(store.news());
      behind = false;
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      store.close();
    } finally {
      lock.unlock();
    }
  }
}
