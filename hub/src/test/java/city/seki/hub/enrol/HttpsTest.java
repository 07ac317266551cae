package city.seki.hub.enrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.hub.access.Role;
import city.seki.provisioning.cert.Certificates;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.Tls;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser is told by a hub without {@code --dev}, over real TLS. */
class HttpsTest {
  @TempDir Path folder;

  @Test
  void cookies_are_for_this_host_over_tls_only_and_browsers_stay_with_https() throws Exception {
    try (SecureHub hub = new SecureHub(folder)) {
      byte[] der = Pem.read(Pem.CERTIFICATE, Files.readString(hub.root)).getFirst();
      X509Certificate root = Certificates.read(der).orElseThrow();
      try (HttpClient browser =
          HttpClient.newBuilder()
              .sslContext(Tls.context(() -> null, PeerCheck.hub(root, hub::now)))
              .build()) {
        String secret = "{\"token\":\"" + hub.token(Role.OPERATOR) + "\"}";
        HttpResponse<String> signedIn =
            browser.send(
                HttpRequest.newBuilder(URI.create(hub.base + "/api/v1/session"))
                    .header("Content-Type", "application/json")
                    .header("Origin", hub.base)
                    .POST(HttpRequest.BodyPublishers.ofString(secret))
                    .build(),
                BodyHandlers.ofString());
        assertEquals(204, signedIn.statusCode(), signedIn.body());
        List<String> cookies = signedIn.headers().allValues("Set-Cookie");
        assertFalse(cookies.isEmpty());
        for (String cookie : cookies) {
          assertTrue(cookie.startsWith("__Host-"), cookie);
          assertTrue(cookie.contains("; Path=/; HttpOnly; SameSite=Strict; Secure"), cookie);
          assertFalse(cookie.contains("Domain="), cookie);
        }
        for (String path : List.of("/", "/api/v1/session", "/healthz", "/nowhere")) {
          HttpResponse<String> answer =
              browser.send(
                  HttpRequest.newBuilder(URI.create(hub.base + path)).build(),
                  BodyHandlers.ofString());
          assertEquals(
              List.of("max-age=31536000"),
              answer.headers().allValues("Strict-Transport-Security"),
              path);
        }
      }
    }
  }
}
