package city.seki.hub.enrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import city.seki.hub.access.Role;
import city.seki.hub.web.Chromium;
import city.seki.provisioning.cert.Fingerprint;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.enrol.FingerprintWords;
import city.seki.provisioning.est.Base64Body;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.Tls;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Operators let units in and shut them out by the page of a whole hub, in a real browser. */
class EnrolmentPageIT {
  /** {@code -Dseki.pictures=DIR} renews the pictures of README there. */
  private static final String PICTURES = System.getProperty("seki.pictures", "");

  @TempDir private Path folder;
  private SecureHub hub;
  private HttpClient client;
  private String operator;
  private List<String> units;
  private final Map<String, String> codes = new HashMap<>();

  @BeforeEach
  void start() throws Exception {
    hub = new SecureHub(folder);
    client =
        HttpClient.newBuilder()
            .sslContext(Tls.context(() -> null, PeerCheck.hub(certificate(hub.root), hub::now)))
            .sslParameters(Tls.parameters())
            .build();
    operator = hub.token(Role.OPERATOR);
    units = List.copyOf(hub.hub.allocation().state().city().units().keySet());
  }

  @AfterEach
  void stop() {
    client.close();
    hub.close();
  }

  private static X509Certificate certificate(Path pem) throws Exception {
    byte[] der = Pem.read(Pem.CERTIFICATE, Files.readString(pem)).getFirst();
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private Chromium browser(String name) throws Exception {
    return Chromium.startBelieving(
        folder.resolve(name), certificate(hub.issuing(folder)).getPublicKey());
  }

  private String post(String path, String json) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(hub.base + path))
                .header("Authorization", "Bearer " + operator)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertTrue(answer.statusCode() < 300, answer.body());
    return answer.body();
  }

  /** Codes of a batch for those units. */
  private void makeClaims(String batch, String approval, List<String> of) throws Exception {
    String quoted = of.stream().map(unit -> '"' + unit + '"').collect(Collectors.joining(","));
    JsonNode made =
        new ObjectMapper()
            .readTree(
                post(
                    "/api/v1/enrolment/claims",
                    "{\"batch\":\"%s\",\"approval\":\"%s\",\"units\":[%s]}"
                        .formatted(batch, approval, quoted)));
    for (JsonNode claim : made.path("claims")) {
      codes.put(claim.path("unit").asString(), claim.path("code").asString());
    }
  }

  /** What a unit is answered that asks with its code: 200, or 202 while it waits. */
  private int ask(String unit, KeyPair pair) throws Exception {
    String login = "claim:" + codes.get(unit);
    return client
        .send(
            HttpRequest.newBuilder(URI.create(hub.base + "/.well-known/est/simpleenroll"))
                .header("Content-Type", "application/pkcs10")
                .header(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        Base64Body.write(EnrolmentAtWork.request(unit, pair).der())))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private void open(Chromium browser, String token, String language, String view) {
    browser.open(
        hub.base + "/?token=" + token + "&lang=" + language + "#" + view, 1440, 900, false);
  }

  private static String row(String unit) {
    return "[...document.querySelectorAll('.unit-row')].find(row => row.querySelector('.unit')"
        + ".innerText === '%s')".formatted(unit);
  }

  private static String waiting(String unit) {
    return "[...document.querySelectorAll('.wait')].find(card => card.querySelector('h3')"
        + ".innerText === '%s')".formatted(unit);
  }

  /** Opens the form of that button and sends it as somebody does who has no mouse. */
  private static void sure(Chromium browser, String form) throws InterruptedException {
    browser.evaluate(form + ".querySelector('button').click()");
    browser.await(form + ".contains(document.activeElement)");
    browser.evaluate(form + ".querySelector('form').requestSubmit()");
  }

  @Test
  void an_operator_compares_numbers_and_lets_a_unit_in_and_shuts_it_out() throws Exception {
    String unit = units.getFirst();
    makeClaims("b1", "by-operator", units.subList(0, 2));
    KeyPair pair = EnrolmentAtWork.pair();
    FingerprintWords shown = FingerprintWords.of(Fingerprint.of(pair.getPublic()));
    try (Chromium browser = browser("chromium")) {
      open(browser, operator, "en", "seats");
      browser.await("!document.querySelector('#views [href=\"#units\"]').hidden");
      assertEquals(202, ask(unit, pair));
      browser.await("document.querySelector('#bell b').innerText === '1'");
      browser.evaluate("document.querySelector('#bell').click()");
      browser.await("document.querySelector('#alert-panel[open] .alert a[href=\"#units\"]')");
      browser.evaluate("document.querySelector('#alert-panel .alert a[href=\"#units\"]').click()");
      browser.await("!document.querySelector('#alert-panel').open");

      String card = waiting(unit);
      browser.await(card + "?.offsetHeight > 0");
      String numbers = String.join("\n", shown.numbers());
      assertEquals(
          numbers, browser.evaluate(card + ".querySelector('.numbers').innerText").asString());
      String words = String.join("\n", shown.words());
      assertEquals(words, browser.evaluate(card + ".querySelector('.words').innerText").asString());
      String approve = card + ".querySelector('.approve')";
      browser.evaluate(approve + ".querySelector('button').click()");
      browser.await(
          "document.activeElement.innerText === 'Cancel'"); // Enter twice does not approve
      String sure = browser.evaluate(approve + ".querySelector('form p').innerText").asString();
      assertTrue(shown.numbers().stream().allMatch(sure::contains), sure);
      browser.evaluate(approve + ".querySelector('form').requestSubmit()");
      browser.await(card + ".dataset.answer === 'yes'");
      browser.await("document.activeElement === " + card);
      assertEquals(200, ask(unit, pair));
      browser.await(row(unit) + "?.dataset.state === 'valid'"); // it looks again by itself

      String revoke = row(unit) + ".querySelector('.act')";
      sure(browser, revoke);
      assertEquals("valid", browser.evaluate(row(unit) + ".dataset.state").asString(), "no reason");
      browser.evaluate(revoke + ".querySelector('select').value = 'stolen'");
      browser.evaluate(revoke + ".querySelector('form').requestSubmit()");
      browser.await(row(unit) + ".dataset.state === 'revoked'");
      browser.await(row(unit) + ".innerText.includes('Stolen, lost')");
      assertTrue(ask(unit, pair) >= 400);
      assertEquals(List.of(), browser.complaints());
    }
  }

  @Test
  void a_unit_is_rejected_a_claim_is_withdrawn_and_who_is_late_is_told_so() throws Exception {
    String unit = units.get(0);
    String other = units.get(1);
    makeClaims("b1", "by-operator", List.of(unit, other));
    KeyPair pair = EnrolmentAtWork.pair();
    try (Chromium browser = browser("chromium")) {
      open(browser, operator, "ja", "units");
      browser.await(row(other) + "?.dataset.state === 'open'");
      assertEquals(202, ask(unit, pair));
      browser.await(waiting(unit)); // nobody has loaded the page anew
      sure(browser, waiting(unit) + ".querySelector('.approve ~ .act')");
      browser.await(waiting(unit) + ".dataset.answer === 'no'");
      assertTrue(ask(unit, pair) >= 400);

      String withdraw = row(other) + ".querySelector('.act')";
      browser.evaluate(withdraw + ".querySelector('button').click()");
      post("/api/v1/units/" + other + "/revoke", "{\"reason\":\"retired\"}");
      browser.evaluate(withdraw + ".querySelector('form').requestSubmit()");
      browser.await(withdraw + ".innerText.includes('すでに済んでいます')");
      assertEquals(1, browser.complaints().size(), "the refusal: " + browser.complaints());
    }
  }

  @Test
  void an_auditor_looks_and_others_do_not_even_see_that_there_is_such_a_view() throws Exception {
    makeClaims("b1", "by-batch", units.subList(0, 2));
    assertEquals(200, ask(units.getFirst(), EnrolmentAtWork.pair()));
    try (Chromium browser = browser("chromium")) {
      open(browser, hub.token(Role.AUDITOR), "en", "units");
      browser.await(row(units.getFirst()) + "?.dataset.state === 'valid'");
      browser.await("!document.querySelector('#views [href=\"#units\"]').hidden");
      String buttons =
          "[...document.querySelectorAll('#units button')].filter(b => b.offsetHeight)";
      assertEquals(0, browser.evaluate(buttons + ".length").asInt());
      assertEquals(List.of(), browser.complaints());

      browser.open("about:blank", 1440, 900, false);
      browser.await("document.querySelector('#offices') === null");
      open(browser, hub.token(Role.FACILITIES), "en", "units");
      browser.await("document.querySelector('#units')?.innerText.includes('You may not do that')");
      browser.await("!document.querySelector('#bell').hidden");
      assertTrue(
          browser
              .evaluate("document.querySelector('#views [href=\"#units\"]').hidden")
              .asBoolean());
    }
  }

  @Test
  void pictures_of_the_units() throws Exception {
    assumeFalse(PICTURES.isEmpty(), "only where pictures are asked for");
    makeClaims("spring", "by-batch", units);
    for (String unit : units.subList(0, 2)) {
      assertEquals(200, ask(unit, EnrolmentAtWork.pair()));
    }
    hub.ahead(Duration.ofDays(65));
    operator = hub.token(Role.OPERATOR);
    makeClaims("winter", "by-batch", units.subList(2, 5));
    for (String unit : units.subList(2, 5)) {
      assertEquals(200, ask(unit, EnrolmentAtWork.pair()));
    }
    post("/api/v1/units/" + units.get(4) + "/revoke", "{\"reason\":\"stolen\"}");
    makeClaims("new", "by-operator", units.subList(5, 8));
    assertEquals(202, ask(units.get(5), EnrolmentAtWork.pair()));
    for (String language : List.of("en", "ja")) {
      for (boolean phone : List.of(false, true)) {
        String name = "units-" + (phone ? "phone-" : "desktop-") + language;
        try (Chromium browser = browser(name)) {
          String address = hub.base + "/?token=" + operator + "&lang=" + language + "#units";
          browser.open(address, phone ? 390 : 1440, phone ? 844 : 900, phone);
          browser.await(waiting(units.get(5)) + "?.offsetHeight > 0");
          browser.await("document.querySelector('#link').dataset.link === 'live'");
          browser.picture(Path.of(PICTURES, name + ".png"));
          browser.evaluate("document.querySelector('.approve button').click()");
          browser.picture(Path.of(PICTURES, name + "-sure.png"));
          browser.evaluate("document.querySelector('.approve form button + button').click()");
          browser.evaluate("document.querySelector('.unit-row .act button').click()");
          browser.evaluate("document.querySelector('.unit-row').scrollIntoView()");
          browser.picture(Path.of(PICTURES, name + "-revoke.png"));
        }
      }
    }
  }
}
