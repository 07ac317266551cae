package city.seki.hub.est;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.provisioning.cert.P256;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.enrol.Approval;
import city.seki.provisioning.tls.TlsIdentity;
import city.seki.provisioning.unit.EstAnswer;
import city.seki.provisioning.unit.EstClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A foreign client and a foreign maker of requests: libcoap with OpenSSL's certificates as the
 * unit, and openssl for its key, its request and the verdict on what it gets. libcoap's client ends
 * with 0 whatever happens; so its output is looked at.
 */
@Timeout(240)
class LibcoapEstIT {
  private static final String EST = "/.well-known/est/";

  @TempDir Path folder;
  private EstAtWork hub;

  private record Outcome(int code, String text) {}

  @BeforeEach
  void start() throws Exception {
    needs("coap-client-openssl", "libcoap3-bin");
    needs("openssl", "openssl");
    // openssl knows no other clock than the machine's
    hub = new EstAtWork(folder.resolve("hub"), Instant.now().truncatedTo(ChronoUnit.SECONDS));
    Files.writeString(folder.resolve("root.pem"), Pem.write(List.of(hub.desk.root())));
    Files.writeString(folder.resolve("both.pem"), Pem.write(hub.desk.chain()));
    write("claim", hub.claim("b1", "kanda-01", Approval.BY_BATCH));
  }

  private static void needs(String program, String from) {
    boolean found = Files.isExecutable(Path.of("/usr/bin", program));
    String remedy = program + " is missing: apt-get install " + from;
    if (!found && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(remedy);
    }
    Assumptions.assumeTrue(found, remedy);
  }

  @AfterEach
  void stop() {
    if (hub != null) {
      hub.close();
    }
  }

  private void write(String name, TlsIdentity identity) throws IOException {
    Files.writeString(folder.resolve(name + ".pem"), Pem.write(identity.chain()));
    Files.writeString(
        folder.resolve(name + ".key"), Pem.write("PRIVATE KEY", identity.key().getEncoded()));
  }

  private Outcome run(String program, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("/usr/bin/" + program));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    return new Outcome(process.waitFor(), text);
  }

  private String openssl(String... arguments) throws Exception {
    Outcome outcome = run("openssl", List.of(arguments));
    assertEquals(0, outcome.code(), outcome.text());
    return outcome.text();
  }

  /** What the client says, as somebody with that certificate; what it gets goes to a file. */
  private String coap(String who, String path, String... arguments) throws Exception {
    return coap(List.of("-c", who + ".pem", "-j", who + ".key"), hub.coap.port(), path, arguments);
  }

  private String coap(List<String> identity, int port, String path, String... arguments)
      throws Exception {
    Files.deleteIfExists(folder.resolve("got"));
    List<String> all = new ArrayList<>(List.of("-B", "20", "-o", "got"));
    all.addAll(identity);
    if (!identity.contains("-k")) {
      all.addAll(List.of("-C", "both.pem", "-R", "both.pem"));
    }
    all.addAll(List.of(arguments));
    all.add("coaps://127.0.0.1:" + port + path);
    return run("coap-client-openssl", all).text();
  }

  private String got() throws IOException {
    return Files.readString(folder.resolve("got"), UTF_8);
  }

  private void request(String name) throws Exception {
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", name + ".key");
    openssl(
        "req",
        "-new",
        "-key",
        name + ".key",
        "-subj",
        "/CN=kanda-01",
        "-outform",
        "DER",
        "-out",
        name + ".csr");
  }

  private void verified(String certificate, String key) throws Exception {
    assertEquals(
        certificate + ": OK",
        openssl(
            "verify",
            "-x509_strict",
            "-attime",
            String.valueOf(hub.now().getEpochSecond()),
            "-purpose",
            "sslclient",
            "-CAfile",
            "root.pem",
            "-untrusted",
            "both.pem",
            certificate));
    assertEquals(
        openssl("pkey", "-in", key, "-pubout"),
        openssl("x509", "-in", certificate, "-noout", "-pubkey"));
  }

  private void awaitRefused(EstCause cause, long least) {
    while (hub.coap.counts().refused(cause) < least) {
      Thread.onSpinWait();
    }
  }

  @Test
  void the_authorities_are_read_by_openssl_also_block_by_block() throws Exception {
    for (String[] blocks : List.of(new String[0], new String[] {"-b", "64"})) {
      assertEquals("", coap("claim", EST + "crts", blocks));
      String text = openssl("pkcs7", "-inform", "DER", "-in", "got", "-print_certs");
      assertTrue(text.contains("CN = Issuing") && text.contains("CN = Root"), text);
    }
    assertEquals("", coap("claim", EST + "crts", "-A", "287"));
    assertEquals(
        "subject=CN = Root", openssl("x509", "-inform", "DER", "-in", "got", "-noout", "-subject"));
  }

  @Test
  void a_request_of_openssl_becomes_a_certificate_that_openssl_verifies() throws Exception {
    request("unit");
    assertEquals("", coap("claim", EST + "sen", "-m", "post", "-t", "286", "-f", "unit.csr"));
    openssl("pkcs7", "-inform", "DER", "-in", "got", "-print_certs", "-out", "unit.pem");
    verified("unit.pem", "unit.key");
    String text = openssl("x509", "-in", "unit.pem", "-noout", "-text");
    assertTrue(text.contains("URI:seki:unit/kanda-01"), text);

    // The same again, alone and in small blocks both ways, is the same certificate.
    String first = openssl("x509", "-in", "unit.pem", "-noout", "-serial");
    assertEquals(
        "",
        coap(
            "claim",
            EST + "sen",
            "-m",
            "post",
            "-t",
            "286",
            "-f",
            "unit.csr",
            "-A",
            "287",
            "-b",
            "64"));
    openssl("x509", "-inform", "DER", "-in", "got", "-out", "again.pem");
    assertEquals(first, openssl("x509", "-in", "again.pem", "-noout", "-serial"));

    // With it the unit gets what it starts from, and, when an hour is over, another certificate.
    Files.writeString(
        folder.resolve("unit.pem"),
        Files.readString(folder.resolve("again.pem")) + Pem.write(hub.desk.chain().subList(0, 1)));
    assertEquals("", coap("unit", "/unit"));
    assertEquals(EstAtWork.DOCUMENT, got());
    request("next");
    assertTrue(
        coap("unit", EST + "sren", "-m", "post", "-t", "286", "-f", "next.csr").startsWith("5.03"));
    hub.pass(Duration.ofHours(2));
    assertEquals("", coap("unit", EST + "sren", "-m", "post", "-t", "286", "-f", "next.csr"));
    openssl("pkcs7", "-inform", "DER", "-in", "got", "-print_certs", "-out", "next.pem");
    verified("next.pem", "next.key");
  }

  @Test
  void what_there_is_is_found_by_its_resource_type() throws Exception {
    assertEquals("", coap("claim", "/.well-known/core"));
    String all = got();
    for (String name : List.of("crts", "sen", "sren")) {
      assertTrue(
          all.contains(
              "</.well-known/est/" + name + ">;ct=\"281 287\";rt=\"ace.est." + name + "\""),
          all);
    }
    assertTrue(
        all.contains("</.well-known/est/att>;ct=\"285\";rt=\"ace.est.att\"")
            || all.contains("</.well-known/est/att>;ct=285;rt=\"ace.est.att\""),
        all);
    assertFalse(all.contains("skg"), all);
    assertEquals("", coap("claim", "/.well-known/core?rt=ace.est.sen"));
    assertEquals(1, got().split(",").length, got());
  }

  @Test
  void the_requests_of_the_rfc_are_answered() throws Exception {
    JsonNode objects =
        new ObjectMapper()
            .readTree(Path.of("../provisioning/src/test/resources/vectors/est.json").toFile());
    for (String name : List.of("csr", "skg_csr")) {
      Files.write(
          folder.resolve(name),
          HexFormat.of().parseHex(objects.path("objects").path(name).path("hex").asString()));
    }
    // Its first one is linked to a connection of 2019.
    String linked = coap("claim", EST + "sen", "-m", "post", "-t", "286", "-f", "csr");
    assertTrue(linked.startsWith("4.00 the request is linked"), linked);
    assertEquals("", coap("claim", EST + "sen", "-m", "post", "-t", "286", "-f", "skg_csr"));
    String text = openssl("pkcs7", "-inform", "DER", "-in", "got", "-print_certs");
    assertTrue(text.contains("subject=CN = kanda-01"), text);
    assertEquals("", coap("claim", EST + "att"));
    assertTrue(openssl("asn1parse", "-inform", "DER", "-in", "got").contains("prime256v1"));
  }

  @Test
  void what_is_refused_says_why_changes_nothing_and_is_counted() throws Exception {
    request("unit");
    Files.write(folder.resolve("large"), new byte[9_000]);
    Files.writeString(folder.resolve("nonsense"), "nonsense");
    record Wrong(String code, EstCause cause, String path, List<String> arguments) {}
    for (Wrong wrong :
        List.of(
            new Wrong(
                "4.15", EstCause.FORMAT, "sen", List.of("-m", "post", "-t", "0", "-f", "unit.csr")),
            new Wrong(
                "4.06",
                EstCause.NOT_ACCEPTABLE,
                "sen",
                List.of("-m", "post", "-t", "286", "-A", "50", "-f", "unit.csr")),
            new Wrong("4.06", EstCause.NOT_ACCEPTABLE, "crts", List.of("-A", "50")),
            new Wrong(
                "4.13",
                EstCause.TOO_LARGE,
                "sen",
                List.of("-m", "post", "-t", "286", "-f", "large")),
            new Wrong(
                "4.00",
                EstCause.BAD_REQUEST,
                "sen",
                List.of("-m", "post", "-t", "286", "-f", "nonsense")),
            new Wrong("4.05", EstCause.METHOD, "sen", List.of()),
            new Wrong(
                "4.04",
                EstCause.NOT_FOUND,
                "skg",
                List.of("-m", "post", "-t", "286", "-f", "unit.csr")),
            new Wrong(
                "4.03",
                EstCause.FORBIDDEN,
                "sren",
                List.of("-m", "post", "-t", "286", "-f", "unit.csr")))) {
      long before = hub.coap.counts().refused(wrong.cause());
      String said = coap("claim", EST + wrong.path(), wrong.arguments().toArray(String[]::new));
      assertTrue(said.startsWith(wrong.code()), wrong + " was answered " + said);
      assertEquals(before + 1, hub.coap.counts().refused(wrong.cause()), wrong.toString());
    }
    assertEquals(0, hub.desk.state().issued().size());
  }

  @Test
  void nobody_else_gets_a_connection() throws Exception {
    assertEquals("", coap("claim", EST + "crts")); // the server is warm now
    try (EstAtWork other = new EstAtWork(folder.resolve("other"), hub.now())) {
      write("foreign", other.claim("b1", "kanda-01", Approval.BY_BATCH));
    }
    openssl(
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=kanda-01",
        "-keyout",
        "rsa.key",
        "-out",
        "rsa.pem");
    KeyPair stolen = P256.generate(EstAtWork.RANDOM);
    TlsIdentity claim = hub.claim("b3", "kanda-03", Approval.BY_BATCH);
    try (EstClient client = hub.client(claim)) {
      if (client.enrol(EstAtWork.request("kanda-03", stolen))
          instanceof EstAnswer.Certificates(List<X509Certificate> made)) {
        write("stolen", hub.identity(stolen, made.getFirst()));
      }
    }
    hub.revoke("kanda-03");
    long tried = 0;
    for (List<String> identity :
        List.of(
            List.of("-c", "foreign.pem", "-j", "foreign.key"),
            List.of("-c", "rsa.pem", "-j", "rsa.key"),
            List.of("-c", "stolen.pem", "-j", "stolen.key"),
            List.<String>of(),
            List.of("-u", "kanda-01", "-k", "a secret"))) {
      long before = hub.coap.counts().refused(EstCause.HANDSHAKE);
      String said = coap(identity, hub.coap.port(), EST + "crts", "-B", "5");
      assertFalse(Files.exists(folder.resolve("got")), identity + " got something: " + said);
      awaitRefused(EstCause.HANDSHAKE, before + 1);
      tried++;
    }
    assertEquals(5, tried);
    assertEquals(2, hub.coap.counts().answered());
  }

  @Test
  void datagrams_that_are_recorded_and_sent_again_ask_nothing_again() throws Exception {
    request("unit");
    try (Recorder recorder = new Recorder(hub.coap.port())) {
      assertEquals(
          "",
          coap(
              List.of("-c", "claim.pem", "-j", "claim.key"),
              recorder.port(),
              EST + "sen",
              "-m",
              "post",
              "-t",
              "286",
              "-f",
              "unit.csr"));
      EstCounts before = hub.coap.counts();
      int again = recorder.sendAllAgain();
      assertTrue(again >= 4, "a handshake and a request");
      awaitRefused(EstCause.RECORD, before.refused(EstCause.RECORD) + 1);
      assertEquals(before.answered(), hub.coap.counts().answered());
      assertEquals(1, hub.desk.state().issued().size());
    }
  }
}
