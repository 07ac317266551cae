package city.seki.hub.enrol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.access.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A unit that Seki has not written - curl and openssl - gets its certificate from a whole hub by
 * EST over HTTPS, and openssl verifies what was issued; whoever has no claim that holds gets none.
 */
class ForeignEstIT {
  @TempDir Path folder;
  private SecureHub hub;
  private String operator;
  private String unit;

  /** What a program said, and its exit code. */
  private record Said(int code, String text) {
    String ok() {
      assertEquals(0, code, text);
      return text;
    }
  }

  @BeforeEach
  void start() throws Exception {
    for (String program : List.of("curl", "openssl")) {
      boolean there = Files.isExecutable(Path.of("/usr/bin", program));
      if (!there && "true".equals(System.getenv("CI"))) {
        throw new IllegalStateException(program + " is missing: apt-get install " + program);
      }
      Assumptions.assumeTrue(there, program + " is missing: apt-get install " + program);
    }
    hub = new SecureHub(folder);
    operator = hub.token(Role.OPERATOR);
    unit = hub.hub.allocation().state().city().units().keySet().iterator().next();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private Said run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Said(process.waitFor(), text);
  }

  /** Status, headers and body, as curl shows them. */
  private Said curl(String path, String... more) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("curl", "-s", "-S", "-i", "--cacert", hub.root.toString()));
    command.addAll(List.of(more));
    command.add(hub.base + path);
    return run(command.toArray(String[]::new));
  }

  private static int status(Said said) {
    return Integer.parseInt(said.ok().split(" ", 3)[1]);
  }

  private static String body(Said said) {
    return said.ok().split("\r\n\r\n", 2)[1];
  }

  private JsonNode api(String method, String path, String json) throws Exception {
    Said said = curl(path, "-X", method, "-H", "Authorization: Bearer " + operator, "--data", json);
    assertTrue(status(said) < 300, said.text());
    String body = body(said);
    return new ObjectMapper().readTree(body.isEmpty() ? "{}" : body);
  }

  /** NAME.key, and NAME.b64 with a request for it, both made by openssl. */
  private void request(String name) throws Exception {
    run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", name + ".key")
        .ok();
    run(
            "openssl",
            "req",
            "-new",
            "-sha256",
            "-key",
            name + ".key",
            "-subj",
            "/CN=" + unit,
            "-outform",
            "DER",
            "-out",
            name + ".der")
        .ok();
    byte[] der = Files.readAllBytes(folder.resolve(name + ".der"));
    Files.writeString(folder.resolve(name + ".b64"), Base64.getMimeEncoder().encodeToString(der));
  }

  /** NAME.key and NAME.pem: the certificate of a claim for the unit. */
  private void claim(String name, String approval) throws Exception {
    request(name);
    run(
            "openssl",
            "pkey",
            "-in",
            name + ".key",
            "-pubout",
            "-outform",
            "DER",
            "-out",
            name + ".pub")
        .ok();
    String key =
        Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve(name + ".pub")));
    JsonNode made =
        api(
            "POST",
            "/api/v1/enrolment/claims",
            """
            {"batch":"%s","days":7,"approval":"%s","keys":[{"unit":"%s","key":"%s"}]}"""
                .formatted(name, approval, unit, key));
    Files.writeString(
        folder.resolve(name + ".pem"), made.get("claims").get(0).get("certificate").asString());
    assertEquals(
        Files.readString(hub.root).strip(), made.get("root").asString().strip(), "its root");
  }

  private Said enrol(String resource, String identity, String request) throws Exception {
    return curl(
        "/.well-known/est/" + resource,
        "--cert",
        identity + ".pem",
        "--key",
        identity + ".key",
        "-H",
        "Content-Type: application/pkcs10",
        "--data-binary",
        "@" + request + ".b64");
  }

  private Said enrolByCode(String code, String request) throws Exception {
    return curl(
        "/.well-known/est/simpleenroll",
        "-u",
        "claim:" + code,
        "-H",
        "Content-Type: application/pkcs10",
        "--data-binary",
        "@" + request + ".b64");
  }

  /** The certificates of an answer as openssl reads them, in NAME.pem. */
  private void keep(Said said, String name) throws Exception {
    assertEquals(200, status(said), said.text());
    assertTrue(said.text().contains("application/pkcs7-mime"), said.text());
    Files.write(folder.resolve(name + ".p7"), Base64.getMimeDecoder().decode(body(said).strip()));
    run(
            "openssl",
            "pkcs7",
            "-inform",
            "DER",
            "-in",
            name + ".p7",
            "-print_certs",
            "-out",
            name + ".pem")
        .ok();
  }

  private void isVerified(String name) throws Exception {
    hub.issuing(folder);
    for (String purpose : List.of("sslclient", "sslserver")) {
      run(
              "openssl",
              "verify",
              "-x509_strict",
              "-purpose",
              purpose,
              "-CAfile",
              hub.root.toString(),
              "-untrusted",
              "issuing.pem",
              name + ".pem")
          .ok();
    }
  }

  @Test
  void whoever_has_the_root_gets_the_authorities_and_openssl_builds_the_chain() throws Exception {
    keep(curl("/.well-known/est/cacerts"), "ca");
    String pem = Files.readString(folder.resolve("ca.pem"));
    assertTrue(pem.contains("Issuing CA of the test"), pem);
    run("openssl", "verify", "-CAfile", hub.root.toString(), "ca.pem").ok();
    Said attributes = curl("/.well-known/est/csrattrs");
    assertEquals(200, status(attributes));
    byte[] der = Base64.getMimeDecoder().decode(body(attributes).strip());
    Files.write(folder.resolve("attributes"), der);
    String read = run("openssl", "asn1parse", "-inform", "DER", "-in", "attributes").ok();
    assertTrue(read.contains("prime256v1"), read);
  }

  @Test
  void claim_of_a_batch_brings_a_certificate_and_a_start_document() throws Exception {
    claim("claim", "by-batch");
    request("unit");
    Said first = enrol("simpleenroll", "claim", "unit");
    keep(first, "unit");
    isVerified("unit");
    String start = body(curl("/unit", "--cert", "unit.pem", "--key", "unit.key"));
    assertTrue(start.contains("unit: \"" + unit + "\""), start);
    assertTrue(start.contains("https://127.0.0.1:" + hub.hub.httpPort()), start);
    assertEquals(403, status(curl("/unit", "--cert", "claim.pem", "--key", "claim.key")));
    assertEquals(403, status(curl("/unit")));
    // The answer may have been lost: the same request gets the same bytes.
    assertEquals(body(first), body(enrol("simpleenroll", "claim", "unit")));
  }

  /** What libcoap's client says, which ends with 0 whatever happens; what it gets is in a file. */
  private String coap(String path, String identity, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of("coap-client-openssl", "-B", "30", "-o", "got"));
    command.addAll(List.of("-c", identity + ".pem", "-j", identity + ".key"));
    command.addAll(List.of("-C", hub.root.toString()));
    command.addAll(List.of(more));
    command.add("coaps://127.0.0.1:" + hub.hub.coapPort() + path);
    return run(command.toArray(String[]::new)).ok().strip();
  }

  @Test
  void the_same_is_got_over_coaps() throws Exception {
    boolean there = Files.isExecutable(Path.of("/usr/bin/coap-client-openssl"));
    Assumptions.assumeTrue(there || "true".equals(System.getenv("CI")), "libcoap3-bin is missing");
    claim("claim", "by-batch");
    request("unit");
    assertEquals(
        "", coap("/.well-known/est/sen", "claim", "-m", "post", "-t", "286", "-f", "unit.der"));
    run("openssl", "pkcs7", "-inform", "DER", "-in", "got", "-print_certs", "-out", "unit.pem")
        .ok();
    isVerified("unit");
    assertEquals("", coap("/unit", "unit"));
    String start = Files.readString(folder.resolve("got"));
    assertTrue(start.contains("unit: \"" + unit + "\""), start);
    assertTrue(start.contains("coaps://127.0.0.1:" + hub.hub.coapPort()), start);
    // Over HTTPS the same claim is used as well.
    request("thief");
    assertTrue(body(enrol("simpleenroll", "claim", "thief")).contains("claim-used"));
    String counted = body(curl("/metrics", "-H", "Authorization: Bearer " + operator));
    assertTrue(counted.contains("seki_est_coaps_total{outcome=\"answered\"} 2"), counted);
  }

  @Test
  void used_claim_brings_nothing_to_another_key_and_is_an_alert() throws Exception {
    claim("claim", "by-batch");
    request("unit");
    request("thief");
    keep(enrol("simpleenroll", "claim", "unit"), "unit");
    Said refused = enrol("simpleenroll", "claim", "thief");
    assertEquals(403, status(refused));
    assertTrue(body(refused).contains("claim-used"), refused.text());
    String alerts = api("GET", "/api/v1/alerts", "").toString();
    assertTrue(alerts.contains("claim-used-twice"), alerts);
  }

  @Test
  void expired_claim_opens_nothing() throws Exception {
    claim("claim", "by-batch");
    request("unit");
    hub.ahead(Duration.ofDays(8));
    Said refused = enrol("simpleenroll", "claim", "unit");
    assertEquals(403, status(refused));
    assertTrue(body(refused).contains("claim-expired"), refused.text());
  }

  @Test
  void certificate_of_another_authority_is_not_even_spoken_with() throws Exception {
    request("unit");
    run(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-keyout",
            "wrong.key",
            "-out",
            "wrong.pem",
            "-subj",
            "/CN=" + unit,
            "-days",
            "30",
            "-addext",
            "subjectAltName=URI:seki:unit/" + unit)
        .ok();
    assertNotEquals(0, enrol("simpleenroll", "wrong", "unit").code());
    assertNotEquals(0, curl("/unit", "--cert", "wrong.pem", "--key", "wrong.key").code());
  }

  @Test
  void code_that_was_typed_waits_for_the_operator_and_works_once() throws Exception {
    JsonNode made =
        api(
            "POST",
            "/api/v1/enrolment/claims",
            "{\"batch\":\"codes\",\"units\":[\"" + unit + "\"]}");
    String code = made.get("claims").get(0).get("code").asString();
    request("unit");
    Said waits = enrolByCode(code, "unit");
    assertEquals(202, status(waits));
    assertTrue(waits.text().contains("Retry-After: 5"), waits.text());
    JsonNode asking = api("GET", "/api/v1/enrolment/requests", "").get(0);
    assertEquals(6, asking.get("words").size());
    assertEquals(3, asking.get("numbers").size());
    api("POST", "/api/v1/enrolment/requests/" + asking.get("key").asString() + "/approve", "{}");
    keep(enrolByCode(code, "unit"), "unit");
    isVerified("unit");

    request("thief");
    Said used = enrolByCode(code, "thief");
    Said wrong = enrolByCode("0000-0000-0000-0000-0000", "thief");
    Said none = enrolByCode("hello", "thief");
    assertEquals(401, status(used));
    assertTrue(used.text().contains("WWW-Authenticate: Basic"), used.text());
    assertEquals(body(used), body(wrong));
    assertEquals(body(used), body(none));
  }

  @Test
  void whoever_guesses_codes_is_told_to_wait() throws Exception {
    request("thief");
    int last = 0;
    for (int i = 0; i <= CodeLimit.MOST_OF_ONE; i++) {
      last = status(enrolByCode("0000-0000-0000-0000-00%02d".formatted(i), "thief"));
    }
    assertEquals(429, last);
  }

  @Test
  void certificate_is_renewed_and_nothing_holds_after_revocation() throws Exception {
    claim("claim", "by-batch");
    request("unit");
    request("next");
    keep(enrol("simpleenroll", "claim", "unit"), "unit");
    assertEquals(202, status(enrol("simplereenroll", "unit", "next")), "an hour apart");
    assertEquals(403, status(enrol("simplereenroll", "claim", "next")));
    hub.ahead(Duration.ofHours(1)); // which is how far certificates are dated back
    keep(enrol("simplereenroll", "unit", "next"), "next");
    isVerified("next");
    api("POST", "/api/v1/units/" + unit + "/revoke", "{\"reason\":\"stolen\"}");
    assertNotEquals(0, curl("/unit", "--cert", "next.pem", "--key", "next.key").code());
    Files.write(folder.resolve("crl"), crl());
    run("openssl", "crl", "-inform", "DER", "-in", "crl", "-out", "crl.pem").ok();
    Said verdict =
        run(
            "openssl",
            "verify",
            "-crl_check",
            "-CRLfile",
            "crl.pem",
            "-CAfile",
            hub.root.toString(),
            "-untrusted",
            "issuing.pem",
            "next.pem");
    assertTrue(verdict.text().contains("revoked"), verdict.text());
  }

  private byte[] crl() throws Exception {
    run("curl", "-s", "--cacert", hub.root.toString(), "-o", "crl.der", hub.base + "/crl").ok();
    return Files.readAllBytes(folder.resolve("crl.der"));
  }

  @Test
  void what_is_no_request_is_refused_with_the_reason() throws Exception {
    claim("claim", "by-batch");
    Files.writeString(folder.resolve("huge.b64"), "A".repeat(70_000));
    assertEquals(413, status(enrol("simpleenroll", "claim", "huge")));
    Files.writeString(folder.resolve("large.b64"), "A".repeat(12_000));
    assertEquals(400, status(enrol("simpleenroll", "claim", "large")));
    Files.writeString(folder.resolve("text.b64"), "not base64 at all!");
    assertEquals(400, status(enrol("simpleenroll", "claim", "text")));
    run("openssl", "genrsa", "-out", "rsa.key", "2048").ok();
    run(
            "openssl",
            "req",
            "-new",
            "-key",
            "rsa.key",
            "-subj",
            "/CN=" + unit,
            "-outform",
            "DER",
            "-out",
            "rsa.der")
        .ok();
    Files.writeString(
        folder.resolve("rsa.b64"),
        Base64.getMimeEncoder().encodeToString(Files.readAllBytes(folder.resolve("rsa.der"))));
    Said rsa = enrol("simpleenroll", "claim", "rsa");
    assertEquals(400, status(rsa));
    assertTrue(body(rsa).contains("P-256"), rsa.text());
  }

  @Test
  void nothing_is_spoken_but_tls_of_today() throws Exception {
    String address = "127.0.0.1:" + hub.hub.httpPort();
    assertNotEquals(0, run("curl", "-s", "-S", "http://" + address + "/").code());
    Said old =
        run("openssl", "s_client", "-connect", address, "-tls1_1", "-cipher", "ALL:@SECLEVEL=0");
    assertNotEquals(0, old.code(), old.text());
    Said today =
        run(
            "openssl",
            "s_client",
            "-connect",
            address,
            "-CAfile",
            hub.root.toString(),
            "-verify_return_error",
            "-tls1_3");
    assertTrue(today.text().contains("Verification: OK"), today.text());
    assertTrue(today.text().contains("CN = Issuing CA of the test"), "authorities are named");
  }
}
