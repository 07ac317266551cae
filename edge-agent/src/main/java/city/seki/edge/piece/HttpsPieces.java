package city.seki.edge.piece;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.wire.BadMessage;
import city.seki.config.wire.BundleStepMessage;
import city.seki.config.wire.Sha256;
import city.seki.provisioning.tls.PeerCheck;
import city.seki.provisioning.tls.Tls;
import city.seki.provisioning.tls.TlsIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pieces by HTTPS, over a connection of its own, so that nothing of the link to the broker waits
 * behind them: {@code GET /bundle/SHA256} with {@code Range} (RFC 9110, section 14), where the unit
 * shows its certificate.
 */
public final class HttpsPieces implements PieceSource {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /** No step is longer than this. */
  private static final int STEP_BYTES = 4 << 10;

  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;
  private static final int NO_SUCH_RANGE = 416;

  private final URI hub;
  private final Supplier<@Nullable TlsIdentity> own;
  private final PeerCheck peers;
  private @Nullable HttpClient client;

  /**
   * Nothing is connected before the first piece.
   *
   * @param hub {@code https://HOST:PORT}
   * @param own what the unit shows of itself
   * @param peers who is believed to be the hub
   */
  public HttpsPieces(URI hub, Supplier<@Nullable TlsIdentity> own, PeerCheck peers) {
    this.hub = hub;
    this.own = own;
    this.peers = peers;
  }

  @Override
  public byte[] piece(Sha256 whole, long offset, int length)
      throws IOException, InterruptedException {
    String range = "bytes=" + offset + "-" + (offset + length - 1);
    HttpRequest request =
        HttpRequest.newBuilder(hub.resolve("/bundle/" + whole))
            .timeout(ANSWER)
            .header("Range", range)
            .build();
    Answer answer = ask(request, length);
    if (answer.status() == NOT_FOUND || answer.status() == NO_SUCH_RANGE) {
      throw new Nowhere("the hub does not have " + whole + ", or less of it than was said");
    }
    if (answer.status() != PARTIAL || answer.body().length == 0) {
      throw new IOException("the hub answered " + answer.status() + " to a piece");
    }
    return answer.body();
  }

  @Override
  public Optional<BundleStepMessage> step(Sha256 goal, String running)
      throws IOException, InterruptedException {
    String path = "/bundle/" + goal + "/from/" + URLEncoder.encode(running, UTF_8);
    Answer answer =
        ask(HttpRequest.newBuilder(hub.resolve(path)).timeout(ANSWER).build(), STEP_BYTES);
    if (answer.status() == NO_CONTENT || answer.status() == NOT_FOUND) {
      return Optional.empty();
    }
    if (answer.status() != OK) {
      throw new IOException("the hub answered " + answer.status() + " to a step");
    }
    try {
      return Optional.of(BundleStepMessage.parse(answer.body()));
    } catch (BadMessage e) {
      throw new IOException("the hub's answer is not understood: " + e.getMessage(), e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Answer(int status, byte[] body) {}

  private Answer ask(HttpRequest request, int most) throws IOException, InterruptedException {
    try {
      HttpResponse<InputStream> response =
          client().send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        return new Answer(response.statusCode(), body.readNBytes(most));
      }
    } catch (IOException e) {
      forget(); // the next connection may show another certificate
      throw e;
    }
  }

  private HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(CONNECT)
              .sslContext(Tls.context(own, peers))
              .sslParameters(Tls.parameters())
              .build();
    }
    return client;
  }

  private void forget() {
    if (client != null) {
      client.shutdownNow();
      client = null;
    }
  }
}
