package city.seki.edge.av.xapi;

import city.seki.edge.card.Pace;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for changes that a device tells by itself, over a WebSocket that it opens, proves alive and
 * opens again by itself. Where the device refuses it, waiting is all that happens, and the device
 * is polled. Confined to one thread; what the line hears comes in through a queue of one.
 */
final class Feedback implements FeedbackLine.Listener {
  private static final Duration OPENING = Duration.ofSeconds(4);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /** Between two proofs that the line is alive. */
  private static final Duration PROBE = Duration.ofSeconds(30);

  private final HttpClient client;
  private final URI address;
  private final @Nullable Login login;
  private final Pace pace;
  private final Runnable restarts;
  private final BlockingQueue<Boolean> changes = new ArrayBlockingQueue<>(1);
  private @Nullable FeedbackLine line;
  private Duration wait = FIRST_WAIT;
  private long nextTry;
  private long nextProbe;

  /**
   * @param address scheme {@code ws} or {@code wss}
   * @param restarts called in a thread of the client when the device says that it will restart
   */
  Feedback(HttpClient client, URI address, @Nullable Login login, Pace pace, Runnable restarts) {
    this.client = client;
    this.address = address;
    this.login = login;
    this.pace = pace;
    this.restarts = restarts;
    this.nextTry = pace.nanos();
  }

  /**
   * Returns when the device tells a change, its line is new or was cut, or that time is over.
   *
   * @param mayOpen whether a line that is not there may be opened
   */
  void await(Duration most, boolean mayOpen) throws InterruptedException {
    long end = pace.nanos() + most.toNanos();
    for (long left = most.toNanos(); left > 0; left = end - pace.nanos()) {
      long next = keep(mayOpen) - pace.nanos();
      long portion = Math.min(left, Math.max(next, 1));
      if (changes.poll(portion, TimeUnit.NANOSECONDS) != null) {
        return;
      }
    }
  }

  /**
   * Opens the line or proves it alive, where that is due.
   *
   * @return when there is something to do again
   */
  private long keep(boolean mayOpen) throws InterruptedException {
    FeedbackLine open = line;
    if (open != null && open.hasEnded()) {
      line = null;
      later();
    } else if (open != null && pace.nanos() - nextProbe >= 0) {
      if (open.probe()) {
        wait = FIRST_WAIT; // it has lasted
      }
      nextProbe = pace.nanos() + PROBE.toNanos();
    } else if (open == null && mayOpen && pace.nanos() - nextTry >= 0) {
      open();
    }
    return line != null ? nextProbe : mayOpen ? nextTry : pace.nanos() + PROBE.toNanos();
  }

  private void open() throws InterruptedException {
    FeedbackLine fresh = new FeedbackLine(this);
    WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(OPENING);
    if (login != null) {
      builder.subprotocols(login.subprotocol());
    }
    CompletableFuture<WebSocket> opening = builder.buildAsync(address, fresh);
    try {
      opening.get(OPENING.toMillis(), TimeUnit.MILLISECONDS);
      line = fresh;
      nextProbe = pace.nanos() + PROBE.toNanos();
      fresh.subscribe();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException) {
        wait = LONGEST_WAIT; // it has none, or keeps it for others
      }
      later();
    } catch (TimeoutException e) {
      later();
    } finally {
      if (line == null) {
        fresh.abandon();
      }
    }
  }

  private void later() {
    nextTry = pace.nanos() + wait.toNanos();
    Duration twice = wait.multipliedBy(2);
    wait = twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
  }

  /** Ends the line and its subscriptions; never throws. */
  void close() {
    FeedbackLine open = line;
    line = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void changed() {
    changes.offer(true); // one that waits already says the same
  }

  @Override
  public void restarts() {
    restarts.run();
    changed(); // its line may have been cut, and looked at, before this was told
  }
}
