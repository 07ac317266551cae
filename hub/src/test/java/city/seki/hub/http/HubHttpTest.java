package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.access.Operation;
import city.seki.hub.access.PasswordHash;
import city.seki.hub.access.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The transport: errors, sign-in, same origin, compression, files. */
class HubHttpTest {
  @TempDir Path data;
  private HubAtWork hub;

  @BeforeEach
  void start() throws Exception {
    hub =
        new HubAtWork(
            data,
            2_000,
            List.of(
                new Route("GET", "/api/v1/demo", Operation.USE_DEMO, call -> Reply.done()),
                new Route(
                    "GET",
                    "/api/v1/demo/bug",
                    Operation.USE_DEMO,
                    call -> {
                      throw new IllegalStateException("secret detail");
                    })));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void assertProblem(int status, String word, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertEquals("application/problem+json", answer.headers().firstValue("Content-Type").get());
    assertTrue(answer.body().contains("\"urn:seki:problem:" + word + "\""), answer.body());
  }

  @Test
  void health_needs_no_sign_in_and_tells_what_is_wrong() throws Exception {
    assertEquals(200, hub.send(hub.request("GET", "/healthz", null)).statusCode());
    assertEquals(200, hub.send(hub.request("GET", "/readyz", null)).statusCode());
    hub.trouble.set("the broker does not answer");
    HttpResponse<String> answer = hub.send(hub.request("GET", "/readyz", null));
    assertEquals(503, answer.statusCode());
    assertTrue(answer.body().contains("the broker does not answer"));
  }

  @Test
  void whoever_shows_nothing_or_something_wrong_has_to_sign_in() throws Exception {
    HttpResponse<String> nothing = hub.send(hub.request("GET", "/api/v1/offices", null));
    assertProblem(401, "sign-in", nothing);
    assertTrue(nothing.headers().firstValue("WWW-Authenticate").isPresent());
    for (String wrong : List.of("Bearer x", "Basic eDp5", "Bearer ", "")) {
      assertProblem(
          401,
          "wrong-token",
          hub.send(hub.request("GET", "/api/v1/offices", null).header("Authorization", wrong)));
    }
  }

  @Test
  void too_many_failures_are_told_but_lock_nobody_out() throws Exception {
    HttpResponse<String> last = null;
    for (int i = 0; i < 25; i++) {
      last = hub.send(hub.request("GET", "/api/v1/city", null).header("Authorization", "Bearer x"));
    }
    assertNotNull(last);
    assertProblem(429, "too-many-failures", last);
    assertEquals("60", last.headers().firstValue("Retry-After").get());
    assertEquals(200, hub.get(Role.STAFF, "/api/v1/city").statusCode());
  }

  @Test
  void unknown_paths_and_wrong_methods_are_problems() throws Exception {
    assertProblem(404, "not-found", hub.get(Role.ADMIN, "/api/v1/nothing"));
    assertProblem(404, "not-found", hub.get(Role.ADMIN, "/api/v1/offices/"));
    assertProblem(404, "not-found", hub.get(Role.ADMIN, "/api/v1/offices/nowhere/seats"));
    HttpResponse<String> wrong = hub.post(Role.ADMIN, "/api/v1/offices", "{}");
    assertProblem(405, "wrong-method", wrong);
    assertEquals("GET", wrong.headers().firstValue("Allow").get());
  }

  @Test
  void bad_bodies_are_problems() throws Exception {
    for (String bad : List.of("", "{", "[]", "{\"office\":1}", "{} x", "\u0000")) {
      assertProblem(400, "bad-request", hub.post(Role.STAFF, "/api/v1/taps", bad));
    }
    String large = "{\"office\":\"" + "x".repeat(70_000) + "\"}";
    assertProblem(413, "too-large", hub.post(Role.STAFF, "/api/v1/taps", large));
    assertEquals(200, hub.get(Role.STAFF, "/api/v1/city").statusCode());
  }

  @Test
  void a_body_without_a_length_is_bounded_too() throws Exception {
    var request =
        hub.as(Role.STAFF, "POST", "/api/v1/taps", null)
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(new byte[100_000])));
    assertProblem(413, "too-large", hub.send(request));
  }

  @Test
  void a_bug_is_told_without_its_details() throws Exception {
    HttpResponse<String> answer = hub.get(Role.ADMIN, "/api/v1/demo/bug");
    assertProblem(500, "failed", answer);
    assertFalse(answer.body().contains("secret detail"));
  }

  @Test
  void extra_routes_are_guarded_like_all_others() throws Exception {
    assertEquals(204, hub.get(Role.ADMIN, "/api/v1/demo").statusCode());
    assertProblem(403, "forbidden", hub.get(Role.FACILITIES, "/api/v1/demo"));
  }

  @Test
  void a_session_is_a_cookie_that_scripts_and_other_sites_cannot_use() throws Exception {
    HttpResponse<String> signedIn = signIn();
    String cookie = signedIn.headers().firstValue("Set-Cookie").get();
    assertEquals(204, signedIn.statusCode());
    assertTrue(cookie.contains("; HttpOnly; SameSite=Strict"), cookie);
    String session = cookie.substring(0, cookie.indexOf(';'));
    assertEquals(200, withCookie("GET", "/api/v1/city", session, null, null).statusCode());

    String body = "{\"office\":\"chuo\",\"seat\":\"A-01\"}";
    assertProblem(
        403,
        "forbidden",
        withCookie("POST", "/api/v1/taps", session, body, "https://evil.example"));
    assertProblem(403, "forbidden", withCookie("POST", "/api/v1/taps", session, body, null));
    assertEquals(200, withCookie("POST", "/api/v1/taps", session, body, hub.base).statusCode());

    assertEquals(
        204, withCookie("DELETE", "/api/v1/session", session, null, hub.base).statusCode());
    assertProblem(401, "sign-in", withCookie("GET", "/api/v1/city", session, null, null));
  }

  @Test
  void a_session_ends_with_its_token_or_when_nobody_uses_it() throws Exception {
    String session = sessionOf(signIn());
    String id = hub.database.tokens().list().getFirst().id();
    hub.nanos.addAndGet(Duration.ofHours(13).toNanos());
    assertEquals(401, withCookie("GET", "/api/v1/city", session, null, null).statusCode());

    String second = sessionOf(signIn());
    for (var token : hub.database.tokens().list()) {
      assertTrue(hub.database.tokens().revoke(token.id(), hub.now()));
    }
    assertFalse(hub.database.tokens().revoke(id, hub.now()));
    assertEquals(401, withCookie("GET", "/api/v1/city", second, null, null).statusCode());
  }

  @Test
  void a_user_name_and_a_password_open_a_session_and_a_wrong_one_is_told_alike() throws Exception {
    hub.database
        .accounts()
        .add(
            "hanako",
            Set.of(Role.STAFF),
            "1001",
            PasswordHash.of("granite otter lamp seven", hub.random),
            hub.now(),
            hub.random);
    HttpResponse<String> wrong = passwords("hanako", "granite otter lamp eight");
    assertProblem(401, "wrong-sign-in", wrong);
    assertEquals(wrong.body(), passwords("taro", "granite otter lamp seven").body());

    HttpResponse<String> in = passwords("Hanako", "granite otter lamp seven");
    assertEquals(204, in.statusCode());
    List<String> cookies = in.headers().allValues("Set-Cookie");
    assertEquals(2, cookies.size());
    assertTrue(cookies.get(1).startsWith("seki_browser="), cookies.get(1));
    HttpResponse<String> self = withCookie("GET", "/api/v1/session", sessionOf(in), null, null);
    assertEquals(
        "{\"name\":\"松本 花子\",\"by\":\"account\",\"person\":true,\"read_only\":false,"
            + "\"roles\":[\"staff\"]}",
        self.body());

    for (int i = 0; i < 30; i++) {
      wrong = passwords("hanako", "wrong");
    }
    assertProblem(429, "too-many-failures", wrong);
    assertTrue(Integer.parseInt(wrong.headers().firstValue("Retry-After").get()) > 0);
  }

  @Test
  void whoever_knows_the_present_password_changes_it_and_other_sessions_are_over()
      throws Exception {
    hub.database
        .accounts()
        .add(
            "hanako",
            Set.of(Role.STAFF),
            "1001",
            PasswordHash.of("granite otter lamp seven", hub.random),
            hub.now(),
            hub.random);
    String here = sessionOf(passwords("hanako", "granite otter lamp seven"));
    String there = sessionOf(passwords("hanako", "granite otter lamp seven"));
    assertEquals("wrong-password", reason(change(here, "granite otter", "cobalt fern anvil mist")));
    assertEquals("weak-password", reason(change(here, "granite otter lamp seven", "short")));
    assertProblem(
        403,
        "forbidden",
        change(sessionOf(signIn()), "granite otter lamp seven", "does not count"));

    HttpResponse<String> done = change(here, "granite otter lamp seven", "cobalt fern anvil mist");
    assertEquals(204, done.statusCode(), done.body());
    String path = "/api/v1/session";
    assertEquals(200, withCookie("GET", path, sessionOf(done), null, null).statusCode());
    assertEquals(401, withCookie("GET", path, here, null, null).statusCode());
    assertEquals(401, withCookie("GET", path, there, null, null).statusCode());
    assertEquals(401, passwords("hanako", "granite otter lamp seven").statusCode());
    assertEquals(204, passwords("hanako", "cobalt fern anvil mist").statusCode());
    assertTrue(
        hub.database.audit().after(0, 1_000).stream()
            .anyMatch(entry -> entry.act().equals("change-password")));
  }

  private HttpResponse<String> change(String session, String current, String wanted)
      throws Exception {
    String body = "{\"current\":\"%s\",\"password\":\"%s\"}".formatted(current, wanted);
    return withCookie("POST", "/api/v1/session/password", session, body, hub.base);
  }

  private static String reason(HttpResponse<String> answer) {
    assertEquals(409, answer.statusCode(), answer.body());
    return answer.body().replaceAll(".*\"reason\":\"([a-z-]+)\".*", "$1");
  }

  private HttpResponse<String> passwords(String name, String password) throws Exception {
    String body = "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
    return hub.send(hub.request("POST", "/api/v1/session", body));
  }

  @Test
  void signing_in_makes_a_new_session_and_ends_the_one_before() throws Exception {
    String before = sessionOf(signIn());
    String body = "{\"token\":\"" + hub.tokens.get(Role.STAFF) + "\"}";
    String after = sessionOf(withCookie("POST", "/api/v1/session", before, body, hub.base));
    assertNotEquals(before, after);
    assertEquals(401, withCookie("GET", "/api/v1/session", before, null, null).statusCode());
    assertEquals(200, withCookie("GET", "/api/v1/session", after, null, null).statusCode());
  }

  @Test
  void signing_out_everywhere_ends_the_other_browser_s_session_too() throws Exception {
    String here = sessionOf(signIn());
    String there = sessionOf(signIn());
    String path = "/api/v1/session?everywhere=true";
    assertEquals(204, withCookie("DELETE", path, here, null, hub.base).statusCode());
    assertEquals(401, withCookie("GET", "/api/v1/session", there, null, null).statusCode());
    assertProblem(
        400,
        "bad-request",
        withCookie(
            "DELETE", "/api/v1/session?everywhere=perhaps", sessionOf(signIn()), null, hub.base));
  }

  private HttpResponse<String> signIn() throws IOException, InterruptedException {
    String body = "{\"token\":\"" + hub.tokens.get(Role.STAFF) + "\"}";
    return hub.send(hub.request("POST", "/api/v1/session", body));
  }

  private static String sessionOf(HttpResponse<String> answer) {
    String cookie = answer.headers().firstValue("Set-Cookie").get();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private HttpResponse<String> withCookie(
      String method, String path, String cookie, @Nullable String body, @Nullable String origin)
      throws IOException, InterruptedException {
    var request = hub.request(method, path, body).header("Cookie", cookie);
    return hub.send(origin == null ? request : request.header("Origin", origin));
  }

  @Test
  void many_seats_come_compressed_if_asked_for() throws Exception {
    var request =
        hub.as(Role.STAFF, "GET", "/api/v1/offices/chuo/seats", null)
            .header("Accept-Encoding", "br, gzip");
    var answer = hub.client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    assertEquals("gzip", answer.headers().firstValue("Content-Encoding").get());
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
    assertTrue(answer.body().length * 10 < plain.length);
    assertEquals(
        hub.get(Role.STAFF, "/api/v1/offices/chuo/seats").body(),
        new String(plain, StandardCharsets.UTF_8));
    var refused =
        hub.as(Role.STAFF, "GET", "/api/v1/offices/chuo/seats", null)
            .header("Accept-Encoding", "gzip;q=0, identity");
    assertTrue(hub.send(refused).headers().firstValue("Content-Encoding").isEmpty());
  }

  @Test
  void files_of_the_page_are_for_all_and_cached_by_their_tag() throws Exception {
    HttpResponse<String> file = hub.send(hub.request("GET", "/web/probe.js", null));
    assertEquals(200, file.statusCode());
    assertEquals("text/javascript; charset=utf-8", file.headers().firstValue("Content-Type").get());
    assertTrue(
        file.headers().firstValue("Content-Security-Policy").get().contains("default-src 'none'"));
    assertEquals("nosniff", file.headers().firstValue("X-Content-Type-Options").get());
    String tag = file.headers().firstValue("ETag").get();
    HttpResponse<String> again =
        hub.send(hub.request("GET", "/web/probe.js", null).header("If-None-Match", tag));
    assertEquals(304, again.statusCode());
    assertEquals("", again.body());
    for (String bad : List.of("/web/nothing.js", "/web/..%2fhttp%2fopenapi.json", "/web/")) {
      assertEquals(404, hub.send(hub.request("GET", bad, null)).statusCode(), bad);
    }
  }

  @Test
  void head_is_answered_like_get_without_a_body() throws Exception {
    HttpResponse<String> answer = hub.send(hub.request("HEAD", "/healthz", null));
    assertEquals(200, answer.statusCode());
    assertEquals("", answer.body());
    assertEquals(200, hub.send(hub.request("GET", "/healthz", null)).statusCode());
  }

  @Test
  void a_port_in_use_is_one_clear_message() throws Exception {
    HubAtWork other = hub;
    try (HubHttp second = new HubHttp(hub.parts, List.of())) {
      IOException e =
          assertThrows(IOException.class, () -> second.start("127.0.0.1", other.http.port(), null));
      String told = String.valueOf(e.getMessage());
      assertTrue(told.contains("127.0.0.1:" + other.http.port()), told);
      assertTrue(told.contains("in use"), told);
    }
  }

  @Test
  void metrics_count_what_happened() throws Exception {
    hub.post(Role.STAFF, "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"A-01\"}");
    hub.post(Role.STAFF, "/api/v1/taps", "{\"office\":\"chuo\",\"seat\":\"X\"}");
    String text = hub.get(Role.OPERATOR, "/metrics").body();
    assertTrue(text.contains("seki_taps_total{outcome=\"granted\",reason=\"\"} 1\n"), text);
    assertTrue(text.contains("# TYPE seki_units gauge\nseki_units 1\n"), text);
    assertEquals(403, hub.get(Role.STAFF, "/metrics").statusCode());
  }
}
