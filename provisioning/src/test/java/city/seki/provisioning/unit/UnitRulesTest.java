package city.seki.provisioning.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.source.ClaimFile;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.Profile;
import city.seki.provisioning.cert.Trust;
import city.seki.provisioning.cert.Validity;
import city.seki.provisioning.enrol.Approval;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One unit and its hub: what it does when, and what it makes of the answers. */
class UnitRulesTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant START = Instant.parse("2027-01-04T00:00:00Z");
  private static final String UNIT = "kanda-01";

  @TempDir Path dir;
  private final MemoryFiles files = new MemoryFiles(() -> false);
  private final List<Standing> told = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private YearHub hub;
  private Instant wall = START;
  private Instant mono = START;
  private boolean proven = true;
  private EstAnswer.@Nullable Not answer;

  @BeforeEach
  void makeHub() throws IOException {
    hub = new YearHub(dir, START, RANDOM);
  }

  private Enroller unit(Approval approval) throws IOException {
    files.files.put(IdentityFolder.CLAIM, ClaimFile.write(City.file(hub, UNIT, approval)));
    return boot();
  }

  private Enroller boot() throws IOException {
    KnownTime time =
        new KnownTime(() -> wall, at -> proven, () -> Duration.between(START, mono).toMillis());
    return Enroller.open(
        new IdentityFolder(files), new Wire(), time, RANDOM, standing -> told.add(standing));
  }

  /** Lets the unit do whatever it does for that long. */
  private void pass(Enroller unit, Duration time) throws IOException {
    Instant end = mono.plus(time);
    while (mono.isBefore(end)) {
      Duration wait = unit.step();
      Duration left = Duration.between(mono, end);
      Duration passes = wait.compareTo(left) > 0 ? left : wait;
      mono = mono.plus(passes);
      wall = wall.plus(passes);
      hub.tick(hub.now.plus(passes));
    }
  }

  private TlsIdentity own(Enroller unit) {
    return Objects.requireNonNull(unit.identity());
  }

  @Test
  void a_claim_of_a_batch_brings_certificate_and_start_document() throws IOException {
    Enroller unit = unit(Approval.BY_BATCH);
    pass(unit, Duration.ofSeconds(1));
    assertTrue(unit.held().isComplete());
    assertEquals(new Trust.Believed(new Holder.Unit(UNIT)), hub.verdict(own(unit)));
    assertEquals(Standing.Kind.READY, unit.standing().kind());
    assertFalse(files.files.containsKey(IdentityFolder.CLAIM), "the claim is used up");
  }

  @Test
  void a_unit_that_waits_shows_words_and_numbers_and_sends_the_same_bytes() throws IOException {
    Enroller unit = unit(Approval.BY_OPERATOR);
    pass(unit, Duration.ofMinutes(10));
    assertEquals(Standing.Kind.WAITING, unit.standing().kind());
    assertTrue(
        unit.standing().text().matches(".*: \\w+( \\w+){5} \\(\\d{5} \\d{5} \\d{5}\\)"),
        unit.standing().text());
    Enroller again = boot();
    pass(again, Duration.ofMinutes(10));
    assertEquals(1, asked.stream().map(each -> each.split(" ", -1)[1]).distinct().count());
    hub.approve(hub.waiting().keySet().iterator().next());
    pass(again, Duration.ofMinutes(3));
    assertEquals(Standing.Kind.READY, again.standing().kind());
    assertEquals(
        List.of(Standing.Kind.ASKING, Standing.Kind.WAITING, Standing.Kind.READY),
        told.stream().map(Standing::kind).distinct().toList());
  }

  @Test
  void at_two_thirds_another_certificate_takes_the_place_of_the_old_one() throws IOException {
    Enroller unit = unit(Approval.BY_BATCH);
    pass(unit, Duration.ofDays(1));
    TlsIdentity first = own(unit);
    pass(unit, Duration.ofDays(52));
    assertEquals(first.certificate(), own(unit).certificate());
    pass(unit, Duration.ofDays(14));
    assertFalse(first.certificate().equals(own(unit).certificate()));
    assertFalse(first.certificate().getPublicKey().equals(own(unit).certificate().getPublicKey()));
    assertTrue(hub.letsIn(own(unit)));
  }

  @Test
  void renewals_of_one_day_come_on_twelve_days_around_two_thirds() {
    Validity validity = Profile.UNIT.validity(START, Instant.parse("2040-01-01T00:00:00Z"));
    Instant first = RenewalTime.of(validity, BigInteger.ZERO);
    Instant last = RenewalTime.of(validity, BigInteger.valueOf(65_535));
    assertEquals(53, Duration.between(START, first).toDays());
    assertEquals(66, Duration.between(START, last).toDays());
  }

  @Test
  void a_new_certificate_that_the_hub_does_not_take_is_dropped_for_the_old_one()
      throws IOException {
    Enroller unit = unit(Approval.BY_BATCH);
    pass(unit, Duration.ofDays(1));
    TlsIdentity old = own(unit);
    hub.onlyTakes = old.certificate();
    unit.renew();
    pass(unit, Duration.ofMinutes(1));
    assertEquals(old.certificate(), own(unit).certificate());
    assertNull(unit.held().asking());
    assertEquals(Standing.Kind.READY, unit.standing().kind());
    hub.onlyTakes = null;
    unit.renew();
    pass(unit, Duration.ofHours(3));
    assertFalse(old.certificate().equals(own(unit).certificate()));
  }

  @Test
  void a_unit_whose_certificate_is_over_asks_for_the_key_that_the_hub_knows() throws IOException {
    Enroller unit = unit(Approval.BY_BATCH);
    pass(unit, Duration.ofDays(1));
    TlsIdentity old = own(unit);
    leave(Duration.ofDays(120));
    Enroller back = boot();
    pass(back, Duration.ofMinutes(5));
    assertEquals(Standing.Kind.WAITING, back.standing().kind());
    hub.approve(hub.waiting().keySet().iterator().next());
    pass(back, Duration.ofMinutes(5));
    assertEquals(Standing.Kind.READY, back.standing().kind());
    assertEquals(old.certificate().getPublicKey(), own(back).certificate().getPublicKey());
  }

  @Test
  void a_clock_that_shows_1970_or_2099_does_not_keep_a_unit_out() throws IOException {
    Enroller unit = unit(Approval.BY_BATCH);
    pass(unit, Duration.ofDays(1));
    for (String shown : List.of("1970-01-01T00:00:00Z", "2099-01-01T00:00:00Z")) {
      hub.changeAuthority();
      leave(Duration.ofDays(120));
      wall = Instant.parse(shown);
      proven = false;
      Enroller back = boot();
      back.link(false);
      pass(back, Duration.ofMinutes(30));
      assertEquals(Standing.Kind.WAITING, back.standing().kind(), shown);
      hub.approve(hub.waiting().keySet().iterator().next());
      pass(back, Duration.ofMinutes(30));
      assertEquals(Standing.Kind.READY, back.standing().kind(), shown);
      assertTrue(hub.letsIn(own(back)), shown);
    }
  }

  @Test
  void a_unit_that_was_shut_out_says_so_and_goes_on_asking_slowly() throws IOException {
    Enroller unit = unit(Approval.BY_BATCH);
    pass(unit, Duration.ofDays(1));
    hub.revoke(UNIT);
    unit.link(false);
    pass(unit, Duration.ofHours(1));
    assertEquals(Standing.Kind.REFUSED, unit.standing().kind());
    assertTrue(unit.standing().text().contains("revoked"), unit.standing().text());
    asked.clear();
    pass(unit, Duration.ofDays(1));
    assertTrue(asked.size() > 12 && asked.size() < 50, () -> "asked " + asked.size() + " times");
  }

  @Test
  void both_transports_are_tried_in_turn_and_less_and_less_often() throws IOException {
    answer = new EstAnswer.Unreachable("no route");
    Enroller unit = unit(Approval.BY_BATCH);
    pass(unit, Duration.ofHours(6));
    List<String> schemes = asked.stream().map(each -> each.split(" ", -1)[0]).toList();
    assertEquals(List.of("coaps", "https", "coaps", "https"), schemes.subList(0, 4));
    assertTrue(asked.size() > 60 && asked.size() < 400, () -> "asked " + asked.size() + " times");
    answer = null;
    pass(unit, Duration.ofMinutes(10));
    assertEquals(Standing.Kind.READY, unit.standing().kind());
  }

  /** The power is off and the hub goes on. */
  private void leave(Duration time) {
    mono = mono.plus(time);
    wall = hub.now.plus(time);
    hub.tick(hub.now.plus(time));
  }

  private final class Wire implements Transports {
    @Override
    public boolean speaks(URI server) {
      return true;
    }

    @Override
    public EstClient open(URI server, Shown shown, PeerCheck peer) {
      TlsIdentity identity = assertInstanceOf(ACertificate.class, shown).identity();
      return new EstClient() {
        private EstAnswer.@Nullable Not not() {
          String refusal = peer.refusal(hub.shown());
          return answer == null && refusal != null ? new EstAnswer.Distrusted(refusal) : answer;
        }

        @Override
        public EstAnswer caCertificates() {
          return new EstAnswer.Certificates(hub.authorities());
        }

        @Override
        public EstAnswer enrol(CertificateRequest request) {
          asked.add(server.getScheme() + " " + request.fingerprint().hex());
          EstAnswer.Not not = not();
          return not == null ? hub.enrol(identity, request) : not;
        }

        @Override
        public EstAnswer reenrol(CertificateRequest request) {
          return enrol(request);
        }

        @Override
        public EstAnswer.Start startDocument() {
          EstAnswer.Not not = not();
          return not == null ? hub.startDocument(identity) : not;
        }

        @Override
        public void close() {}
      };
    }
  }
}
