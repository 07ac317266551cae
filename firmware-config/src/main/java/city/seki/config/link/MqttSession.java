package city.seki.config.link;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An MQTT 5 link that heals itself: it connects, subscribes, says the birth message, and when the
 * connection ends, for whatever reason, it waits as {@link Backoff} says and begins anew, until it
 * is closed. Unit and hub both use it, so that there is one path.
 *
 * <p>Every attempt has a Paho client of its own that keeps nothing. Paho never repeats a message:
 * whoever published it does, if no answer of the hub came. It is delivered at least once that way,
 * and Paho's endless loop about topic aliases cannot happen.
 *
 * <pre>
 *   state        event                        next
 *   waiting      time is up                   connecting
 *   connecting   CONNACK, SUBACK              up          listener: up, failures = 0 after 10 s of it
 *   connecting   refused, silent, cut         waiting     listener: down
 *   up           cut, keep-alive, forced      waiting     listener: down
 *   up           pushed off the third time    waiting     5 to 10 minutes: two have one client id
 *   any          close()                      closed
 * </pre>
 *
 * <p>Threads: every method may be called from any thread, also from the listener; none blocks on
 * the network but {@link #close}. {@link LinkListener} says on which threads it is called. The
 * state is guarded by this object's lock, which is never held while anybody else's code runs.
 */
public final class MqttSession implements AutoCloseable {
  private static final Duration STABLE = Duration.ofSeconds(10);
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  /** Pushed off so often by somebody of the same name, this session leaves the place to it. */
  private static final int PUSHED_OFF = 3;

  /** How long at least; twice that at most. Two that wait so long make no war. */
  private static final Duration TRUCE = Duration.ofMinutes(5);

  /** A connection that lasted longer was not shared with anybody. */
  private static final Duration ALONE = Duration.ofMinutes(15);

  private final LinkSettings settings;
  private final Backoff backoff;
  private final RandomGenerator random;
  private final LinkThreads threads;
  private final LinkListener listener;
  private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();
  private final AtomicInteger untold = new AtomicInteger();

  // written under the lock; read without it on the way of every publish
  private volatile @Nullable PahoConnection up;

  // guarded by this
  private @Nullable PahoConnection current;
  private @Nullable ScheduledFuture<?> next;
  private int failures;
  private int pushedOff;
  private boolean closed;

  /**
   * Nothing happens before {@link #start}.
   *
   * @param random for the jitter; used under this object's lock only
   * @param threads may be shared by any number of sessions; not closed here
   */
  public MqttSession(
      LinkSettings settings,
      Backoff backoff,
      RandomGenerator random,
      LinkThreads threads,
      LinkListener listener) {
    this.settings = settings;
    this.backoff = backoff;
    this.random = random;
    this.threads = threads;
    this.listener = listener;
  }

  /** Begins to connect; call it once. */
  public void start() {
    connect();
  }

  private void connect() {
    PahoConnection attempt;
    synchronized (this) {
      if (closed || current != null) {
        return;
      }
      attempt = new PahoConnection(settings, threads, new Events());
      current = attempt;
    }
    attempt.open();
  }

  /** True between {@link LinkListener#up} and {@link LinkListener#down}. */
  public boolean isUp() {
    return up != null;
  }

  /**
   * Publishes with QoS 1. Messages published by one thread reach the broker in that order.
   *
   * @return what became of it: never exceptionally, completed on a thread of the connection, so
   *     what hangs on it must not block
   */
  public CompletionStage<Published> publish(LinkMessage message) {
    PahoConnection connection = up;
    return connection == null
        ? CompletableFuture.completedFuture(Published.DOWN)
        : connection.publish(message);
  }

  /**
   * Runs something that publishes and acknowledges many messages, which then leave together; it
   * must wait for nothing that they bring about.
   */
  public void together(Runnable sends) {
    PahoConnection connection = up;
    if (connection == null) {
      sends.run();
    } else {
      connection.together(sends);
    }
  }

  /**
   * Tells the broker that a message is dealt with and need not be delivered again. Only with manual
   * acknowledgement; without it this does nothing, as it does when the connection is gone by which
   * the message came.
   */
  public void acknowledge(Arrived message) {
    message.acknowledge();
  }

  /**
   * Cuts the connection without a DISCONNECT and makes a new one after the first back-off. For
   * whoever noticed that it is connected but deaf: Paho 1.2.5 may say that it is connected and pass
   * nothing.
   *
   * @param reason given to {@link LinkListener#down}
   */
  public void forceReconnect(String reason) {
    PahoConnection connection;
    synchronized (this) {
      connection = current;
      failures = 0;
    }
    if (connection != null) {
      connection.end(new LinkDown(LinkDown.Cause.CLOSED, reason));
    }
  }

  /**
   * Ends the link for good: publishes the will itself, says DISCONNECT and returns, after two
   * seconds at most. The listener hears no {@code down}. Call it from no thread of the link.
   */
  @Override
  public void close() {
    PahoConnection connection;
    synchronized (this) {
      closed = true;
      connection = current;
      current = null;
      if (next != null) {
        next.cancel(false);
      }
    }
    if (connection != null) {
      LinkMessage will = settings.will();
      if (up != null && will != null) {
        awaitBriefly(connection.publish(will));
      }
      up = null;
      connection.leave("closed");
    }
  }

  private static void awaitBriefly(CompletionStage<Published> stage) {
    try {
      var _ = stage.toCompletableFuture().get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // then the broker publishes it when it misses us
    }
  }

  /** How long to wait before the next attempt. */
  private Duration pause() {
    return pushedOff < PUSHED_OFF
        ? backoff.after(failures, random)
        : TRUCE.plusMillis(random.nextLong(TRUCE.toMillis()));
  }

  /**
   * Tells the listener one thing after the other, on whichever thread comes first, under no lock.
   */
  private void tell(Runnable item) {
    news.add(item);
    if (untold.getAndIncrement() == 0) {
      do {
        Runnable oldest = news.poll();
        if (oldest != null) {
          oldest.run();
        }
      } while (untold.decrementAndGet() > 0);
    }
  }

  private final class Events implements PahoConnection.Owner {
    @Override
    public void ready(PahoConnection connection, LinkFacts facts) {
      synchronized (MqttSession.this) {
        if (current != connection) {
          return;
        }
        up = connection;
        next = threads.schedule(() -> stable(connection), STABLE.toMillis(), TimeUnit.MILLISECONDS);
      }
      tell(() -> listener.up(facts));
    }

    private void stable(PahoConnection connection) {
      synchronized (MqttSession.this) {
        if (current == connection) {
          failures = 0;
          next = threads.schedule(() -> alone(connection), ALONE.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    }

    private void alone(PahoConnection connection) {
      synchronized (MqttSession.this) {
        if (current == connection) {
          pushedOff = 0;
        }
      }
    }

    @Override
    public void gone(PahoConnection connection, LinkDown why) {
      synchronized (MqttSession.this) {
        if (current != connection) {
          return;
        }
        current = null;
        up = null;
        if (next != null) {
          next.cancel(false);
        }
        failures++;
        pushedOff += why.cause() == LinkDown.Cause.PUSHED_OFF ? 1 : 0;
        next =
            threads.schedule(MqttSession.this::connect, pause().toMillis(), TimeUnit.MILLISECONDS);
      }
      tell(() -> listener.down(why.words()));
    }

    @Override
    public void arrived(PahoConnection connection, Arrived message) {
      listener.arrived(message);
    }
  }
}
