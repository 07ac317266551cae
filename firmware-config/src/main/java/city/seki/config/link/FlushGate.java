package city.seki.config.link;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many packets have been handed to Paho and have not come out at its end yet.
 *
 * <p>Paho flushes the socket after every packet: a system call, and a wake-up of the broker, each.
 * While this count is above zero its sender thread is certain to bring the next packet at once, so
 * the flush can wait for that one. The count is raised only <em>after</em> the hand-over: it may be
 * too low for a moment (one flush too many), never too high (bytes that nobody flushes).
 *
 * <p>While somebody hands over many packets in a row, the sender thread waits for the last of them:
 * otherwise the two fight for Paho's one lock at every packet, which costs more than the packets
 * (embedded broker on two cores, in turns: 5,391 decisions a second without, 6,362 with it; with
 * Mosquitto no difference).
 */
final class FlushGate {
  private final AtomicInteger queued = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition noneHolds = lock.newCondition();
  private int holders; // guarded by lock

  /** A packet has been handed to Paho. */
  void handedOver() {
    queued.incrementAndGet();
  }

  /** More packets will be handed over; {@link #release} says that the last one was. */
  void hold() {
    lock.lock();
    try {
      holders++;
    } finally {
      lock.unlock();
    }
  }

  void release() {
    lock.lock();
    try {
      holders--;
      if (holders == 0) {
        noneHolds.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits while somebody hands over packets in a row. */
  void pass() {
    lock.lock();
    try {
      while (holders > 0) {
        noneHolds.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
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
