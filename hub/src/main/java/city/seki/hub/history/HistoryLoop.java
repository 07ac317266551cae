package city.seki.hub.history;

import city.seki.config.model.City;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Keeps the history up to date while the hub runs, a second or so behind the ledger. Its thread
 * rests at least as long as it works: taps come first.
 */
public final class HistoryLoop implements AutoCloseable {
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long END_MILLIS = 10_000;

  private final Path file;
  private final Path ledger;
  private final List<Projection.Kind> kinds;
  private final Supplier<City> city;
  private final Supplier<Instant> clock;
  private final LongSupplier nanos;
  private final Runnable first;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private boolean ending;
  private volatile long behind;
  private volatile @Nullable String trouble;

  /**
   * @param file the history's
   * @param kinds projections beside the visits
   * @param first done on the loop's thread before all else
   */
  public HistoryLoop(
      Path file,
      Path ledger,
      List<Projection.Kind> kinds,
      Supplier<City> city,
      Supplier<Instant> clock,
      LongSupplier nanos,
      Runnable first) {
    this.file = file;
    this.ledger = ledger;
    this.kinds = List.copyOf(kinds);
    this.city = city;
    this.clock = clock;
    this.nanos = nanos;
    this.first = first;
    thread = Thread.ofPlatform().name("seki-history").unstarted(this::run);
  }

  /** The ledger is there. */
  public void start() {
    thread.start();
  }

  /** Why the history is not kept up to date, null if it is. */
  public @Nullable String trouble() {
    return trouble;
  }

  /** How many events of the ledger are not in the history yet, as of the last look. */
  public long behind() {
    return behind;
  }

  private void run() {
    while (rests(0)) {
      try {
        first.run();
        follow();
      } catch (RuntimeException e) {
        // One look that failed is no reason never to look again.
        if (trouble == null) {
          Logger.error("the history is not kept up to date: {}", e.getMessage());
        }
        trouble = String.valueOf(e.getMessage());
        if (!rests(AGAIN_NANOS)) {
          return;
        }
      }
    }
  }

  private void follow() {
    try (Follower follower = Follower.open(file, ledger, kinds)) {
      follow(follower);
    }
  }

  private void follow(Follower follower) {
    long rest;
    do {
      long before = nanos.getAsLong();
      boolean more = follower.step(city.get(), clock.get());
      behind = follower.behind();
      more |= !more && follower.tidy();
      if (trouble != null) {
        Logger.info("the history is kept up to date again");
        trouble = null;
      }
      rest = more ? nanos.getAsLong() - before : LOOK_NANOS;
    } while (rests(rest));
  }

  /** Waits so long; false if it is to end. */
  private boolean rests(long time) {
    lock.lock();
    try {
      long left = time;
      while (!ending && left > 0) {
        left = ended.awaitNanos(left);
      }
      return !ending;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      ending = true;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
