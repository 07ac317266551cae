package city.seki.hub.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.FreePort;
import city.seki.hub.access.Role;
import city.seki.hub.oidc.CityDirectory;
import city.seki.hub.oidc.DirectorySettings;
import city.seki.hub.web.Npm;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way of a browser to a certified OpenID provider that knows nothing of us - npm's {@code
 * oidc-provider} - and back again.
 */
@Timeout(180)
class DirectorySignInIT {
  private static final String SECRET = "the secret of this client";

  /** Knows one person of the roster, one operator, and one who is not of this city. */
  private static final String PROVIDER =
      """
      const [modules, port, publicUrl, secret, keyId] = process.argv.slice(2);
      const { default: Provider } = await import(`${modules}/oidc-provider/lib/index.js`);
      const { generateKeyPairSync } = await import('node:crypto');
      const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
      const people = {
        hanako: { employee_number: '1001', groups: ['seki-staff'] },
        ops: { groups: ['seki-operators'] },
        stranger: { employee_number: '9999', groups: ['seki-staff'] },
        nobody: { employee_number: '1002', groups: [] },
      };
      const provider = new Provider(`http://127.0.0.1:${port}`, {
        clients: [{
          client_id: 'seki', client_secret: secret, grant_types: ['authorization_code'],
          response_types: ['code'], redirect_uris: [`${publicUrl}/api/v1/session/directory/callback`],
          post_logout_redirect_uris: [`${publicUrl}/`],
        }],
        scopes: ['openid', 'staff'],
        claims: { openid: ['sub'], staff: ['employee_number', 'groups'] },
        findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
        features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
        cookies: { keys: ['test'] },
        jwks: { keys: [{ ...key, kid: keyId, use: 'sig', alg: 'RS256' }] },
      });
      provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
      """;

  private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

  @TempDir Path folder;
  private int providerPort;
  private int hubPort;
  private Process provider;
  private CityDirectory directory;
  private HubAtWork hub;

  @BeforeEach
  void start() throws Exception {
    providerPort = FreePort.take();
    hubPort = FreePort.take();
    provider = provider("first");
    directory =
        new CityDirectory(
            new DirectorySettings(
                URI.create("http://127.0.0.1:" + providerPort),
                "seki",
                SECRET,
                null,
                List.of("openid", "staff"),
                "employee_number",
                "groups",
                Map.of("seki-staff", Set.of(Role.STAFF), "seki-operators", Set.of(Role.OPERATOR)),
                Set.of(),
                null,
                URI.create(publicUrl())),
            System::nanoTime,
            new SecureRandom());
    hub = new HubAtWork(folder, 8, List.of(), hubPort, null, directory);
  }

  @AfterEach
  void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
    if (directory != null) {
      directory.close();
    }
    end(provider);
  }

  private String publicUrl() {
    return "http://127.0.0.1:" + hubPort;
  }

  private Process provider(String keyId) throws IOException {
    Path modules = Npm.modules("oidc-provider");
    Path script = Files.writeString(folder.resolve("provider.mjs"), PROVIDER);
    Process node =
        new ProcessBuilder(
                "node",
                script.toString(),
                modules.toString(),
                "" + providerPort,
                publicUrl(),
                SECRET,
                keyId)
            .redirectErrorStream(true)
            .start();
    BufferedReader said = node.inputReader(StandardCharsets.UTF_8);
    StringBuilder all = new StringBuilder();
    String line = said.readLine();
    while (line != null && !line.equals("ready")) {
      all.append(line).append('\n');
      line = said.readLine();
    }
    assertEquals("ready", line, all.toString());
    Thread.ofVirtual().start(() -> said.lines().forEach(later -> {}));
    return node;
  }

  private static void end(@Nullable Process process) throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  /** A browser: keeps cookies, follows links. */
  private static HttpClient browser() {
    return HttpClient.newBuilder()
        .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
        .followRedirects(HttpClient.Redirect.NORMAL)
        .connectTimeout(Duration.ofSeconds(10))
        .build();
  }

  private static HttpResponse<String> get(HttpClient browser, String url) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/html").build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> submit(HttpClient browser, HttpResponse<String> page, String form)
      throws Exception {
    Matcher action = FORM.matcher(page.body());
    assertTrue(action.find(), page.uri() + "\n" + page.body());
    HttpRequest request =
        HttpRequest.newBuilder(page.uri().resolve(action.group(1)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "text/html")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return browser.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Signs in there as that person; where the browser ends up. */
  private URI signIn(HttpClient browser, String person) throws Exception {
    HttpResponse<String> page = get(browser, publicUrl() + "/api/v1/session/directory");
    assertEquals(providerPort, page.uri().getPort(), page.uri() + page.body());
    page = submit(browser, page, "prompt=login&login=" + person + "&password=x");
    page = submit(browser, page, "prompt=consent");
    assertEquals(200, page.statusCode(), page.body());
    assertEquals(hubPort, page.uri().getPort(), page.body());
    return page.uri();
  }

  private HttpResponse<String> self(HttpClient browser) throws Exception {
    return get(browser, publicUrl() + "/api/v1/session");
  }

  @Test
  void a_person_signs_in_at_the_directory_and_out_again_there() throws Exception {
    HttpClient browser = browser();
    assertEquals("/", signIn(browser, "hanako").getPath());
    assertEquals(
        "{\"name\":\"松本 花子\",\"by\":\"directory\",\"person\":true,\"read_only\":false,"
            + "\"roles\":[\"staff\"]}",
        self(browser).body());
    HttpResponse<String> out =
        browser.send(
            HttpRequest.newBuilder(URI.create(publicUrl() + "/api/v1/session"))
                .header("Origin", publicUrl())
                .DELETE()
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(200, out.statusCode(), out.body());
    assertEquals(401, self(browser).statusCode());
    String next = out.body().replaceAll(".*\"next\":\"([^\"]+)\".*", "$1");
    HttpResponse<String> asked = get(browser, next);
    assertEquals(200, asked.statusCode(), asked.body());
    assertEquals(providerPort, asked.uri().getPort());
    assertTrue(
        hub.database.audit().after(0, 10).stream()
            .anyMatch(e -> e.act().equals("sign-in") && e.what().contains("directory")));
  }

  @Test
  void who_is_known_there_but_not_here_is_told_so_and_not_signed_in() throws Exception {
    for (String person : List.of("stranger", "nobody")) {
      HttpClient browser = browser();
      assertEquals("sign-in=no-role", signIn(browser, person).getQuery());
      assertEquals(401, self(browser).statusCode());
    }
    HttpClient operator = browser();
    assertEquals("/", signIn(operator, "ops").getPath());
    assertTrue(self(operator).body().contains("\"roles\":[\"operator\"]"), self(operator).body());
  }

  @Test
  void who_left_the_roster_is_out_at_the_next_request() throws Exception {
    HttpClient browser = browser();
    signIn(browser, "hanako");
    hub.roster.replace(List.of());
    assertEquals(401, self(browser).statusCode());
  }

  @Test
  void new_keys_of_the_provider_are_believed_and_its_absence_stops_nobody_else() throws Exception {
    signIn(browser(), "hanako");
    end(provider);
    HttpClient browser = browser();
    HttpResponse<String> page = get(browser, publicUrl() + "/api/v1/session/directory/callback");
    assertEquals("sign-in=expired", page.uri().getQuery());
    assertEquals(200, hub.get(Role.STAFF, "/api/v1/city").statusCode());
    provider = provider("second");
    assertEquals("/", signIn(browser, "hanako").getPath());
    assertEquals(200, self(browser).statusCode());
  }

  @Test
  void cancelling_there_is_told_in_words() throws Exception {
    HttpClient browser = browser();
    HttpResponse<String> page = get(browser, publicUrl() + "/api/v1/session/directory");
    Matcher abort = Pattern.compile("href=\"([^\"]+/abort)\"").matcher(page.body());
    assertTrue(abort.find(), page.body());
    HttpResponse<String> back = get(browser, page.uri().resolve(abort.group(1)).toString());
    assertEquals("sign-in=denied", back.uri().getQuery());
    assertFalse(back.body().isEmpty());
  }
}
