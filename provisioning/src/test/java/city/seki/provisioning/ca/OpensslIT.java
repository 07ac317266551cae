package city.seki.provisioning.ca;

import static city.seki.provisioning.ca.Authorities.NOW;
import static city.seki.provisioning.ca.Authorities.RANDOM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.provisioning.cert.Holder;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.cert.RevokedSerial;
import city.seki.provisioning.cert.Serial;
import city.seki.provisioning.cert.Trust;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.est.CertsOnly;
import city.seki.provisioning.est.CsrAttributes;
import city.seki.provisioning.est.RequestReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an independent program makes of what is signed here, and what it makes for us. */
@Timeout(120)
class OpensslIT {
  private record Outcome(int code, String text) {}

  @TempDir static Path folder;
  private static Authorities made;

  @BeforeAll
  static void make() throws Exception {
    boolean found =
        List.of(System.getenv("PATH").split(":")).stream()
            .anyMatch(path -> Files.isExecutable(Path.of(path, "openssl")));
    if (!found && !"true".equals(System.getenv("CI"))) {
      Assumptions.abort("openssl is not installed: apt-get install openssl");
    }
    assertTrue(found, "openssl is not installed");
    made = Authorities.make(folder);
    Files.writeString(folder.resolve("root.pem"), Pem.write(List.of(made.root().certificate())));
    Files.writeString(
        folder.resolve("issuing.pem"), Pem.write(List.of(made.issuing().chain().getFirst())));
    Files.writeString(folder.resolve("pass"), Authorities.SECRET + "\n");
  }

  private static Outcome openssl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), text);
  }

  private static String good(String... arguments) throws Exception {
    Outcome outcome = openssl(arguments);
    assertEquals(0, outcome.code(), outcome.text());
    return outcome.text();
  }

  private static Outcome verify(String purpose, String... more) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of("verify", "-x509_strict", "-CAfile", "root.pem", "-untrusted", "issuing.pem"));
    all.addAll(List.of("-attime", String.valueOf(NOW.getEpochSecond()), "-purpose", purpose));
    all.addAll(List.of(more));
    return openssl(all.toArray(String[]::new));
  }

  private static void write(String file, X509Certificate certificate) throws IOException {
    Files.writeString(folder.resolve(file), Pem.write(List.of(certificate)));
  }

  @Test
  void chain_of_a_unit_is_verified_for_both_ends() throws Exception {
    write("unit.pem", made.unit("kanda-01"));
    for (String purpose : List.of("sslclient", "sslserver")) {
      Outcome outcome = verify(purpose, "unit.pem");
      assertEquals(new Outcome(0, "unit.pem: OK\n"), outcome);
    }
    String text = good("x509", "-in", "unit.pem", "-noout", "-text");
    assertTrue(text.contains("URI:seki:unit/kanda-01"), text);
    assertTrue(text.contains("ecdsa-with-SHA256"), text);
  }

  @Test
  void claim_is_no_server_and_the_hub_is_both_for_it_asks_other_brokers() throws Exception {
    write(
        "claim.pem",
        made.issuing()
            .issue(
                new Holder.Claim("b", "c"),
                P256.of(P256.generate(RANDOM).getPublic()).orElseThrow(),
                NOW.plusSeconds(60),
                Serial.random(RANDOM),
                NOW));
    write(
        "hub.pem",
        made.issuing()
            .issue(
                new Holder.Hub(),
                P256.of(P256.generate(RANDOM).getPublic()).orElseThrow(),
                List.of("seki.example"),
                Serial.random(RANDOM),
                NOW));
    assertEquals(0, verify("sslclient", "claim.pem").code());
    assertFalse(verify("sslserver", "claim.pem").code() == 0);
    assertEquals(0, verify("sslserver", "-verify_hostname", "seki.example", "hub.pem").code());
    assertEquals(0, verify("sslclient", "hub.pem").code());
  }

  @Test
  void request_of_openssl_is_accepted_and_its_certificate_verified() throws Exception {
    good("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "unit.key");
    good(
        "req",
        "-new",
        "-key",
        "unit.key",
        "-out",
        "unit.csr",
        "-subj",
        "/O=Someone/CN=kanda-02",
        "-addext",
        "subjectAltName=URI:seki:unit/kanda-99",
        "-addext",
        "basicConstraints=CA:TRUE");
    CertificateRequest request = Authorities.read(folder.resolve("unit.csr"));
    assertEquals("kanda-02", request.commonName().orElseThrow());
    Holder.Unit unit = new Holder.Unit("kanda-02");
    X509Certificate certificate = made.issuing().issue(unit, request, Serial.random(RANDOM), NOW);
    write("issued.pem", certificate);
    assertEquals(0, verify("sslclient", "issued.pem").code());
    // Of all that it asked for, it got its key.
    assertEquals(unit, Holder.of(certificate));
    assertEquals(
        good("pkey", "-in", "unit.key", "-pubout"),
        good("x509", "-in", "issued.pem", "-noout", "-pubkey"));
    assertInstanceOf(
        Trust.Believed.class,
        new Trust(made.root().certificate(), serial -> false)
            .verdict(made.chain(certificate), NOW));
  }

  @Test
  void request_of_openssl_with_another_kind_of_key_is_told() throws Exception {
    good(
        "req",
        "-new",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "rsa.key",
        "-out",
        "rsa.csr",
        "-subj",
        "/CN=kanda-02");
    byte[] der = Pem.read(Pem.REQUEST, Files.readString(folder.resolve("rsa.csr"))).getFirst();
    RequestReading.Bad bad =
        assertInstanceOf(RequestReading.Bad.class, CertificateRequest.read(der));
    assertEquals(RequestReading.Problem.KEY_NOT_P256, bad.problem());
  }

  @Test
  void request_of_a_unit_is_verified_by_openssl() throws Exception {
    CertificateRequest request =
        CertificateRequest.make(
            new Holder.Unit("kanda-01"), P256.generate(RANDOM), new byte[] {1, 2, 3});
    Files.write(folder.resolve("ours.csr"), request.der());
    String text = good("req", "-inform", "DER", "-in", "ours.csr", "-verify", "-noout", "-text");
    assertTrue(text.contains("verify OK"), text);
    assertTrue(text.contains("challengePassword"), text);
  }

  @Test
  void list_of_revoked_shuts_out_a_unit() throws Exception {
    X509Certificate stolen = made.unit("kanda-03");
    write("stolen.pem", stolen);
    byte[] crl =
        made.issuing()
            .crl(
                1,
                List.of(
                    new RevokedSerial(
                        Serial.of(stolen.getSerialNumber()), NOW, RevokedSerial.Reason.STOLEN)),
                NOW);
    Files.writeString(folder.resolve("crl.pem"), Pem.write(Pem.CRL, crl));
    String text = good("crl", "-in", "crl.pem", "-noout", "-text", "-CAfile", "issuing.pem");
    assertTrue(text.contains("verify OK") && text.contains("Key Compromise"), text);
    Outcome outcome = verify("sslclient", "-crl_check", "-CRLfile", "crl.pem", "stolen.pem");
    assertTrue(outcome.code() != 0 && outcome.text().contains("revoked"), outcome.text());
    write("honest.pem", made.unit("kanda-04"));
    assertEquals(0, verify("sslclient", "-crl_check", "-CRLfile", "crl.pem", "honest.pem").code());
  }

  @Test
  void answers_of_est_are_read() throws Exception {
    Files.write(folder.resolve("crts.p7"), CertsOnly.write(made.issuing().chain()));
    String text = good("pkcs7", "-inform", "DER", "-in", "crts.p7", "-print_certs", "-noout");
    assertTrue(text.contains("CN = Issuing") && text.contains("CN = Root"), text);
    good(
        "crl2pkcs7",
        "-nocrl",
        "-certfile",
        "root.pem",
        "-certfile",
        "issuing.pem",
        "-outform",
        "DER",
        "-out",
        "theirs.p7");
    assertEquals(
        List.of(made.root().certificate(), made.issuing().chain().getFirst()),
        CertsOnly.read(Files.readAllBytes(folder.resolve("theirs.p7"))));
    Files.write(folder.resolve("att.der"), CsrAttributes.write(true));
    String attributes = good("asn1parse", "-inform", "DER", "-in", "att.der");
    assertTrue(
        attributes.contains("prime256v1")
            && attributes.contains("ecdsa-with-SHA256")
            && attributes.contains("challengePassword"),
        attributes);
  }

  @Test
  void keys_are_opened_by_openssl_with_the_passphrase_alone() throws Exception {
    String key = "root/root-ca.key";
    assertEquals(
        good("x509", "-in", "root.pem", "-noout", "-pubkey"),
        good("pkey", "-in", key, "-passin", "file:pass", "-pubout"));
    assertFalse(openssl("pkey", "-in", key, "-passin", "pass:wrong", "-pubout").code() == 0);
    String text = good("asn1parse", "-in", key);
    assertTrue(
        text.contains("PBES2") && text.contains("scrypt") && text.contains("aes-256-cbc"), text);
  }
}
