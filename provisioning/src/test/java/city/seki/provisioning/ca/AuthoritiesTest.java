package city.seki.provisioning.ca;

import static city.seki.provisioning.ca.Authorities.NOW;
import static city.seki.provisioning.ca.Authorities.RANDOM;
import static city.seki.provisioning.ca.Authorities.passphrase;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.cert.Profile;
import city.seki.provisioning.cert.RevokedSerial;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.cert.Trust;
import city.seki.provisioning.cert.Validity;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.secret.Passphrase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Root and issuing CA: what they make, for whom, and what they keep to themselves. */
class AuthoritiesTest {
  @TempDir static Path folder;
  private static Authorities made;

  @BeforeAll
  static void make() throws IOException {
    made = Authorities.make(folder);
  }

  private static Trust trust() {
    return new Trust(made.root().certificate(), serial -> false);
  }

  private static Trust.Verdict verdict(X509Certificate certificate, Instant at) {
    return trust().verdict(made.chain(certificate), at);
  }

  @Test
  void certificate_of_a_unit_names_it_and_is_believed_while_it_holds() {
    X509Certificate unit = made.unit("kanda-01");
    Holder holder = new Holder.Unit("kanda-01");
    assertEquals(holder, Holder.of(unit));
    assertEquals(new Trust.Believed(holder), verdict(unit, NOW));
    assertEquals(
        new Validity(NOW.minus(Profile.BACKDATED), NOW.plus(Profile.UNIT.lifetime())),
        Validity.of(unit));
    assertTrue(unit.getSerialNumber().bitLength() <= 128);
  }

  @Test
  void certificate_that_is_over_was_believed_once() {
    X509Certificate unit = made.unit("kanda-01");
    Instant last = Validity.of(unit).to();
    assertInstanceOf(Trust.Believed.class, verdict(unit, last));
    Trust.Over over = new Trust.Over(new Holder.Unit("kanda-01"));
    assertEquals(over, verdict(unit, last.plusSeconds(1)));
    assertEquals(over, verdict(unit, last.plus(Duration.ofDays(3000))));
  }

  @Test
  void clock_of_1970_believes_nothing() {
    assertInstanceOf(Trust.Rejected.class, verdict(made.unit("kanda-01"), Instant.EPOCH));
  }

  @Test
  void revoked_certificate_is_rejected_over_or_not() {
    X509Certificate unit = made.unit("kanda-01");
    Serial serial = Serial.of(unit.getSerialNumber());
    Trust knows = new Trust(made.root().certificate(), serial::equals);
    for (Instant at : List.of(NOW, NOW.plus(Duration.ofDays(365)))) {
      assertEquals(new Trust.Rejected("it is revoked"), knows.verdict(made.chain(unit), at));
    }
  }

  @Test
  void other_root_believes_nothing(@TempDir Path other) throws IOException {
    X509Certificate unit = made.unit("kanda-01");
    Authorities strangers = Authorities.make(other);
    Trust theirs = new Trust(strangers.root().certificate(), serial -> false);
    assertInstanceOf(Trust.Rejected.class, theirs.verdict(made.chain(unit), NOW));
    assertInstanceOf(
        Trust.Rejected.class, trust().verdict(strangers.chain(strangers.unit("kanda-01")), NOW));
  }

  @Test
  void root_alone_and_a_chain_with_a_gap_are_rejected() {
    X509Certificate unit = made.unit("kanda-01");
    assertInstanceOf(
        Trust.Rejected.class, trust().verdict(List.of(made.root().certificate()), NOW));
    assertInstanceOf(Trust.Rejected.class, trust().verdict(List.of(unit), NOW));
  }

  /** Whoever has the key of a unit is no authority. */
  @Test
  void unit_that_signs_for_others_is_rejected() {
    KeyPair pair = P256.generate(RANDOM);
    X509Certificate unit = made.unit("kanda-01", pair, NOW);
    Signing.Draft draft = draft(Profile.UNIT, "kanda-02", "seki:unit/kanda-02");
    X509Certificate forged =
        Signing.sign(
            draft,
            new Signing.Signer(
                unit.getSubjectX500Principal(), pair.getPublic(), SigningKey.of(pair.getPrivate())),
            any -> true,
            RANDOM);
    assertEquals(new Holder.Unit("kanda-02"), Holder.of(forged));
    assertInstanceOf(
        Trust.Rejected.class,
        trust().verdict(List.of(forged, unit, made.issuing().chain().getFirst()), NOW));
  }

  @Test
  void claim_opens_enrolment_as_a_client_and_ends_when_it_expires() throws Exception {
    Holder.Claim claim = new Holder.Claim("2026-11", "c-0001");
    Instant expires = NOW.plus(Duration.ofDays(3));
    X509Certificate certificate =
        made.issuing().issue(claim, key(), expires, Serial.random(RANDOM), NOW);
    assertEquals(claim, Holder.of(certificate));
    assertEquals(expires, Validity.of(certificate).to());
    assertEquals(List.of("1.3.6.1.5.5.7.3.2"), certificate.getExtendedKeyUsage());
  }

  @Test
  void hub_has_its_hosts_as_names() throws Exception {
    X509Certificate certificate =
        made.issuing()
            .issue(
                new Holder.Hub(),
                key(),
                List.of("seki.example", "192.0.2.7", "2001:db8::7"),
                Serial.random(RANDOM),
                NOW);
    assertEquals(new Holder.Hub(), Holder.of(certificate));
    assertEquals(
        List.of("2 seki.example", "7 192.0.2.7", "7 2001:db8:0:0:0:0:0:7", "6 seki:hub"),
        certificate.getSubjectAlternativeNames().stream()
            .map(name -> name.get(0) + " " + name.get(1))
            .toList());
  }

  @Test
  void host_that_is_neither_name_nor_address_is_refused() {
    for (String host : List.of("", "a b", "300.1.1.1", "x:y", "-a", "a..b", "ü")) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              made.issuing()
                  .issue(new Holder.Hub(), key(), List.of(host), Serial.random(RANDOM), NOW),
          host);
    }
  }

  private static ECPublicKey key() {
    return P256.of(P256.generate(RANDOM).getPublic()).orElseThrow();
  }

  private static Signing.Draft draft(Profile profile, String name, String... uris) {
    return new Signing.Draft(
        profile,
        CaFolder.subject(name),
        key(),
        Stream.of(uris)
            .map(uri -> new GeneralName(GeneralName.uniformResourceIdentifier, uri))
            .toList(),
        Serial.random(RANDOM),
        profile.validity(NOW, Instant.MAX));
  }

  /** Signed by our authority or not: what is not made as ours are names nobody. */
  @Test
  void odd_certificates_name_nobody() {
    KeyPair pair = P256.generate(RANDOM);
    Signing.Signer signer =
        new Signing.Signer(
            CaFolder.subject("X"), pair.getPublic(), SigningKey.of(pair.getPrivate()));
    for (Signing.Draft odd :
        List.of(
            draft(Profile.UNIT, "kanda-01"),
            draft(Profile.UNIT, "kanda-01", "seki:unit/kanda-01", "seki:unit/kanda-02"),
            draft(Profile.UNIT, "kanda-01", "seki:unit/kanda-02"),
            draft(Profile.UNIT, "kanda-01", "seki:unit/"),
            draft(Profile.UNIT, "+", "seki:unit/+"),
            draft(Profile.UNIT, "kanda-01", "seki:unit/kanda-01/x"),
            draft(Profile.UNIT, "kanda-01", "SEKI:UNIT/kanda-01"),
            draft(Profile.UNIT, "c-1", "seki:claim/b/c-1"),
            draft(Profile.CLAIM, "kanda-01", "seki:unit/kanda-01"),
            draft(Profile.CLAIM, "Seki hub", "seki:hub"),
            draft(Profile.HUB, "Seki hub", "seki:hub/x"),
            draft(Profile.ISSUING_CA, "kanda-01", "seki:unit/kanda-01"))) {
      X509Certificate certificate = Signing.sign(odd, signer, any -> true, RANDOM);
      assertInstanceOf(Holder.Foreign.class, Holder.of(certificate), () -> odd.names().toString());
    }
    assertInstanceOf(Holder.Foreign.class, Holder.of(made.root().certificate()));
    assertInstanceOf(Holder.Foreign.class, Holder.of(made.issuing().chain().getFirst()));
  }

  @Test
  void nothing_wrong_is_ever_signed_for_real() {
    KeyPair pair = P256.generate(RANDOM);
    assertThrows(
        IllegalStateException.class,
        () ->
            Signing.sign(
                draft(Profile.UNIT, "a", "seki:unit/b"),
                new Signing.Signer(
                    CaFolder.subject("X"), pair.getPublic(), SigningKey.of(pair.getPrivate())),
                certificate -> Holder.of(certificate).equals(new Holder.Unit("a")),
                RANDOM));
  }

  @Test
  void list_of_revoked_certificates_is_signed_and_complete() throws Exception {
    Serial first = Serial.random(RANDOM);
    Serial second = Serial.random(RANDOM);
    byte[] der =
        made.issuing()
            .crl(
                7,
                List.of(
                    new RevokedSerial(first, NOW, RevokedSerial.Reason.STOLEN),
                    new RevokedSerial(second, NOW, RevokedSerial.Reason.RETIRED)),
                NOW);
    X509CRL crl =
        (X509CRL)
            CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
    crl.verify(made.issuing().chain().getFirst().getPublicKey());
    assertEquals(
        Set.of(first, second),
        crl.getRevokedCertificates().stream()
            .map(entry -> Serial.of(entry.getSerialNumber()))
            .collect(Collectors.toSet()));
    assertEquals(NOW.plus(IssuingCa.CRL_HOLDS), crl.getNextUpdate().toInstant());
    X509CRL none =
        (X509CRL)
            CertificateFactory.getInstance("X.509")
                .generateCRL(new ByteArrayInputStream(made.issuing().crl(8, List.of(), NOW)));
    assertNull(none.getRevokedCertificates());
  }

  @Test
  void keys_are_for_their_owner_only_and_in_no_text() throws IOException {
    for (String file : List.of("root/root-ca.key", "ca/issuing-ca.key")) {
      Path key = folder.resolve(file);
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
      assertTrue(Files.readString(key).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----"), file);
    }
    assertEquals("RootCa[CN=Root]", made.root().toString());
    assertEquals("IssuingCa[CN=Issuing]", made.issuing().toString());
    try (Passphrase passphrase = passphrase()) {
      assertFalse(passphrase.toString().contains("horse"));
    }
  }

  @Test
  void authority_is_opened_again_with_its_passphrase_alone() throws IOException {
    try (Passphrase passphrase = passphrase();
        Passphrase other = Passphrase.of("another passphrase".toCharArray())) {
      Path ca = folder.resolve("ca");
      assertEquals(made.issuing().chain(), IssuingCa.open(ca, passphrase, NOW, RANDOM).chain());
      FileSystemException refused =
          assertThrows(FileSystemException.class, () -> IssuingCa.open(ca, other, NOW, RANDOM));
      assertTrue(String.valueOf(refused.getMessage()).contains("passphrase"), refused::toString);
      assertThrows(FileSystemException.class, () -> RootCa.open(folder.resolve("root"), other));
    }
  }

  @Test
  void key_is_never_replaced() {
    try (Passphrase passphrase = passphrase()) {
      assertThrows(
          FileAlreadyExistsException.class,
          () -> RootCa.create(folder.resolve("root"), "Root", passphrase, NOW, RANDOM));
      assertThrows(
          FileAlreadyExistsException.class,
          () -> IssuingCa.request(folder.resolve("ca"), passphrase, RANDOM));
    }
  }

  @Test
  void what_does_not_belong_together_is_refused(@TempDir Path other) throws IOException {
    Authorities strangers = Authorities.make(other);
    try (Passphrase passphrase = passphrase()) {
      Path ca = other.resolve("ca");
      Files.copy(
          folder.resolve("ca/issuing-ca.pem"),
          ca.resolve("issuing-ca.pem"),
          StandardCopyOption.REPLACE_EXISTING);
      refused(ca, passphrase, NOW, "not the key");
      Files.writeString(
          ca.resolve("issuing-ca.pem"),
          Pem.write(
              List.of(strangers.issuing().chain().getFirst(), made.issuing().chain().getLast())));
      refused(ca, passphrase, NOW, "does not lead to the root");
      Files.delete(ca.resolve("issuing-ca.pem"));
      refused(ca, passphrase, NOW, "ca issuing sign");
      Instant late = NOW.plus(Profile.ISSUING_CA.lifetime()).plusSeconds(1);
      refused(folder.resolve("ca"), passphrase, late, "it ended");
    }
  }

  private static void refused(Path ca, Passphrase passphrase, Instant now, String why) {
    FileSystemException refused =
        assertThrows(FileSystemException.class, () -> IssuingCa.open(ca, passphrase, now, RANDOM));
    assertTrue(String.valueOf(refused.getMessage()).contains(why), refused::toString);
  }

  @Test
  void certificate_never_outlives_its_authority() {
    Instant late = NOW.plus(Profile.ISSUING_CA.lifetime()).minus(Duration.ofDays(2));
    X509Certificate unit = made.unit("kanda-01", P256.generate(RANDOM), late);
    assertEquals(Validity.of(made.issuing().chain().getFirst()).to(), Validity.of(unit).to());
  }

  @Test
  void root_signs_neither_its_own_key_nor_its_own_name() {
    CertificateRequest request =
        CertificateRequest.make(new Holder.Hub(), P256.generate(RANDOM), new byte[0]);
    for (String name : List.of("Root", "", "x".repeat(65))) {
      assertThrows(
          IllegalArgumentException.class, () -> made.root().sign(request, name, NOW, RANDOM), name);
    }
  }

  @Test
  void short_passphrase_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Passphrase.of("elevenchars".toCharArray()));
  }
}
