package city.seki.edge.av.xapi;

import city.seki.config.model.DeviceState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Asks a device for documents. A device has few places for sessions and never gives one up by
 * itself: where its answer opens one, that is used for the rest and ended by {@link #endSessions}.
 * Confined to one thread.
 */
final class XapiHttp {
  private static final Duration FAREWELL = Duration.ofSeconds(1);
  private static final int MOST_SESSIONS = 16;
  private static final String SESSION = "SessionId=";

  private final HttpClient client;
  private final URI address;
  private final @Nullable Login login;
  private final List<String> sessions = new ArrayList<>();

  /**
   * @param address scheme, host and port
   */
  XapiHttp(HttpClient client, URI address, @Nullable Login login) {
    this.client = client;
    this.address = address;
    this.login = login;
  }

  /**
   * @param target path and query
   * @return the document; null if the device has none at that place
   * @throws Unheard if it does not answer within that time, or not with what was asked for
   */
  byte @Nullable [] get(String target, Duration most) throws Unheard, InterruptedException {
    HttpResponse<byte[]> answer = exchange(request(target).GET().build(), most);
    answer.headers().allValues("set-cookie").forEach(this::note);
    return switch (answer.statusCode()) {
      case 200 -> answer.body();
      case 400, 404 -> null;
      case 401, 403 -> throw new Unheard(DeviceState.UNKNOWN, "password");
      case 301, 302, 303, 307, 308 -> throw new Unheard(DeviceState.UNKNOWN, "redirect");
      case 503 -> throw new Unheard(DeviceState.UNKNOWN, "busy");
      default -> throw Unheard.garbage(null);
    };
  }

  /** Ends what the device opened; one that does not hear it within a second is left alone. */
  void endSessions() throws InterruptedException {
    List<CompletableFuture<?>> ends = new ArrayList<>();
    for (String session : sessions) {
      HttpRequest end =
          HttpRequest.newBuilder(address.resolve("/xmlapi/session/end"))
              .header("Cookie", session)
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      ends.add(client.sendAsync(end, BodyHandlers.discarding()));
    }
    sessions.clear();
    try {
      CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
          .get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      ends.forEach(end -> end.cancel(true)); // it is gone, and its sessions with it
    }
  }

  private HttpRequest.Builder request(String target) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(target));
    if (login != null) {
      request.header("Authorization", login.basic());
    }
    if (!sessions.isEmpty()) {
      request.header("Cookie", sessions.getLast());
    }
    return request;
  }

  private HttpResponse<byte[]> exchange(HttpRequest request, Duration most)
      throws Unheard, InterruptedException {
    AtomicBoolean answered = new AtomicBoolean();
    BodyHandler<byte[]> bounded =
        BodyHandlers.limiting(BodyHandlers.ofByteArray(), XapiXml.LARGEST);
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request,
            head -> {
              answered.set(true);
              return bounded.apply(head);
            });
    try {
      return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw Unheard.timeout(answered.get());
    } catch (ExecutionException e) {
      throw Unheard.of(e.getCause() == null ? e : e.getCause(), answered.get());
    } finally {
      answer.cancel(true); // nothing if it is complete; ends the exchange otherwise
    }
  }

  private void note(String cookie) {
    String session = cookie.split(";", 2)[0].strip();
    boolean sendable = session.length() <= 256 && session.matches("[!-~&&[^,;\"\\\\]]+");
    if (session.startsWith(SESSION)
        && sendable
        && sessions.size() < MOST_SESSIONS
        && !sessions.contains(session)) {
      sessions.add(session);
    }
  }
}
