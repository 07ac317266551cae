package city.seki.provisioning.unit;

import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.enrol.FingerprintWords;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Does what {@link UnitRules} say, one thing after the other: asks, writes down, looks again.
 * Confined to one thread, but for {@link #identity}.
 */
public final class Enroller {
  private static final Duration KEEP_TIME_EVERY = Duration.ofDays(1);

  private final IdentityFolder folder;
  private final Transports transports;
  private final KnownTime time;
  private final SecureRandom random;
  private final Consumer<Standing> told;
  private UnitState state;
  private Instant keptTime;
  private @Nullable Standing standing;
  private @Nullable Fingerprint wordsOf;
  private @Nullable FingerprintWords words;
  private volatile @Nullable TlsIdentity identity;

  private Enroller(
      IdentityFolder folder,
      Held held,
      Instant keptTime,
      Transports transports,
      KnownTime time,
      SecureRandom random,
      Consumer<Standing> told) {
    this.folder = folder;
    this.transports = transports;
    this.time = time;
    this.random = random;
    this.told = told;
    this.keptTime = keptTime;
    this.state = UnitRules.start(held, time.moment(), random);
    show();
  }

  /**
   * Nothing is asked before the first {@link #step}.
   *
   * @param time learns from the folder what is past
   * @param random for keys and for jitter
   * @param told hears how the unit stands, whenever that is another
   * @throws IOException with the remedy, if the folder cannot be used or nothing opens an enrolment
   */
  public static Enroller open(
      IdentityFolder folder,
      Transports transports,
      KnownTime time,
      SecureRandom random,
      Consumer<Standing> told)
      throws IOException {
    Held held = readable(folder, transports);
    if (held.own() == null && held.claim() == null) {
      throw new NoSuchFileException(
          folder.toString(),
          null,
          "holds neither a certificate nor a claim.yaml: put the unit's claim there, or run"
              + " seki-provision enrol");
    }
    if (held.est().isEmpty()) {
      throw new NoSuchFileException(
          folder.toString(),
          null,
          "names no address for certificates that can be used: write est: [https://HOST:8443]");
    }
    Instant kept = folder.trustedTime().orElse(Instant.EPOCH);
    time.notBefore(kept);
    if (held.own() != null) {
      time.notBefore(held.own().validity().from());
    }
    return new Enroller(folder, held, kept, transports, time, random, told);
  }

  private static Held readable(IdentityFolder folder, Transports transports) throws IOException {
    Held held = folder.read();
    return held.withEst(held.est().stream().filter(transports::speaks).toList());
  }

  /** What the unit shows of itself now, null before it has a certificate. For every thread. */
  public @Nullable TlsIdentity identity() {
    return identity;
  }

  /** What the unit has. */
  public Held held() {
    return state.held();
  }

  /** How it stands. */
  public Standing standing() {
    return Standing.of(state, time.moment(), this::words);
  }

  /** Why the last question has not brought what was asked for; null if it has. */
  public EstAnswer.@Nullable Not trouble() {
    return state.trouble();
  }

  private FingerprintWords words(PublicKey key) {
    Fingerprint wanted = Fingerprint.of(key);
    if (words == null || !wanted.equals(wordsOf)) {
      words = FingerprintWords.of(wanted);
      wordsOf = wanted;
    }
    return words;
  }

  /** The connection to the hub's broker is there, or is not. */
  public void link(boolean up) throws IOException {
    after(new UnitEvent.Link(up));
  }

  /** Renews as soon as possible. */
  public void renew() throws IOException {
    if (state.held().isComplete() && state.held().asking() == null) {
      makeRequest(!UnitRules.isUseless(state, time.moment()));
    }
  }

  /**
   * Does one thing, if one is due.
   *
   * @return after how long to call this again
   * @throws IOException if the disk does not take or give what it has to; call it again later
   */
  public Duration step() throws IOException {
    Moment now = time.moment();
    switch (UnitRules.next(state, now)) {
      case Next.Rest(var until) -> {
        show();
        return Duration.ofMillis(Math.max(1, until - now.monoMs()));
      }
      case Next.MakeRequest(var withNewKey) -> makeRequest(withNewKey);
      case Next.Question question -> after(ask(question));
    }
    keepTime();
    return Duration.ZERO;
  }

  private void makeRequest(boolean withNewKey) throws IOException {
    Held held = state.held();
    KeyPair pair = pair(held, withNewKey);
    CertificateRequest request = CertificateRequest.make(subject(held), pair, new byte[0]);
    folder.keepRequest(withNewKey ? pair : null, request);
    reread();
  }

  private KeyPair pair(Held held, boolean withNewKey) {
    if (!withNewKey && held.own() != null) {
      return held.own().pair();
    }
    return held.spareKey() == null ? P256.generate(random) : held.spareKey();
  }

  /** Who the unit takes itself for; nobody, if only the hub knows. */
  private static X500Principal subject(Held held) {
    if (held.own() != null) {
      return held.own().identity().certificate().getSubjectX500Principal();
    }
    String unit = held.claim() == null ? null : held.claim().unit();
    return new X500Principal(unit == null ? "" : "CN=" + new Holder.Unit(unit).commonName());
  }

  private UnitEvent ask(Next.Question question) {
    Held held = state.held();
    return switch (question) {
      case Next.LearnRoot it -> {
        try (EstClient client =
            transports.open(it.server(), new Transports.Nothing(), chain -> null)) {
          yield new UnitEvent.Answered(it, client.caCertificates());
        }
      }
      case Next.Ask it -> {
        try (EstClient client = transports.open(it.server(), asker(held), hub(held))) {
          yield new UnitEvent.Answered(it, certificate(client, held));
        }
      }
      case Next.Try it -> {
        TlsIdentity answer = Objects.requireNonNull(asking(held).answer());
        yield started(it, held, answer);
      }
      case Next.FetchStart it -> started(it, held, own(held).identity());
    };
  }

  private UnitEvent started(Next.Question question, Held held, TlsIdentity shown) {
    try (EstClient client =
        transports.open(question.server(), new Transports.ACertificate(shown), hub(held))) {
      return new UnitEvent.Started(question, client.startDocument());
    }
  }

  /** The certificate, and the issuing CA too where the hub sends that on its own only. */
  private static EstAnswer certificate(EstClient client, Held held) {
    CertificateRequest request = asking(held).request();
    EstAnswer answer = held.own() == null ? client.enrol(request) : client.reenrol(request);
    if (!(answer instanceof EstAnswer.Certificates(var certificates))
        || Issued.of(certificates, held) instanceof Issued.Good
        || !(client.caCertificates() instanceof EstAnswer.Certificates(var authority))) {
      return answer;
    }
    List<X509Certificate> all = new ArrayList<>(certificates);
    all.addAll(authority);
    return new EstAnswer.Certificates(all);
  }

  private static Transports.Shown asker(Held held) {
    if (held.own() != null) {
      return new Transports.ACertificate(held.own().identity());
    }
    return switch (Objects.requireNonNull(held.claim()).proof()) {
      case Claim.ByCertificate(var _, var identity) -> new Transports.ACertificate(identity);
      case Claim.ByCode(var code) -> new Transports.ACode(code);
    };
  }

  private PeerCheck hub(Held held) {
    return time.hubBelow(Objects.requireNonNull(held.root()));
  }

  private static Held.Asking asking(Held held) {
    return Objects.requireNonNull(held.asking());
  }

  private static Held.Own own(Held held) {
    return Objects.requireNonNull(held.own());
  }

  private void after(UnitEvent event) throws IOException {
    UnitRules.Step step = UnitRules.after(state, event, time.moment(), random);
    if (step.change().isPresent()) {
      write(step.change().get());
    }
    state = step.state();
    if (step.change().isPresent()) {
      reread();
    } else {
      show();
    }
  }

  private void write(Change change) throws IOException {
    switch (change) {
      case Change.KeepRoot(var root) -> folder.keepRoot(root);
      case Change.KeepAnswer(var chain) -> folder.keepAnswer(chain);
      case Change.KeepStart(var text) -> {
        folder.keepStart(text);
        folder.forgetClaim();
      }
      case Change.Drop _ -> folder.dropRequest();
      case Change.Adopt(var start) -> {
        if (start != null) {
          folder.keepStart(start);
        }
        folder.adopt(Objects.requireNonNull(state.held().root()));
        if (start != null) {
          folder.forgetClaim();
        }
      }
    }
  }

  private void reread() throws IOException {
    Held held = readable(folder, transports);
    if (held.own() != null) {
      time.notBefore(held.own().validity().from());
    }
    after(new UnitEvent.Written(held));
  }

  private void keepTime() throws IOException {
    Instant earliest = time.earliest();
    if (time.isSure() && earliest.isAfter(keptTime.plus(KEEP_TIME_EVERY))) {
      folder.keepTrustedTime(earliest);
      keptTime = earliest;
    }
  }

  private void show() {
    Held.Own own = state.held().own();
    identity = own == null ? null : own.identity();
    Standing now = standing();
    if (!now.equals(standing)) {
      standing = now;
      told.accept(now);
    }
  }
}
