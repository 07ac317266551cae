package city.seki.hub.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The changes of the floor in order, for server-sent events (HTML Living Standard §9.2). A client
 * that was away names the last event that it saw and gets what came since; if that is forgotten
 * already, or was of another run of the hub, it is told to fetch everything anew. Safe for all
 * threads.
 */
public final class EventStream {
  /** How many events are kept for clients that were away. */
  private static final int KEPT = 8_192;

  /** How far a client may lag before it is told to start anew. */
  private static final int LAG = 4_096;

  /**
   * One event.
   *
   * @param id {@code run-number}
   * @param name its type
   * @param data JSON on one line
   */
  public record Sent(String id, String name, String data) {}

  /** A client that listens. */
  public final class Subscription implements AutoCloseable {
    private final LinkedBlockingQueue<Sent> queue = new LinkedBlockingQueue<>(LAG);
    private volatile boolean lagging;

    /** The next event; null if none came in that time. */
    public @Nullable Sent next(long time, TimeUnit unit) throws InterruptedException {
      if (lagging) {
        lagging = false;
        queue.clear();
        return reset();
      }
      return queue.poll(time, unit);
    }

    private void offer(Sent event) {
      if (!queue.offer(event)) {
        lagging = true;
      }
    }

    @Override
    public void close() {
      subscriptions.remove(this);
    }
  }

  private final String run;
  private final ArrayDeque<Sent> kept = new ArrayDeque<>();
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
  private long number;

  /**
   * @param run names this run of the hub
   */
  public EventStream(String run) {
    this.run = run;
  }

  /**
   * Tells everybody.
   *
   * @param data JSON on one line, UTF-8
   */
  public synchronized void publish(String name, byte[] data) {
    Sent event = new Sent(run + "-" + ++number, name, new String(data, UTF_8));
    kept.addLast(event);
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
    subscriptions.forEach(s -> s.offer(event));
  }

  /**
   * Begins to listen.
   *
   * @param lastSeen the id of the last event that the client saw, null for a new client
   */
  public synchronized Subscription subscribe(@Nullable String lastSeen) {
    Subscription subscription = new Subscription();
    if (lastSeen != null) {
      List<Sent> missed = since(lastSeen);
      if (missed == null || missed.size() >= LAG) {
        subscription.offer(reset());
      } else {
        missed.forEach(subscription::offer);
      }
    }
    subscriptions.add(subscription);
    return subscription;
  }

  public int listeners() {
    return subscriptions.size();
  }

  /** What came after that event, null if that cannot be told any more. */
  private @Nullable List<Sent> since(String lastSeen) {
    if (lastSeen.equals(run + "-" + number)) {
      return List.of();
    }
    List<Sent> missed = new ArrayList<>();
    boolean found = false;
    for (Sent event : kept) {
      if (found) {
        missed.add(event);
      }
      found |= event.id().equals(lastSeen);
    }
    return found ? missed : null;
  }

  private synchronized Sent reset() {
    return new Sent(run + "-" + number, "reset", "{}");
  }
}
