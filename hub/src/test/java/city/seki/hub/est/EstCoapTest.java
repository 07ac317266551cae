package city.seki.hub.est;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.data.DataException;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.cert.Profile;
import city.seki.provisioning.cert.Trust;
import city.seki.provisioning.enrol.Approval;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.TlsIdentity;
import city.seki.provisioning.unit.CoapEst;
import city.seki.provisioning.unit.EstAnswer;
import city.seki.provisioning.unit.EstClient;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a unit may rely on, and nobody else: the unit's own client against the hub's door. */
@Timeout(120)
class EstCoapTest {
  private static final Instant START = Instant.parse("2026-11-29T01:00:00Z");

  @TempDir Path folder;
  private EstAtWork hub;

  @BeforeEach
  void start() throws IOException {
    hub = new EstAtWork(folder, START);
  }

  @AfterEach
  void stop() {
    hub.close();
    assertEquals(List.of(), hub.failures);
  }

  private EstAnswer enrol(TlsIdentity claim, String unit, KeyPair pair) {
    try (EstClient client = hub.client(claim)) {
      return client.enrol(EstAtWork.request(unit, pair));
    }
  }

  private static X509Certificate only(EstAnswer answer) {
    List<X509Certificate> certificates =
        assertInstanceOf(EstAnswer.Certificates.class, answer).certificates();
    assertEquals(1, certificates.size());
    return certificates.getFirst();
  }

  /** A unit that has come by its certificate as units do. */
  private TlsIdentity enrolled(String unit) {
    KeyPair pair = P256.generate(EstAtWork.RANDOM);
    TlsIdentity claim = hub.claim("b-" + unit, unit, Approval.BY_BATCH);
    return hub.identity(pair, only(enrol(claim, unit, pair)));
  }

  private void awaitRefused(EstCause cause, long least) {
    while (hub.coap.counts().refused(cause) < least) {
      Thread.onSpinWait();
    }
  }

  @Test
  void a_claim_becomes_a_certificate_and_the_certificate_a_start() {
    TlsIdentity claim = hub.claim("b1", "kanda-01", Approval.BY_BATCH);
    KeyPair pair = P256.generate(EstAtWork.RANDOM);
    X509Certificate certificate;
    try (EstClient client = hub.client(claim)) {
      assertEquals(new EstAnswer.Certificates(hub.desk.chain()), client.caCertificates());
      certificate = only(client.enrol(EstAtWork.request("kanda-01", pair)));
    }
    assertEquals(
        new Trust.Believed(new Holder.Unit("kanda-01")),
        new Trust(hub.desk.root(), hub.desk::isRevoked)
            .verdict(List.of(certificate, hub.desk.chain().getFirst()), START));
    try (EstClient unit = hub.client(hub.identity(pair, certificate))) {
      assertEquals(new EstAnswer.StartDocument(EstAtWork.DOCUMENT), unit.startDocument());
    }
    assertEquals(0, hub.coap.counts().refused(EstCause.FORBIDDEN));
    assertEquals(3, hub.coap.counts().answered());
  }

  @Test
  void a_claim_is_used_once_and_its_key_gets_the_same_again() {
    TlsIdentity claim = hub.claim("b1", "kanda-01", Approval.BY_BATCH);
    KeyPair first = P256.generate(EstAtWork.RANDOM);
    EstAnswer answer = enrol(claim, "kanda-01", first);
    assertEquals(answer, enrol(claim, "kanda-01", first));
    assertEquals(
        new EstAnswer.Refused("claim-used"),
        enrol(claim, "kanda-01", P256.generate(EstAtWork.RANDOM)));
    assertEquals(1, hub.desk.state().issued().size());
  }

  @Test
  void an_expired_claim_opens_nothing() {
    TlsIdentity claim = hub.claim("b1", "kanda-01", Approval.BY_BATCH);
    hub.pass(Duration.ofDays(1).plusSeconds(1));
    assertEquals(
        new EstAnswer.Refused("claim-expired"),
        enrol(claim, "kanda-01", P256.generate(EstAtWork.RANDOM)));
    assertEquals(0, hub.desk.state().issued().size());
  }

  @Test
  void who_waits_for_an_operator_is_told_when_to_ask_again() {
    TlsIdentity claim = hub.claim("b1", "kanda-01", Approval.BY_OPERATOR);
    KeyPair pair = P256.generate(EstAtWork.RANDOM);
    assertEquals(new EstAnswer.Wait(Duration.ofSeconds(5)), enrol(claim, "kanda-01", pair));
    hub.approve(pair);
    assertInstanceOf(EstAnswer.Certificates.class, enrol(claim, "kanda-01", pair));
  }

  @Test
  void a_unit_renews_and_a_claim_renews_nothing() {
    TlsIdentity unit = enrolled("kanda-01");
    KeyPair next = P256.generate(EstAtWork.RANDOM);
    hub.pass(Duration.ofDays(60));
    X509Certificate renewed;
    try (EstClient client = hub.client(unit)) {
      renewed = only(client.reenrol(EstAtWork.request("kanda-01", next)));
    }
    assertEquals(next.getPublic(), renewed.getPublicKey());
    try (EstClient client = hub.client(hub.claim("b2", "kanda-02", Approval.BY_BATCH))) {
      assertEquals(
          new EstAnswer.Refused("unknown-certificate"),
          client.reenrol(EstAtWork.request("kanda-02", next)));
      assertEquals(new EstAnswer.Refused("unknown-certificate"), client.startDocument());
    }
  }

  @Test
  void a_unit_that_is_over_may_ask_and_nothing_else() {
    TlsIdentity unit = enrolled("kanda-01");
    hub.pass(Profile.UNIT.lifetime().plusDays(30));
    hub.own.set(hub.hub()); // that of the hub would be over as well
    try (EstClient client = hub.client(unit)) {
      assertEquals(new EstAnswer.Refused("expired"), client.startDocument());
      assertInstanceOf(
          EstAnswer.Wait.class,
          client.reenrol(
              EstAtWork.request(
                  "kanda-01", new KeyPair(unit.certificate().getPublicKey(), unit.key()))));
    }
  }

  @Test
  void who_is_shut_out_is_cut_off_and_comes_in_no_more() {
    TlsIdentity stolen = enrolled("kanda-01");
    TlsIdentity other = enrolled("kanda-02");
    try (EstClient before = hub.impatient(stolen);
        EstClient neighbour = hub.client(other)) {
      assertInstanceOf(EstAnswer.StartDocument.class, before.startDocument());
      assertInstanceOf(EstAnswer.Certificates.class, neighbour.caCertificates());
      hub.revoke("kanda-01");
      EstAnswer.Start after = before.startDocument();
      assertFalse(after instanceof EstAnswer.StartDocument, after.toString());
      EstCounts counts = hub.coap.counts();
      assertTrue(
          counts.refused(EstCause.RECORD) + counts.refused(EstCause.FORBIDDEN) > 0,
          "what came by the connection was dropped, or refused before it was cut");
      assertInstanceOf(EstAnswer.Certificates.class, neighbour.caCertificates());
    }
    try (EstClient anew = hub.client(stolen)) {
      assertInstanceOf(EstAnswer.Distrusted.class, anew.startDocument());
      assertInstanceOf(
          EstAnswer.Distrusted.class,
          anew.reenrol(EstAtWork.request("kanda-01", P256.generate(EstAtWork.RANDOM))));
    }
    awaitRefused(EstCause.HANDSHAKE, 1);
  }

  @Test
  void a_certificate_that_was_never_issued_here_gets_no_other() {
    KeyPair pair = P256.generate(EstAtWork.RANDOM);
    try (EstClient client = hub.client(hub.identity(pair, hub.signed("kanda-09", pair)))) {
      assertEquals(
          new EstAnswer.Refused("unknown-certificate"),
          client.reenrol(EstAtWork.request("kanda-09", pair)));
    }
  }

  @Test
  void whoever_is_of_another_city_gets_no_connection() throws IOException {
    try (EstAtWork other = new EstAtWork(folder.resolve("other"), START)) {
      TlsIdentity claim = other.claim("b1", "kanda-01", Approval.BY_BATCH);
      assertInstanceOf(
          EstAnswer.Distrusted.class, enrol(claim, "kanda-01", P256.generate(EstAtWork.RANDOM)));
    }
    awaitRefused(EstCause.HANDSHAKE, 1);
    assertEquals(0, hub.desk.state().issued().size());
  }

  @Test
  void the_twenty_first_request_of_a_moment_waits() {
    try (EstClient client = hub.client(hub.claim("b1", "kanda-01", Approval.BY_BATCH))) {
      for (int i = 0; i < 20; i++) {
        assertInstanceOf(EstAnswer.Certificates.class, client.caCertificates());
      }
      assertEquals(new EstAnswer.Wait(Duration.ofSeconds(1)), client.caCertificates());
      hub.pass(Duration.ofSeconds(1));
      assertInstanceOf(EstAnswer.Certificates.class, client.caCertificates());
    }
    assertEquals(1, hub.coap.counts().refused(EstCause.TOO_FAST));
  }

  private void sql(String statement) throws SQLException {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("enrol.db"));
        Statement s = db.createStatement()) {
      s.execute(statement);
    }
  }

  @Test
  void a_disk_that_takes_nothing_is_no_refusal() throws SQLException {
    TlsIdentity claim = hub.claim("b1", "kanda-01", Approval.BY_BATCH);
    KeyPair pair = P256.generate(EstAtWork.RANDOM);
    sql(
        "CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'disk is full');"
            + " END");
    assertEquals(new EstAnswer.Wait(Duration.ofMinutes(1)), enrol(claim, "kanda-01", pair));
    assertEquals(1, hub.coap.counts().refused(EstCause.FAILED));
    while (hub.failures.isEmpty()) {
      Thread.onSpinWait();
    }
    assertInstanceOf(DataException.class, hub.failures.removeFirst());
    sql("DROP TRIGGER full");
    assertInstanceOf(EstAnswer.Certificates.class, enrol(claim, "kanda-01", pair));
  }

  @Test
  void a_renewed_certificate_of_the_hub_is_shown_without_a_restart() {
    TlsIdentity claim = hub.claim("b1", "kanda-01", Approval.BY_BATCH);
    List<X509Certificate> shown = new ArrayList<>();
    PeerCheck noting =
        chain -> {
          shown.add(chain.getFirst());
          return null;
        };
    List<TlsIdentity> identities = List.of(hub.hub(), hub.hub());
    for (TlsIdentity identity : identities) {
      hub.own.set(identity);
      try (EstClient client = CoapEst.open(hub.address(), claim, noting)) {
        assertInstanceOf(EstAnswer.Certificates.class, client.caCertificates());
      }
    }
    assertEquals(identities.stream().map(TlsIdentity::certificate).toList(), shown);
  }
}
