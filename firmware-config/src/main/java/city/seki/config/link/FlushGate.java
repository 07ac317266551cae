package city.seki.config.link;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many packets have been handed to Paho and have not come out at its end yet.
 *
 * <p>Paho flushes the socket after every packet: a system call, and a wake-up of the broker, each.
 * While this count is above zero its sender thread is certain to bring the next packet at once, so
 * the flush can wait for that one. The count is raised only <em>after</em> the hand-over: it may be
 * too low for a moment (one flush too many), never too high (bytes that nobody flushes).
 */
final class FlushGate {
  private final AtomicInteger queued = new AtomicInteger();

  /** A packet has been handed to Paho. */
  void handedOver() {
    queued.incrementAndGet();
  }

  /**
   * Such a packet has been written.
   *
   * @return whether another one follows at once
   */
  boolean writtenAndMoreFollows() {
    return queued.decrementAndGet() > 0;
  }

  boolean moreFollows() {
    return queued.get() > 0;
  }
}
