package city.seki.hub.ngsi;

import city.seki.hub.data.DataException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The city's context broker, which is told entities (ETSI GS CIM 009, 5.6.8 and 6.15). */
public final class ContextBroker {
  private static final int CREATED = 201;
  private static final int UPDATED = 204;
  private static final int MOST_REASON = 300;

  private final URI address;
  private final String token;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * @param address what stands before {@code /ngsi-ld/v1}
   * @param token shown as a bearer, empty for none
   */
  public ContextBroker(URI address, String token, Duration timeout) {
    this.address = address;
    this.token = token;
    this.timeout = timeout;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  /**
   * Makes those entities, or brings the attributes that are given up to date.
   *
   * @throws DataException if it did not take all of them; told again, the same comes out
   */
  public void upsert(byte[] entities) throws InterruptedException {
    URI to =
        URI.create(
            address.toString().replaceAll("/+$", "")
                + "/ngsi-ld/v1/entityOperations/upsert?options=update");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to)
            .timeout(timeout)
            .header("Content-Type", "application/ld+json")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(entities));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      int status = answer.statusCode();
      if (status != CREATED && status != UPDATED) {
        String reason = answer.body();
        throw new DataException(
            "%s did not take all entities: status %d, %s"
                .formatted(
                    to, status, reason.substring(0, Math.min(MOST_REASON, reason.length()))));
      }
    } catch (IOException e) {
      throw new DataException(
          "%s cannot be reached: %s; look at --broker".formatted(to, e.getClass().getSimpleName()),
          e);
    }
  }
}
