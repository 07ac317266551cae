package city.seki.hub.enrol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.data.DataException;
import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.RevokedSerial;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.enrol.Approval;
import city.seki.provisioning.enrol.ClaimCode;
import city.seki.provisioning.enrol.EnrolCommand;
import city.seki.provisioning.enrol.EnrolRefusal;
import city.seki.provisioning.est.CertificateRequest;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrolDeskTest {
  @TempDir Path folder;

  private static EstReply ask(EnrolmentAtWork hub, EnrolCommand.Asker asker, KeyPair pair) {
    return hub.desk.enrol(asker, EnrolmentAtWork.request("kanda-01", pair).der(), null);
  }

  private void sql(String statement) throws Exception {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("enrol.db"));
        Statement s = db.createStatement()) {
      s.execute(statement);
    }
  }

  @Test
  void unit_gets_a_certificate_for_its_claim_and_the_same_bytes_after_a_restart() throws Exception {
    KeyPair pair = EnrolmentAtWork.pair();
    byte[] request = EnrolmentAtWork.request("kanda-01", pair).der();
    EnrolCommand.Asker claim;
    byte[] first;
    try (EnrolmentAtWork hub = new EnrolmentAtWork(folder)) {
      claim = hub.claim("b1", "kanda-01", EnrolmentAtWork.pair(), Approval.BY_BATCH);
      EstReply reply = hub.desk.enrol(claim, request, null);
      X509Certificate certificate = EnrolmentAtWork.certificate(reply);
      assertEquals(
          new Peer.Unit("kanda-01", Serial.of(certificate.getSerialNumber()), false),
          hub.desk.peer(List.of(certificate, hub.desk.chain().getFirst())));
      first = ((EstReply.Certificates) reply).certsOnly();
    }
    try (EnrolmentAtWork hub = new EnrolmentAtWork(folder)) {
      EstReply again = hub.desk.enrol(claim, request, null);
      assertArrayEquals(first, ((EstReply.Certificates) again).certsOnly());
      assertEquals(1, hub.desk.state().issued().size());
    }
    assertEquals(2, EnrolStore.check(folder.resolve("enrol.db")));
  }

  @Test
  void what_was_signed_and_not_written_down_never_was() throws Exception {
    KeyPair pair = EnrolmentAtWork.pair();
    try (EnrolmentAtWork hub = new EnrolmentAtWork(folder)) {
      EnrolCommand.Asker claim =
          hub.claim("b1", "kanda-01", EnrolmentAtWork.pair(), Approval.BY_BATCH);
      sql(
          "CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'disk is full');"
              + " END");
      String told = assertThrows(DataException.class, () -> ask(hub, claim, pair)).getMessage();
      assertTrue(String.valueOf(told).contains("disk is full"), told);
      assertEquals(0, hub.desk.state().issued().size());
      sql("DROP TRIGGER full");
      // Not even the claim is used: another key may come.
      KeyPair other = EnrolmentAtWork.pair();
      EnrolmentAtWork.certificate(ask(hub, claim, other));
      assertEquals(new EstReply.Refused(EnrolRefusal.CLAIM_USED), ask(hub, claim, pair));
    }
    try (EnrolmentAtWork hub = new EnrolmentAtWork(folder)) {
      assertEquals(1, hub.desk.state().issued().size());
    }
  }

  @Test
  void a_write_that_failed_and_yet_happened_counts() throws Exception {
    KeyPair pair = EnrolmentAtWork.pair();
    try (EnrolmentAtWork hub = new EnrolmentAtWork(folder)) {
      EnrolCommand.Asker claim =
          hub.claim("b1", "kanda-01", EnrolmentAtWork.pair(), Approval.BY_BATCH);
      KeyPair waiting = EnrolmentAtWork.pair();
      // As if the disk had taken a write of this desk and then reported an error.
      sql(
          "INSERT INTO event VALUES (2, 'claim-withdrawn',"
              + " '{\"at\":1,\"batch\":\"b1\",\"claim\":\"kanda-01\",\"by\":\"x\"}')");
      assertThrows(DataException.class, () -> ask(hub, claim, pair));
      assertEquals(new EstReply.Refused(EnrolRefusal.CLAIM_WITHDRAWN), ask(hub, claim, waiting));
    }
  }

  @Test
  void claim_that_is_used_twice_is_told() throws Exception {
    try (EnrolmentAtWork hub = new EnrolmentAtWork(folder)) {
      EnrolCommand.Asker claim =
          hub.claim("b1", "kanda-01", EnrolmentAtWork.pair(), Approval.BY_BATCH);
      KeyPair first = EnrolmentAtWork.pair();
      EnrolmentAtWork.certificate(ask(hub, claim, first));
      EnrolmentAtWork.certificate(ask(hub, claim, first));
      assertEquals(List.of(), hub.usedTwice);
      assertEquals(
          new EstReply.Refused(EnrolRefusal.CLAIM_USED), ask(hub, claim, EnrolmentAtWork.pair()));
      assertEquals(List.of("kanda-01"), hub.usedTwice);
    }
  }

  @Test
  void unit_waits_for_an_operator_who_says_yes_or_no() throws Exception {
    try (EnrolmentAtWork hub = new EnrolmentAtWork(folder)) {
      EnrolCommand.Asker claim =
          hub.claim("b1", "kanda-01", EnrolmentAtWork.pair(), Approval.BY_OPERATOR);
      KeyPair good = EnrolmentAtWork.pair();
      KeyPair bad = EnrolmentAtWork.pair();
      assertEquals(5, ((EstReply.Wait) ask(hub, claim, good)).seconds());
      assertInstanceOf(EstReply.Wait.class, ask(hub, claim, bad));
      assertEquals(
          Optional.empty(),
          hub.desk.carryOut(
              new EnrolCommand.Reject(Fingerprint.of(bad.getPublic()), "o", hub.now())));
      assertEquals(
          Optional.empty(),
          hub.desk.carryOut(
              new EnrolCommand.Approve(Fingerprint.of(good.getPublic()), "o", hub.now())));
      assertEquals(new EstReply.Refused(EnrolRefusal.REJECTED), ask(hub, claim, bad));
      EnrolmentAtWork.certificate(ask(hub, claim, good));
    }
  }

  @Test
  void revocation_is_told_after_it_counts_and_stands_on_the_list() throws Exception {
    try (EnrolmentAtWork hub = new EnrolmentAtWork(folder)) {
      EnrolCommand.Asker claim =
          hub.claim("b1", "kanda-01", EnrolmentAtWork.pair(), Approval.BY_BATCH);
      X509Certificate unit = EnrolmentAtWork.certificate(ask(hub, claim, EnrolmentAtWork.pair()));
      Serial serial = Serial.of(unit.getSerialNumber());
      List<String> cut = new ArrayList<>();
      hub.desk.onRevoked(
          id -> {
            assertTrue(hub.desk.isRevoked(serial));
            cut.add(id);
          });
      X509CRL before = crl(hub.desk.crl());
      assertArrayEquals(hub.desk.crl(), hub.desk.crl());
      assertEquals(
          Optional.empty(),
          hub.desk.carryOut(
              new EnrolCommand.Revoke("kanda-01", RevokedSerial.Reason.STOLEN, "o", hub.now())));
      assertEquals(List.of("kanda-01"), cut);
      assertInstanceOf(
          Peer.Nobody.class, hub.desk.peer(List.of(unit, hub.desk.chain().getFirst())));
      X509CRL after = crl(hub.desk.crl());
      after.verify(hub.desk.chain().getFirst().getPublicKey());
      assertTrue(after.isRevoked(unit));
      assertTrue(number(after) > number(before));
      hub.now(hub.now().plus(Duration.ofDays(4)));
      assertTrue(number(crl(hub.desk.crl())) > number(after), "made anew before it is over");
    }
    try (EnrolmentAtWork hub = new EnrolmentAtWork(folder)) {
      assertEquals(1, crl(hub.desk.crl()).getRevokedCertificates().size());
    }
  }

  private static X509CRL crl(byte[] der) throws Exception {
    return (X509CRL)
        CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
  }

  /** CRLNumber is an INTEGER in an OCTET STRING (RFC 5280, 5.2.3). */
  private static long number(X509CRL crl) {
    byte[] value = crl.getExtensionValue("2.5.29.20");
    return new java.math.BigInteger(java.util.Arrays.copyOfRange(value, 4, value.length))
        .longValueExact();
  }

  @Test
  void code_opens_its_claim_and_is_nowhere_on_disk() throws Exception {
    try (EnrolmentAtWork hub = new EnrolmentAtWork(folder)) {
      Claims.Batch batch =
          new Claims.Batch(
              "b1", hub.now().plus(Duration.ofDays(7)), Approval.BY_OPERATOR, "operator");
      var made =
          (Claims.Made.Done<ClaimCode>) hub.claims.byCode(batch, List.of("kanda-01", "kanda-02"));
      ClaimCode code = made.claims().get("kanda-02");
      assertTrue(code != null && code.isOf(Fingerprint.of(hub.desk.root().getPublicKey())));
      Holder.Claim claim = new Holder.Claim("b1", "kanda-02");
      assertEquals(Optional.of(claim), hub.desk.claimOf(code.secret()));
      assertEquals(Optional.of(claim), hub.desk.claimOf(code.text()));
      assertEquals(Optional.empty(), hub.desk.claimOf("000000000000"));
      assertEquals(Optional.empty(), hub.desk.claimOf("no code at all"));
      try (var files = java.nio.file.Files.list(folder)) {
        for (Path file : files.filter(java.nio.file.Files::isRegularFile).toList()) {
          String bytes =
              java.nio.file.Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
          assertTrue(!bytes.contains(code.secret()), file.toString());
        }
      }
      assertEquals(
          new Claims.Made.Refused<ClaimCode>(EnrolRefusal.CLAIM_EXISTS),
          hub.claims.byCode(batch, List.of("kanda-02")));
    }
  }

  @Test
  void request_that_is_linked_is_taken_in_its_connection_only() throws Exception {
    try (EnrolmentAtWork hub = new EnrolmentAtWork(folder)) {
      EnrolCommand.Asker claim =
          hub.claim("b1", "kanda-01", EnrolmentAtWork.pair(), Approval.BY_BATCH);
      byte[] here = {1, 2, 3};
      byte[] linked =
          CertificateRequest.make(new Holder.Unit("kanda-01"), EnrolmentAtWork.pair(), here).der();
      assertInstanceOf(EstReply.Bad.class, hub.desk.enrol(claim, linked, null));
      assertInstanceOf(EstReply.Bad.class, hub.desk.enrol(claim, linked, new byte[] {4}));
      EnrolmentAtWork.certificate(hub.desk.enrol(claim, linked, here));
      assertInstanceOf(EstReply.Bad.class, hub.desk.enrol(claim, new byte[] {0x30, 0}, null));
    }
  }

  @Test
  void damaged_file_is_found_before_it_is_believed() throws Exception {
    try (EnrolmentAtWork hub = new EnrolmentAtWork(folder)) {
      EnrolCommand.Asker claim =
          hub.claim("b1", "kanda-01", EnrolmentAtWork.pair(), Approval.BY_BATCH);
      EnrolmentAtWork.certificate(ask(hub, claim, EnrolmentAtWork.pair()));
    }
    assertThrows(java.sql.SQLException.class, () -> sql("DELETE FROM event WHERE id = 1"));
    sql("DROP TRIGGER event_is_final");
    sql("UPDATE event SET body = replace(body, 'kanda-01', 'kanda-02') WHERE id = 2");
    String told =
        assertThrows(DataException.class, () -> EnrolStore.check(folder.resolve("enrol.db")))
            .getMessage();
    assertNotEquals(-1, String.valueOf(told).indexOf("event 2"), told);
  }
}
