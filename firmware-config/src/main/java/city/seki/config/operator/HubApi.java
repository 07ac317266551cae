package city.seki.config.operator;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * A hub's interface for operators, over HTTPS; over HTTP only for a hub that runs open, which
 * listens on loopback alone.
 */
public final class HubApi implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI hub;
  private final String token;
  private final HttpClient client;

  /**
   * @param tls by which the hub is known
   * @param parameters what is spoken
   */
  public HubApi(URI hub, String token, SSLContext tls, SSLParameters parameters) {
    this(hub, token, client().sslContext(tls).sslParameters(parameters).build());
  }

  private HubApi(URI hub, String token, HttpClient client) {
    this.hub = hub;
    this.token = token;
    this.client = client;
  }

  /** A hub that runs open, on this machine. */
  static HubApi open(URI hub, String token) {
    return new HubApi(hub, token, client().build());
  }

  private static HttpClient.Builder client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(Duration.ofSeconds(10));
  }

  /** The objects of an array. */
  public List<JsonFields> list(String path) throws IOException {
    byte[] array = send(request(path).GET());
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    object.writeBytes("{\"items\":".getBytes(StandardCharsets.UTF_8));
    object.writeBytes(array);
    object.write('}');
    try {
      return JsonFields.parse(object.toByteArray()).objects("items");
    } catch (BadMessage e) {
      throw new IOException(hub + path + " answers with something else: " + e.getMessage(), e);
    }
  }

  /** One object. */
  public JsonFields get(String path) throws IOException {
    return object(path, send(request(path).GET()));
  }

  /** What a request with that body is answered; nothing where the answer has no body. */
  public byte[] post(String path, byte[] json) throws IOException {
    return post(path, "application/json", json);
  }

  /** The same for an object that is answered. */
  public JsonFields ask(String path, String type, byte[] body) throws IOException {
    return object(path, post(path, type, body));
  }

  private byte[] post(String path, String type, byte[] body) throws IOException {
    return send(
        request(path)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private JsonFields object(String path, byte[] json) throws IOException {
    try {
      return JsonFields.parse(json);
    } catch (BadMessage e) {
      throw new IOException(hub + path + " answers with something else: " + e.getMessage(), e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(hub.resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token);
  }

  private byte[] send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() < 300) {
        return answer.body();
      }
      throw new IOException("%s says no (%d): %s".formatted(hub, answer.statusCode(), why(answer)));
    } catch (SSLException e) {
      throw new IOException(
          hub
              + ": "
              + e.getMessage()
              + "; --root has to be the root-ca.pem of this hub's city, and the hub one without"
              + " --dev",
          e);
    } catch (ConnectException | HttpTimeoutException e) {
      throw new IOException(
          hub + " does not answer: does the hub run, and is that its --http-port?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + hub + " was asked", e);
    }
  }

  private static String why(HttpResponse<byte[]> answer) {
    if (answer.statusCode() == 401) {
      return "the token of --token-file is wrong, expired or revoked; make another at the hub:"
          + " seki-hub token create --role operator";
    }
    try {
      JsonFields problem = JsonFields.parse(answer.body());
      StringBuilder all = new StringBuilder();
      for (JsonFields each : problem.objects("problems")) {
        all.append(
            "\n%s:%d:%d: %s"
                .formatted(
                    each.text("file"),
                    each.whole("line"),
                    each.whole("column"),
                    each.text("message")));
      }
      if (!all.isEmpty()) {
        return all.toString();
      }
      String why = problem.text("detail");
      return why.equals("unknown-unit")
          ? "the unit never had a claim or a certificate here; seki-provision list shows who has one"
          : why;
    } catch (BadMessage e) {
      return "no reason is given"; // not the hub's own answer: a proxy between, perhaps
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
