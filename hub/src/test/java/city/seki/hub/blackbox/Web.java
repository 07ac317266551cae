package city.seki.hub.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The hub's HTTP interface, asked with one bearer token. */
final class Web {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final HttpClient client;
  private final String root;
  private final String token;

  Web(String root, String token) {
    this(CLIENT, root, token);
  }

  /**
   * @param client that believes whoever answers there
   */
  Web(HttpClient client, String root, String token) {
    this.client = client;
    this.root = root;
    this.token = token;
  }

  HttpResponse<String> request(String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    return client.send(
        prepared(path)
            .timeout(Duration.ofSeconds(20))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString(UTF_8));
  }

  private HttpRequest.Builder prepared(String path) {
    return HttpRequest.newBuilder(URI.create(root + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  /** Asks, and is given that status. */
  JsonNode expect(int status, String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = request(method, path, body);
    assertEquals(status, answer.statusCode(), () -> method + " " + path + ": " + answer.body());
    return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return expect(200, "GET", path, null);
  }

  /** One seat as the API shows it. */
  JsonNode seat(String office, String seat) throws IOException, InterruptedException {
    for (JsonNode each : get("/api/v1/offices/" + office + "/seats")) {
      if (each.get("seat").asString().equals(seat)) {
        return each;
      }
    }
    throw new AssertionError("there is no seat " + office + "/" + seat);
  }

  /** The stream of events, from now on. */
  InputStream events() throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        client.send(prepared("/api/v1/events").build(), BodyHandlers.ofInputStream());
    assertEquals(200, answer.statusCode());
    return answer.body();
  }
}
