package city.seki.hub.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.provisioning.tls.Authorities;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to the provider: every address of it goes through here. Follows no redirects, waits no
 * longer than ten seconds, reads no more than 1 MiB.
 */
final class ProviderHttp implements HTTPRequestSender, ResourceRetriever, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LARGEST = 1024 * 1024;

  private final HttpClient client;
  private final boolean plainToo;

  /**
   * @param caFile PEM of the authority to believe, null for those that Java believes
   * @param plainToo whether {@code http} is spoken too, with a provider on this machine
   * @throws IOException if that file cannot be used
   */
  ProviderHttp(@Nullable Path caFile, boolean plainToo) throws IOException {
    HttpClient.Builder builder =
        HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NEVER);
    if (caFile != null) {
      builder.sslContext(Authorities.of(caFile));
    }
    this.client = builder.build();
    this.plainToo = plainToo;
  }

  @Override
  public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest asked) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(checked(asked.getURI()));
    asked
        .getHeaderMap()
        .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    String body = asked.getBody();
    HttpResponse<InputStream> answer =
        exchange(
            request.method(
                asked.getMethod().name(),
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body)));
    HTTPResponse response = new HTTPResponse(answer.statusCode());
    for (Map.Entry<String, List<String>> header : answer.headers().map().entrySet()) {
      response.setHeader(header.getKey(), header.getValue().toArray(String[]::new));
    }
    response.setBody(text(answer));
    return response;
  }

  /** The provider's keys. */
  @Override
  public Resource retrieveResource(URL url) throws IOException {
    try {
      HttpResponse<InputStream> answer =
          exchange(HttpRequest.newBuilder(checked(url.toURI())).GET());
      String body = text(answer);
      if (answer.statusCode() != 200) {
        throw new IOException(url + " answers " + answer.statusCode());
      }
      return new Resource(body, answer.headers().firstValue("Content-Type").orElse(null));
    } catch (URISyntaxException e) {
      throw new IOException("not an address: " + url, e);
    }
  }

  /** A document of the provider may name addresses; none where others can listen. */
  private URI checked(URI address) throws IOException {
    boolean secure = "https".equals(address.getScheme());
    boolean plain = plainToo && "http".equals(address.getScheme());
    if ((!secure && !plain) || address.getHost() == null) {
      throw new IOException("the provider names an address that is not https: " + address);
    }
    return address;
  }

  private HttpResponse<InputStream> exchange(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(
          request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static String text(HttpResponse<InputStream> answer) throws IOException {
    try (InputStream in = answer.body()) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException("the provider's answer is longer than " + LARGEST + " bytes");
      }
      return new String(bytes, UTF_8);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
