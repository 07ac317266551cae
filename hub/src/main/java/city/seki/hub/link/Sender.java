package city.seki.hub.link;

import city.seki.config.link.Arrived;
import city.seki.config.link.LinkMessage;
import city.seki.config.link.MqttSession;
import city.seki.config.link.Published;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends answers and acknowledgements by a session, in order, from a thread of its own, so that
 * whoever decides never waits for the network. While the session's window is full it waits; an
 * answer that finds no connection, or no room, is dropped and counted, because the unit asks again.
 */
final class Sender implements Ingress.Outbox, AutoCloseable {
  private static final long WINDOW_FULL_NANOS = 200_000;

  /** More than the allocation ever has under way: a broker that takes nothing fills no memory. */
  private static final int QUEUE = 65_536;

  /** Messages that leave in one go: enough to matter, few enough that the first hardly waits. */
  private static final int TOGETHER = 64;

  /** Something for the session; false if it has no room for it yet. */
  @FunctionalInterface
  private interface Parcel {
    boolean handOver();
  }

  private final MqttSession session;
  private final LinkedBlockingQueue<Parcel> queue = new LinkedBlockingQueue<>(QUEUE);
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread;
  private volatile boolean open = true;

  Sender(MqttSession session, ThreadFactory threads) {
    this.session = session;
    this.thread = threads.newThread(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public void send(LinkMessage message) {
    if (!queue.offer(() -> handOver(message))) {
      dropped.incrementAndGet();
    }
  }

  /** Tells the broker that it need not deliver that message again. */
  void acknowledge(Arrived message) {
    Parcel acknowledgement =
        () -> {
          session.acknowledge(message);
          return true;
        };
    if (!queue.offer(acknowledgement)) {
      session.acknowledge(message);
    }
  }

  /** How many answers found no connection. */
  long dropped() {
    return dropped.get();
  }

  private void run() {
    Deque<Parcel> waiting = new ArrayDeque<>();
    try {
      while (open || !queue.isEmpty()) {
        Parcel next = queue.poll(100, TimeUnit.MILLISECONDS);
        if (next != null) {
          waiting.add(next);
          queue.drainTo(waiting, TOGETHER - 1);
          deliver(waiting);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Deque<Parcel> waiting) {
    while (!waiting.isEmpty()) {
      session.together(
          () -> {
            while (!waiting.isEmpty() && waiting.getFirst().handOver()) {
              waiting.removeFirst();
            }
          });
      if (!waiting.isEmpty()) {
        LockSupport.parkNanos(WINDOW_FULL_NANOS);
      }
    }
  }

  /** False if the session's window is full. */
  private boolean handOver(LinkMessage message) {
    CompletionStage<Published> result = session.publish(message);
    Published now = result.toCompletableFuture().getNow(Published.ACKNOWLEDGED);
    if (now == Published.FULL && open) {
      return false;
    }
    if (now != Published.ACKNOWLEDGED) {
      dropped.incrementAndGet();
    }
    return true;
  }

  /** Sends what waits, then ends. */
  @Override
  public void close() {
    open = false;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
