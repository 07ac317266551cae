package city.seki.edge.av.mqtt;

import city.seki.config.link.Arrived;
import city.seki.config.link.LinkDown;
import city.seki.config.link.LinkSettings;
import city.seki.config.link.LinkThreads;
import city.seki.config.link.Listening;
import city.seki.edge.card.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a broker, and of each of its topics the last message that nobody has taken yet:
 * a device may say as much as it wants, it fills nothing.
 *
 * <p>The link's threads put messages in, the watch's thread takes them out; the state is guarded by
 * this object's lock, under which nobody waits.
 */
final class BrokerLine implements AutoCloseable {
  /** A longer payload is not kept: what says how a device is takes some hundred bytes. */
  static final int LONGEST_PAYLOAD = 64 * 1024;

  /** Nothing longer is even read. */
  static final int LONGEST_PACKET = 1024 * 1024;

  /** How many messages may be under way: they are taken at once. */
  private static final int WINDOW = 16;

  /**
   * @param payload null where it was longer than {@link #LONGEST_PAYLOAD}
   * @param retained whether the broker had kept it, nobody knows for how long
   * @param at when it came, in nanoseconds of the monotonic clock
   */
  @SuppressWarnings("ArrayRecordComponent") // messages are never compared
  record Message(String topic, byte @Nullable [] payload, boolean retained, long at) {}

  private final Set<String> topics;
  private final Pace pace;
  private final Semaphore news = new Semaphore(0);
  private final Listening listening;

  // guarded by this
  private final Map<String, Message> untaken = new LinkedHashMap<>();
  private final Set<String> unheard;
  private boolean ready;
  private @Nullable LinkDown down;

  private BrokerLine(LinkSettings settings, Set<String> topics, LinkThreads threads, Pace pace) {
    this.topics = Set.copyOf(topics);
    this.pace = pace;
    unheard = new HashSet<>(topics);
    listening =
        Listening.open(
            settings
                .withSubscriptions(topics.toArray(String[]::new))
                .withWindow(WINDOW, WINDOW)
                .withPacketBound(LONGEST_PACKET),
            threads,
            new Hearing());
  }

  /** Begins to connect, and does not wait for what comes of it. */
  static BrokerLine open(
      LinkSettings settings, Set<String> topics, LinkThreads threads, Pace pace) {
    return new BrokerLine(settings, topics, threads, pace);
  }

  /**
   * Waits until the broker took the subscriptions, the connection failed, or that time has passed.
   */
  void awaitReady(Duration most) throws InterruptedException {
    awaitUntil(most, () -> ready);
  }

  /** Waits until every topic was heard, the connection ended, or that time has passed. */
  void awaitAllHeard(Duration most) throws InterruptedException {
    awaitUntil(most, unheard::isEmpty);
  }

  /** Something that is asked under the lock. */
  private interface Question {
    boolean holds();
  }

  private void awaitUntil(Duration most, Question enough) throws InterruptedException {
    long end = pace.nanos() + most.toNanos();
    while (!holds(enough) && end - pace.nanos() > 0) {
      await(Duration.ofNanos(end - pace.nanos()));
    }
  }

  private synchronized boolean holds(Question enough) {
    return down != null || enough.holds();
  }

  /** Waits until something happened since the last wait, or that time has passed. */
  void await(Duration most) throws InterruptedException {
    var _ = news.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** What came and was not taken yet, the last of each topic, in the order of coming. */
  synchronized List<Message> take() {
    news.drainPermits(); // what woke is taken now
    List<Message> taken = new ArrayList<>(untaken.values());
    untaken.clear();
    return taken;
  }

  synchronized boolean isReady() {
    return ready && down == null;
  }

  /** Why it ended, null while it did not. */
  synchronized @Nullable LinkDown down() {
    return down;
  }

  /** Says goodbye; takes a second at most, and never throws. */
  @Override
  public void close() {
    listening.close();
  }

  private void wake() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  private final class Hearing implements Listening.Listener {
    @Override
    public void ready() {
      synchronized (BrokerLine.this) {
        ready = true;
        wake();
      }
    }

    @Override
    public void arrived(Arrived arrived) {
      String topic = arrived.topic();
      if (!topics.contains(topic)) {
        return; // nobody asked for it
      }
      byte[] payload = arrived.payload();
      Message message =
          new Message(
              topic,
              payload.length > LONGEST_PAYLOAD ? null : payload,
              arrived.retained(),
              pace.nanos());
      synchronized (BrokerLine.this) {
        untaken.remove(topic); // the last comes last
        untaken.put(topic, message);
        unheard.remove(topic);
        wake();
      }
    }

    @Override
    public void down(LinkDown why) {
      synchronized (BrokerLine.this) {
        down = why;
        wake();
      }
    }
  }
}
