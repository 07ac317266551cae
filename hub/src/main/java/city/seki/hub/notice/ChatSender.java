package city.seki.hub.notice;

import city.seki.config.wire.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Posts to incoming webhooks as Slack, Mattermost, Rocket.Chat and Google Chat take them: {@code
 * {"text": …}}. Follows no redirect: the host is one that the city allows.
 */
final class ChatSender implements Sender {
  private static final int TIMED_OUT = 408;
  private static final int TOO_MANY = 429;

  private final Duration timeout;
  private final HttpClient client;

  ChatSender(Duration timeout) {
    this.timeout = timeout;
    client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public Answer send(String to, Notice notice) throws InterruptedException {
    String words = notice.subject() + "\n" + notice.text();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(to))
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(JsonText.object(o -> o.put("text", words))))
            .build();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return answer(status);
    } catch (IOException e) {
      return new Later(e.getClass().getSimpleName());
    }
  }

  private static Answer answer(int status) {
    if (status / 100 == 2) {
      return new Taken();
    }
    boolean again = status / 100 == 5 || status == TIMED_OUT || status == TOO_MANY;
    return again ? new Later("status " + status) : new Refused("status " + status);
  }

  @Override
  public String group(String to) {
    return "chat at " + URI.create(to).getAuthority();
  }
}
