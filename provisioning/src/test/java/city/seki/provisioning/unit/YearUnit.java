package city.seki.provisioning.unit;

import city.seki.config.source.ClaimFile;
import city.seki.provisioning.enrol.Approval;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One unit of a simulated year: the real state machine and folder, a disk and a wire in memory. */
final class YearUnit {
  /** What its clock may show after a boot. */
  private static final List<Instant> WRONG =
      List.of(
          Instant.parse("1970-01-01T00:00:00Z"),
          Instant.parse("2000-01-01T00:00:00Z"),
          Instant.parse("2099-06-01T00:00:00Z"));

  /** A link that is there is looked at now and then, one that is not is tried. */
  private static final Duration LOOK_EVERY = Duration.ofDays(2);

  private static final Duration TRY_EVERY = Duration.ofHours(1);

  final String name;
  private final YearHub hub;
  private final Random chance;
  private final SecureRandom keys;
  private final MemoryFiles files;
  private double powerCuts;
  private double lostAnswers;
  private Instant now;
  private Instant booted;
  private Duration clockError = Duration.ZERO;
  private boolean clockProven;
  private KnownTime time;
  private @Nullable Enroller enroller;
  private Instant linkLooked = Instant.EPOCH;
  private @Nullable TlsIdentity linkedWith;
  private @Nullable Instant refusedSince;
  boolean linked;
  int boots;
  int claims;

  YearUnit(
      String name, YearHub hub, Random chance, SecureRandom keys, double powerCuts, double lost) {
    this.name = name;
    this.hub = hub;
    this.chance = chance;
    this.keys = keys;
    this.powerCuts = powerCuts;
    this.lostAnswers = lost;
    this.files = new MemoryFiles(() -> chance.nextDouble() < this.powerCuts);
    this.now = hub.now;
    this.booted = now;
    this.time = clock();
  }

  /** From now on nothing is lost and the power stays. */
  void spare() {
    powerCuts = 0;
    lostAnswers = 0;
  }

  void giveClaim(Approval approval) {
    claims++;
    refusedSince = null;
    files.files.put(IdentityFolder.CLAIM, ClaimFile.write(City.file(hub, name, approval)));
    enroller = null;
  }

  private KnownTime clock() {
    return new KnownTime(
        () -> now.plus(clockError),
        shown -> clockProven,
        () -> Duration.between(booted, now).toMillis());
  }

  /** It has no power: an office is closed. */
  void switchOff() {
    enroller = null;
    linked = false;
    linkedWith = null;
  }

  private Enroller boot() throws IOException {
    boots++;
    booted = now;
    clockProven = chance.nextInt(3) == 0;
    boolean wrong = !clockProven && chance.nextInt(3) == 0;
    clockError =
        wrong
            ? Duration.between(now, WRONG.get(chance.nextInt(WRONG.size())))
            : Duration.ofMillis(chance.nextInt(20_000) - 10_000L);
    time = clock();
    linked = false;
    linkedWith = null;
    linkLooked = Instant.EPOCH;
    return Enroller.open(new IdentityFolder(files), new Wire(), time, keys, told -> {});
  }

  /** Lives for a moment; returns when it wants to be asked again. */
  Instant live(Instant at) throws IOException {
    now = at;
    try {
      if (enroller == null) {
        enroller = boot();
      }
      Duration wait = enroller.step();
      look(enroller);
      return now.plus(wait.isZero() ? Duration.ofMillis(200) : wait);
    } catch (MemoryFiles.PowerCut e) {
      switchOff();
      return now.plus(Duration.ofSeconds(30 + chance.nextInt(3_600)));
    }
  }

  /** Whether it has its link, as its session tries again and again. */
  private void look(Enroller mine) throws IOException {
    TlsIdentity shown = mine.identity();
    Instant again = linkLooked.plus(linked ? LOOK_EVERY : TRY_EVERY);
    boolean due = !now.isBefore(again) || !Objects.equals(shown, linkedWith);
    if (shown == null || !mine.held().isComplete() || !due) {
      return;
    }
    linkLooked = now;
    linkedWith = shown;
    boolean up = hub.letsIn(shown) && time.hubBelow(hub.root()).refusal(hub.shown()) == null;
    if (up) {
      time.told(hub.now); // as the pong on a link that is authenticated
    }
    linked = up;
    mine.link(up);
  }

  /** Looks at its link now, whenever it did last. */
  boolean isLinkedNow() throws IOException {
    linkLooked = Instant.EPOCH;
    if (enroller != null) {
      look(enroller);
    }
    return linked;
  }

  /** An installer comes if only a new claim helps, and it has been so for a day. */
  void visit() {
    if (enroller == null
        || enroller.standing().kind() != Standing.Kind.REFUSED
        || enroller.held().own() != null) {
      refusedSince = null;
    } else if (refusedSince == null) {
      refusedSince = now;
    } else if (now.isAfter(refusedSince.plus(Duration.ofDays(1)))) {
      giveClaim(Approval.BY_OPERATOR);
    }
  }

  String told() {
    return name
        + ": "
        + (enroller == null ? "off" : enroller.standing())
        + ", linked "
        + linked
        + ", clock "
        + now.plus(clockError)
        + (clockProven ? " proven" : "")
        + ", files "
        + files.files.keySet();
  }

  /** The wire to the hub, over which answers are lost. */
  private final class Wire implements Transports {
    @Override
    public boolean speaks(URI server) {
      return true;
    }

    @Override
    public EstClient open(URI server, Shown shown, PeerCheck peer) {
      TlsIdentity identity = ((ACertificate) shown).identity();
      return new EstClient() {
        private EstAnswer.@Nullable Not notThere() {
          if (hub.down || chance.nextInt(50) == 0) {
            return new EstAnswer.Unreachable(server + " cannot be reached");
          }
          String refusal = peer.refusal(hub.shown());
          return refusal == null ? null : new EstAnswer.Distrusted(refusal);
        }

        private boolean isLost() {
          return chance.nextDouble() < lostAnswers;
        }

        private EstAnswer ask(CertificateRequest request) {
          EstAnswer.Not not = notThere();
          EstAnswer answer = not == null ? hub.enrol(identity, request) : not;
          return isLost() ? new EstAnswer.Unreachable("no answer") : answer;
        }

        @Override
        public EstAnswer caCertificates() {
          EstAnswer.Not not = notThere();
          return not == null ? new EstAnswer.Certificates(hub.authorities()) : not;
        }

        @Override
        public EstAnswer enrol(CertificateRequest request) {
          return ask(request);
        }

        @Override
        public EstAnswer reenrol(CertificateRequest request) {
          return ask(request);
        }

        @Override
        public EstAnswer.Start startDocument() {
          EstAnswer.Not not = notThere();
          if (not != null || isLost()) {
            return not == null ? new EstAnswer.Unreachable("no answer") : not;
          }
          EstAnswer.Start start = hub.startDocument(identity);
          if (server.getScheme().equals("https") && start instanceof EstAnswer.StartDocument) {
            time.told(hub.now);
          }
          return start;
        }

        @Override
        public void close() {}
      };
    }
  }
}
