package city.seki.hub.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.access.Proof;
import city.seki.hub.access.Role;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is believed of a provider, and what is not. */
class CityDirectoryTest {
  private final AtomicLong nanos = new AtomicLong();
  private MadeUpProvider provider;
  private CityDirectory directory;

  @BeforeEach
  void start() throws Exception {
    provider = new MadeUpProvider();
    directory = directory(provider.issuer());
  }

  private CityDirectory directory(String issuer) throws Exception {
    return new CityDirectory(
        new DirectorySettings(
            URI.create(issuer),
            MadeUpProvider.CLIENT,
            MadeUpProvider.SECRET,
            null,
            List.of("openid", "profile"),
            "employee_number",
            "groups",
            Map.of("seki-operators", Set.of(Role.OPERATOR)),
            Set.of(Role.STAFF),
            null,
            URI.create("https://seki.example")),
        nanos::get,
        new SecureRandom());
  }

  @AfterEach
  void stop() {
    directory.close();
    provider.close();
  }

  /** One sign-in under way: what the browser keeps, and what it was sent away with. */
  private record Away(String flow, Map<String, String> asked) {
    String nonce() {
      return asked.getOrDefault("nonce", "");
    }
  }

  private Away away() {
    var begun = assertInstanceOf(CityDirectory.Begun.class, directory.begin());
    Map<String, String> asked = new HashMap<>();
    for (String pair : begun.provider().getRawQuery().split("&")) {
      String[] parts = pair.split("=", 2);
      asked.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return new Away(begun.flow(), asked);
  }

  private CityDirectory.Outcome back(Away away) {
    return back(away.flow(), link(away));
  }

  private CityDirectory.Outcome back(@Nullable String flow, Map<String, String> link) {
    return directory.finish(flow, link::get);
  }

  private Map<String, String> link(Away away) {
    return new HashMap<>(
        Map.of("code", "c", "state", away.asked().get("state"), "iss", provider.issuer()));
  }

  private void assertFails(DirectoryFailure failure, CityDirectory.Outcome outcome) {
    assertFails(failure, outcome, "");
  }

  private void assertFails(DirectoryFailure failure, CityDirectory.Outcome outcome, String about) {
    var failed = assertInstanceOf(CityDirectory.Failed.class, outcome, about);
    assertEquals(failure, failed.failure(), failed.detail());
    assertFalse(failed.detail().contains("1001") || failed.detail().contains("s-1"));
  }

  @Test
  void whom_the_provider_knows_has_a_staff_number_and_the_roles_of_the_groups() throws Exception {
    Away away = away();
    provider.says(provider.claims(away.nonce()).build());
    var known = assertInstanceOf(CityDirectory.Known.class, back(away));
    Proof.ByDirectory proof = known.proof();
    assertEquals("1001", proof.staffId());
    assertEquals(Set.of(Role.STAFF, Role.OPERATOR), proof.roles());
    assertTrue(proof.subject().matches("[0-9a-f]{16}"), proof.subject());
    assertFalse(known.toString().contains("1001"));
  }

  @Test
  void a_sign_in_asks_for_a_code_with_pkce_state_and_nonce_and_shows_the_verifier_once()
      throws Exception {
    Away away = away();
    Map<String, String> asked = away.asked();
    assertEquals("code", asked.get("response_type"));
    assertEquals("S256", asked.get("code_challenge_method"));
    assertEquals("openid profile", asked.get("scope"));
    assertEquals("https://seki.example" + DirectorySettings.CALLBACK, asked.get("redirect_uri"));
    assertNotEquals(asked.get("state"), away().asked().get("state"));
    provider.says(provider.claims(away.nonce()).build());
    assertInstanceOf(CityDirectory.Known.class, back(away));
    String verifier = away.flow().substring(away.flow().lastIndexOf('.') + 1);
    assertTrue(provider.tokenForm.contains("code_verifier=" + verifier), provider.tokenForm);
    assertTrue(provider.tokenAuthorization.startsWith("Basic "), provider.tokenAuthorization);
    assertFalse(asked.containsValue(verifier));
  }

  @Test
  void a_token_that_is_not_what_it_should_be_is_not_believed() throws Exception {
    Away away = away();
    Instant now = Instant.now();
    JWTClaimsSet good = provider.claims(away.nonce()).build();
    List<JWTClaimsSet> lies =
        List.of(
            provider.claims("another nonce").build(),
            new JWTClaimsSet.Builder(good).claim("nonce", null).build(),
            new JWTClaimsSet.Builder(good).audience("another client").build(),
            new JWTClaimsSet.Builder(good).audience(List.of("seki", "x")).claim("azp", "x").build(),
            new JWTClaimsSet.Builder(good).issuer("http://127.0.0.1:1").build(),
            new JWTClaimsSet.Builder(good)
                .expirationTime(Date.from(now.minusSeconds(120)))
                .issueTime(Date.from(now.minusSeconds(600)))
                .build(),
            new JWTClaimsSet.Builder(good).expirationTime(null).build(),
            new JWTClaimsSet.Builder(good).issueTime(Date.from(now.plusSeconds(600))).build(),
            new JWTClaimsSet.Builder(good).subject(null).build());
    for (JWTClaimsSet lie : lies) {
      provider.says(lie);
      assertFails(DirectoryFailure.UNTRUSTED, back(away), lie.toString());
    }
    provider.says(good);
    assertInstanceOf(CityDirectory.Known.class, back(away));
  }

  @Test
  void a_token_that_is_not_signed_by_the_provider_is_not_believed() throws Exception {
    Away away = away();
    JWTClaimsSet good = provider.claims(away.nonce()).build();
    provider.saysUnsigned(good);
    assertFails(DirectoryFailure.UNTRUSTED, back(away));
    provider.saysByPublicKey(good);
    assertFails(DirectoryFailure.UNTRUSTED, back(away));
    provider.says(good, MadeUpProvider.newKey(provider.key.getKeyID()));
    assertFails(DirectoryFailure.UNTRUSTED, back(away));
    provider.says(good);
    provider.tamper(provider.claims(away.nonce()).claim("groups", List.of("admins")).build());
    assertFails(DirectoryFailure.UNTRUSTED, back(away));
  }

  @Test
  void clocks_may_differ_by_a_minute() throws Exception {
    Away away = away();
    Instant now = Instant.now();
    provider.says(
        provider
            .claims(away.nonce())
            .issueTime(Date.from(now.plusSeconds(45)))
            .expirationTime(Date.from(now.minusSeconds(45)))
            .build());
    assertInstanceOf(CityDirectory.Known.class, back(away));
  }

  @Test
  void a_new_key_of_the_provider_is_fetched() throws Exception {
    Away away = away();
    provider.says(provider.claims(away.nonce()).build());
    assertInstanceOf(CityDirectory.Known.class, back(away));
    provider.key = MadeUpProvider.newKey("second");
    provider.says(provider.claims(away.nonce()).build());
    assertInstanceOf(CityDirectory.Known.class, back(away));
    assertEquals(2, provider.keysAsked.get());
  }

  @Test
  void only_the_browser_that_began_finishes_and_only_its_own_sign_in() throws Exception {
    Away mine = away();
    Away other = away();
    provider.says(provider.claims(mine.nonce()).build());
    assertFails(DirectoryFailure.EXPIRED, back(null, link(mine)));
    assertFails(DirectoryFailure.EXPIRED, back("forged", link(mine)));
    assertFails(DirectoryFailure.EXPIRED, back(other.flow(), link(mine)));
    Map<String, String> silent = link(mine);
    silent.remove("state");
    assertFails(DirectoryFailure.EXPIRED, back(mine.flow(), silent));
  }

  @Test
  void an_answer_of_another_provider_is_not_followed() {
    Away away = away();
    Map<String, String> mixed = link(away);
    mixed.put("iss", "https://evil.example");
    assertFails(DirectoryFailure.UNTRUSTED, back(away.flow(), mixed));
    mixed.remove("iss");
    assertFails(DirectoryFailure.UNTRUSTED, back(away.flow(), mixed));
    assertEquals("", provider.tokenForm);
  }

  @Test
  void who_cancels_there_or_whose_code_is_over_is_told_so() {
    Away away = away();
    Map<String, String> link = link(away);
    link.remove("code");
    link.put("error", "access_denied");
    assertFails(DirectoryFailure.DENIED, back(away.flow(), link));
    link.put("error", "server_error");
    assertFails(DirectoryFailure.UNAVAILABLE, back(away.flow(), link));
    provider.tokenStatus = 400;
    assertFails(DirectoryFailure.EXPIRED, back(away));
  }

  @Test
  void what_the_token_does_not_say_is_asked_for_and_must_be_of_the_same_person() throws Exception {
    Away away = away();
    provider.says(
        provider.claims(away.nonce()).claim("employee_number", null).claim("groups", null).build());
    provider.userInfo = "{\"sub\":\"s-1\",\"employee_number\":1001,\"groups\":\"seki-operators\"}";
    var known = assertInstanceOf(CityDirectory.Known.class, back(away));
    assertEquals("1001", known.proof().staffId());
    assertEquals(Set.of(Role.STAFF, Role.OPERATOR), known.proof().roles());
    provider.userInfo = "{\"sub\":\"s-2\",\"employee_number\":\"1\",\"groups\":[]}";
    assertFails(DirectoryFailure.UNTRUSTED, back(away));
  }

  @Test
  void a_provider_that_is_away_is_told_of_and_found_again_when_it_is_back() throws Exception {
    assertNotNull(directory.trouble());
    try (CityDirectory away = directory("http://127.0.0.1:1")) {
      assertFails(DirectoryFailure.UNAVAILABLE, away.begin());
      assertTrue(String.valueOf(away.trouble()).contains("http://127.0.0.1:1"));
    }
    provider.metadataIssuer = "https://evil.example"; // it answers, but as somebody else
    try (CityDirectory foreign = directory(provider.issuer())) {
      assertFails(DirectoryFailure.UNAVAILABLE, foreign.begin());
      provider.metadataIssuer = provider.issuer();
      assertInstanceOf(CityDirectory.Begun.class, foreign.begin());
      assertNull(foreign.trouble());
    }
  }

  @Test
  void what_is_known_of_a_provider_counts_while_it_is_away_for_a_moment() {
    assertInstanceOf(CityDirectory.Begun.class, directory.begin());
    nanos.addAndGet(Duration.ofHours(2).toNanos());
    provider.close();
    assertInstanceOf(CityDirectory.Begun.class, directory.begin());
    assertNotNull(directory.trouble());
  }

  @Test
  void signing_out_leads_there_and_back() {
    assertNull(directory.signOut());
    assertInstanceOf(CityDirectory.Begun.class, directory.begin());
    assertEquals(
        provider.issuer()
            + "/out?client_id=seki&post_logout_redirect_uri=https%3A%2F%2Fseki.example%2F",
        String.valueOf(directory.signOut()));
  }
}
