package city.seki.hub.alert;

import city.seki.config.wire.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Posts alerts to a chat room, one message as they begin and one as they end, in the form that the
 * incoming webhooks of Slack, Mattermost, Rocket.Chat and Teams take: {@code {"text": …}}. A thread
 * of its own sends, so that a chat that hangs delays nothing here.
 */
public final class Webhook implements Alerts.Listener, AutoCloseable {
  /** A storm of alerts must not fill the memory; what does not fit is counted and told. */
  private static final int WAITING = 200;

  private static final int TRIES = 3;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int TOO_MANY = 429;
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");

  private final URI address;
  private final Supplier<ZoneId> zone;
  private final Duration pause;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final AtomicInteger waiting = new AtomicInteger();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("seki-webhook").factory());

  /**
   * @param zone of the city, for the times in the messages
   * @param pause before the second try, and twice that before the third
   */
  public Webhook(URI address, Supplier<ZoneId> zone, Duration pause) {
    this.address = address;
    this.zone = zone;
    this.pause = pause;
  }

  @Override
  public void told(Alerts.Alert alert) {
    if (waiting.incrementAndGet() > WAITING) {
      waiting.decrementAndGet();
      Logger.warn("the chat is too slow: an alert was not sent to it");
      return;
    }
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    JsonText.object(o -> o.put("text", words(alert)))))
            .build();
    thread.execute(() -> send(request, 1));
  }

  private void send(HttpRequest request, int tried) {
    String trouble = trouble(request);
    if (trouble != null && tried < TRIES) {
      var _ =
          thread.schedule(
              () -> send(request, tried + 1), pause.toMillis() * tried, TimeUnit.MILLISECONDS);
      return;
    }
    waiting.decrementAndGet();
    if (trouble != null) {
      // The address holds the room's secret: it is not in the log.
      Logger.warn("an alert was not sent to the chat: {}", trouble);
    }
  }

  /** Why it was not taken, null if it was. What the chat refuses for good is not tried again. */
  private @Nullable String trouble(HttpRequest request) {
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      boolean again = status == TOO_MANY || status >= 500;
      if (!again && status >= 400) {
        Logger.warn("the chat refuses alerts with status {}: look at --alert-webhook", status);
        return null;
      }
      return again ? "status " + status : null;
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "the hub ends";
    }
  }

  private String words(Alerts.Alert alert) {
    StringBuilder text = new StringBuilder("Seki ");
    text.append(
        HOUR.format((alert.until() == null ? alert.at() : alert.until()).atZone(zone.get())));
    text.append(alert.until() == null ? " " : " ✓ ").append(alert.kind().word());
    for (String part : new String[] {alert.office(), alert.place(), alert.unit(), alert.detail()}) {
      if (part != null) {
        text.append(" · ").append(part);
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
