package city.seki.provisioning.unit;

import city.seki.provisioning.enrol.ClaimCode;
import city.seki.provisioning.enrol.EnrolRefusal;
import city.seki.provisioning.est.Base64Body;
import city.seki.provisioning.est.CertificateRequest;
import city.seki.provisioning.est.CertsOnly;
import city.seki.provisioning.est.EstResource;
import city.seki.provisioning.est.MalformedDer;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.Tls;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * EST over HTTPS (RFC 7030, with the corrections of RFC 8951), for networks that pass nothing else
 * and for claims by code. The request is not linked to the connection (RFC 7030, 3.5): the hub does
 * not ask for it.
 */
final class HttpsEst implements EstClient {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** A hub that signs for a hundred units on an office's first morning takes its time. */
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /** Far above what comes: 64 kB of certificates in base64, a start document of 10 kB. */
  private static final int MOST_BYTES = 256 * 1024;

  private static final Duration BUSY = Duration.ofMinutes(1);
  private static final Set<String> REFUSALS =
      Arrays.stream(EnrolRefusal.values())
          .map(EnrolRefusal::word)
          .collect(Collectors.toUnmodifiableSet());
  private static final Pattern WORD = Pattern.compile("[a-z]+(-[a-z]+)*");

  private final URI server;
  private final @Nullable String authorization;
  private final Consumer<Instant> hubTime;
  private final HttpClient client;

  /**
   * @param hubTime hears the time of every answer of a believed hub
   */
  HttpsEst(URI server, Transports.Shown shown, PeerCheck hub, Consumer<Instant> hubTime) {
    this.server = server;
    this.hubTime = hubTime;
    this.authorization = authorization(shown);
    TlsIdentity identity =
        shown instanceof Transports.ACertificate(var certificate) ? certificate : null;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .sslContext(Tls.context(() -> identity, hub))
            .sslParameters(Tls.parameters())
            .build();
  }

  private static @Nullable String authorization(Transports.Shown shown) {
    if (!(shown instanceof Transports.ACode(var code))) {
      return null;
    }
    byte[] login = (ClaimCode.USER + ":" + code.secret()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(login);
  }

  @Override
  public EstAnswer caCertificates() {
    return certificates(to(EstResource.CA_CERTIFICATES).GET().build());
  }

  @Override
  public EstAnswer enrol(CertificateRequest request) {
    return certificates(post(EstResource.ENROLL, request));
  }

  @Override
  public EstAnswer reenrol(CertificateRequest request) {
    return certificates(post(EstResource.REENROLL, request));
  }

  private HttpRequest post(EstResource resource, CertificateRequest request) {
    return to(resource)
        .header("Content-Type", "application/pkcs10")
        .header("Content-Transfer-Encoding", "base64") // RFC 7030; one that is ignored since 8951
        .POST(BodyPublishers.ofString(Base64Body.write(request.der())))
        .build();
  }

  private HttpRequest.Builder to(EstResource resource) {
    return to("/.well-known/est/" + resource.httpName()).header("Accept", "application/pkcs7-mime");
  }

  private HttpRequest.Builder to(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(ANSWER);
    return authorization == null ? request : request.header("Authorization", authorization);
  }

  private EstAnswer certificates(HttpRequest request) {
    return switch (send(request)) {
      case Sent.Failed(var not) -> not;
      case Sent.Ok(var body) -> read(body);
    };
  }

  private EstAnswer read(String body) {
    Optional<byte[]> der =
        Base64Body.read(body.getBytes(StandardCharsets.UTF_8), CertsOnly.MOST_BYTES);
    if (der.isEmpty()) {
      return unreadable("it is no base64");
    }
    try {
      return new EstAnswer.Certificates(CertsOnly.read(der.get()));
    } catch (MalformedDer e) {
      return unreadable(String.valueOf(e.getMessage()));
    }
  }

  private EstAnswer unreadable(String why) {
    return new EstAnswer.Unreachable(
        server + " answers with something that is no certificates: " + why);
  }

  @Override
  public EstAnswer.Start startDocument() {
    return switch (send(to("/unit").GET().build())) {
      case Sent.Failed(var not) -> not;
      case Sent.Ok(var body) -> new EstAnswer.StartDocument(body);
    };
  }

  /** What became of one request. */
  private sealed interface Sent {
    record Ok(String body) implements Sent {}

    record Failed(EstAnswer.Not not) implements Sent {}
  }

  private Sent send(HttpRequest request) {
    try {
      HttpResponse<String> response =
          client.send(
              request,
              BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_BYTES));
      time(response.headers()).ifPresent(hubTime);
      return response.statusCode() == 200
          ? new Sent.Ok(response.body())
          : new Sent.Failed(not(response));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Sent.Failed(new EstAnswer.Unreachable(server + ": this program ends"));
    } catch (IOException e) {
      return new Sent.Failed(failed(e));
    }
  }

  private static EstAnswer.Not not(HttpResponse<String> response) {
    int status = response.statusCode();
    return switch (status) {
      case 202, 429, 503 -> new EstAnswer.Wait(retryAfter(response.headers()));
      default ->
          status >= 400 && status < 500
              ? new EstAnswer.Refused(word(response))
              : new EstAnswer.Unreachable(
                  response.uri() + " answers with status " + status + ": look at the hub's log");
    };
  }

  /** The rules' own word, wherever in the answer it stands. */
  private static String word(HttpResponse<String> response) {
    return WORD.matcher(response.body())
        .results()
        .map(MatchResult::group)
        .filter(REFUSALS::contains)
        .findFirst()
        .orElse("http-" + response.statusCode());
  }

  private static Duration retryAfter(HttpHeaders headers) {
    Optional<String> after = headers.firstValue("Retry-After");
    try {
      return after.map(text -> Duration.ofSeconds(Integer.parseInt(text.strip()))).orElse(BUSY);
    } catch (NumberFormatException e) {
      return BUSY; // a date, which is worth nothing to a clock that is not set
    }
  }

  private static Optional<Instant> time(HttpHeaders headers) {
    try {
      return headers
          .firstValue("Date")
          .map(text -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty(); // a server that tells no time is none the worse for the rest
    }
  }

  private EstAnswer.Not failed(IOException failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof CertificateException) {
        return new EstAnswer.Distrusted(server + " is not believed: " + each.getMessage());
      }
      if (each instanceof SSLException && String.valueOf(each.getMessage()).contains("alert")) {
        return new EstAnswer.Distrusted(server + " does not speak with us: " + each.getMessage());
      }
    }
    String why =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    return new EstAnswer.Unreachable(server + " cannot be reached: " + why);
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
