package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.access.Operation;
import city.seki.hub.access.Role;
import city.seki.hub.access.Tokens;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route that the hub serves, asked by every role, by nobody, and with everything that must
 * not count. The routes are asked of {@link HubHttp} itself: a new one is in this test at once.
 */
class EveryRouteTest {
  /** What needs no sign-in. A route that is added here is open to whoever reaches the hub. */
  private static final Set<String> OPEN =
      Set.of(
          "GET /",
          "GET /web/{file}",
          "GET /api/openapi.json",
          "GET /api/v1/me/calendar.ics", // by a key of its own, see CalendarTest
          "GET /crl",
          "GET /healthz",
          "GET /readyz",
          "GET /api/v1/sign-in",
          "GET /api/v1/session/directory",
          "GET /api/v1/session/directory/callback",
          "POST /api/v1/session",
          "DELETE /api/v1/session");

  /**
   * What the certificate of a unit or a claim opens, or a claim's code, and no role: each looks at
   * it by itself (ForeignEstIT). The first two are for everybody, as RFC 7030 has it.
   */
  private static final Set<String> OF_UNITS =
      Set.of(
          "GET /.well-known/est/cacerts",
          "GET /.well-known/est/csrattrs",
          "POST /.well-known/est/simpleenroll",
          "POST /.well-known/est/simplereenroll",
          "GET /unit",
          "GET /bundle/{sha256}",
          "GET /bundle/{sha256}/from/{version}");

  private static final Set<String> LOOKING = Set.of("GET", "HEAD");
  private static final String ROLES = "your roles do not allow this";
  private static final String LOOKS_ONLY = "this token is for looking only";

  /** What a route answered. */
  private record Answer(int status, String body) {
    boolean isProblem(int of, String text) {
      return status == of && body.contains(text);
    }
  }

  @TempDir Path data;
  private HubAtWork hub;
  private final Map<Role, String> tokens = new EnumMap<>(Role.class);

  @BeforeEach
  void start() throws Exception {
    hub = new HubAtWork(data);
    for (Role role : Role.values()) {
      tokens.put(role, hub.token(role, "1001"));
    }
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private static String name(Route route) {
    return route.method() + " " + route.path();
  }

  /** A path of that route; whether what it names is there does not matter before the gate. */
  private static String path(Route route) {
    return route.path().replaceAll("\\{[a-z0-9_]+}", "x");
  }

  private HttpRequest.Builder request(Route route) {
    return hub.request(route.method(), path(route), LOOKING.contains(route.method()) ? null : "{}");
  }

  /** Of an answer without an end only the beginning is waited for. */
  private Answer ask(HttpRequest.Builder request) throws Exception {
    HttpResponse<InputStream> answer =
        hub.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      boolean endless =
          answer.headers().firstValue("Content-Type").orElse("").equals("text/event-stream");
      byte[] bytes = endless ? new byte[0] : body.readAllBytes();
      return new Answer(answer.statusCode(), new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private Answer ask(Route route, @Nullable String authorization) throws Exception {
    HttpRequest.Builder request = request(route);
    return ask(authorization == null ? request : request.header("Authorization", authorization));
  }

  private List<Route> guarded() {
    return hub.http.routes().stream().filter(route -> route.operation() != null).toList();
  }

  @Test
  void what_needs_no_sign_in_is_this_short_list() {
    TreeSet<String> open = new TreeSet<>();
    TreeSet<String> units = new TreeSet<>();
    for (Route route : hub.http.routes()) {
      if (route.ofUnits()) {
        units.add(name(route));
      } else if (route.operation() == null) {
        open.add(name(route));
      }
    }
    assertEquals(new TreeSet<>(OPEN), open);
    assertEquals(new TreeSet<>(OF_UNITS), units);
    assertTrue(guarded().size() > 25, "only " + guarded().size() + " routes are guarded");
  }

  @Test
  void every_role_gets_what_the_table_says_and_nothing_else() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Route route : guarded()) {
      Operation operation = route.operation();
      for (Role role : Role.values()) {
        Answer answer = ask(route, "Bearer " + tokens.get(role));
        boolean refused = answer.isProblem(403, ROLES);
        boolean may = operation != null && operation.isAllowedTo(Set.of(role));
        if (answer.status() == 401 || answer.status() >= 500 || refused == may) {
          wrong.add(name(route) + " as " + role.word() + ": " + answer);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void a_token_for_looking_looks_only_on_every_route() throws Exception {
    Tokens.Created made =
        hub.database
            .tokens()
            .create(Set.of(Role.ADMIN), "1001", "screen", null, true, hub.now(), hub.random);
    List<String> wrong = new ArrayList<>();
    for (Route route : guarded()) {
      Answer answer = ask(route, "Bearer " + made.secret());
      boolean refused = answer.isProblem(403, LOOKS_ONLY);
      if (refused == LOOKING.contains(route.method()) || answer.status() == 401) {
        wrong.add(name(route) + ": " + answer);
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void whoever_shows_nothing_or_what_does_not_count_is_let_in_nowhere() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Route route : guarded()) {
      for (String shown : shown()) {
        Answer answer = ask(route, shown.isEmpty() ? null : shown);
        // Too many of these are answered 429; that is no way in either.
        if (answer.status() != 401 && answer.status() != 429) {
          wrong.add(name(route) + " with " + shown + ": " + answer);
        }
      }
      hub.nanos.addAndGet(Duration.ofMinutes(2).toNanos());
      Answer forged =
          ask(request(route).header("Cookie", "seki_session=x").header("Origin", hub.base));
      assertEquals(401, forged.status(), name(route));
    }
    assertEquals(List.of(), wrong);
  }

  /** Nothing, a token that is expired, revoked, of nobody, tampered with, or not shown as one. */
  private List<String> shown() {
    String good = String.valueOf(tokens.get(Role.ADMIN));
    Tokens all = hub.database.tokens();
    Set<Role> admin = Set.of(Role.ADMIN);
    String expired =
        all.create(admin, null, "x", hub.now().minusSeconds(1), hub.now(), hub.random).secret();
    Tokens.Created revoked = all.create(admin, null, "x", null, hub.now(), hub.random);
    all.revoke(revoked.token().id(), hub.now());
    String stranger = all.create(admin, "9999", "x", null, hub.now(), hub.random).secret();
    char last = good.charAt(good.length() - 1);
    String tampered = good.substring(0, good.length() - 1) + (last == 'A' ? 'E' : 'A');
    return List.of(
        "",
        "Bearer " + expired,
        "Bearer " + revoked.secret(),
        "Bearer " + stranger,
        "Bearer " + tampered,
        "Bearer " + good + good,
        "Bearer",
        "Token " + good,
        "Basic " + good,
        good);
  }

  @Test
  void no_route_takes_another_site_s_word_for_a_signed_in_browser() throws Exception {
    HttpResponse<String> in =
        hub.send(
            hub.request(
                "POST", "/api/v1/session", "{\"token\":\"" + tokens.get(Role.ADMIN) + "\"}"));
    String cookie = in.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    List<String> wrong = new ArrayList<>();
    for (Route route : hub.http.routes()) {
      if (LOOKING.contains(route.method())) {
        continue;
      }
      for (String[] header :
          new String[][] {
            {"Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Site", "same-site"},
            {"Sec-Fetch-Site", "none"},
            {"Origin", "https://evil.example"},
            {"Origin", "null"}
          }) {
        Answer answer = ask(request(route).header("Cookie", cookie).header(header[0], header[1]));
        if (!answer.isProblem(403, "another site")) {
          wrong.add(name(route) + " with " + String.join(" ", header) + ": " + answer);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void every_answer_carries_what_protects_a_browser() throws Exception {
    List<String> missing = new ArrayList<>();
    for (Route route : hub.http.routes()) {
      HttpResponse<InputStream> answer =
          hub.client.send(request(route).build(), HttpResponse.BodyHandlers.ofInputStream());
      answer.body().close();
      for (String header :
          List.of(
              "Content-Security-Policy",
              "X-Content-Type-Options",
              "X-Frame-Options",
              "Referrer-Policy",
              "Cross-Origin-Resource-Policy",
              "Cache-Control")) {
        if (answer.headers().firstValue(header).isEmpty()) {
          missing.add(name(route) + " " + answer.statusCode() + ": " + header);
        }
      }
    }
    assertEquals(List.of(), missing);
  }
}
