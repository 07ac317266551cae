package city.seki.hub.feed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Posts a day to the statistics system with a key by which it knows it again
 * (draft-ietf-httpapi-idempotency-key-header): sent any number of times it counts once.
 */
public final class FeedSender {
  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final int TIMED_OUT = 408;

  private final URI address;
  private final String token;
  private final Duration timeout;
  private final HttpClient client;

  /** What became of it. */
  public sealed interface Answer {}

  /** The receiver has it. */
  public record Taken() implements Answer {}

  /** It may have it or not: to be sent again. */
  public record Later(String cause) implements Answer {}

  /** It does not want it as it is; people have to look. */
  public record Refused(int status) implements Answer {}

  /**
   * @param token shown as a bearer, empty for none
   * @param timeout after which an answer is not waited for any more
   */
  public FeedSender(URI address, String token, Duration timeout) {
    this.address = address;
    this.token = token;
    this.timeout = timeout;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  Answer send(Outgoing what, String hub) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", '"' + what.key(hub) + '"')
            .POST(HttpRequest.BodyPublishers.ofString(body(what, hub)));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      int status =
          client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      return answer(status);
    } catch (IOException e) {
      return new Later(e.getClass().getSimpleName());
    }
  }

  static String body(Outgoing what, String hub) {
    return "{\"hub\":\"%s\",\"revision\":%d,\"figures\":%s}"
        .formatted(hub, what.revision(), what.document());
  }

  private static Answer answer(int status) {
    if (status / 100 == 2) {
      return new Taken();
    }
    boolean again = status / 100 == 5 || status == CONFLICT || status == TOO_MANY;
    return again || status == TIMED_OUT ? new Later("status " + status) : new Refused(status);
  }
}
