package city.seki.hub.feed;

import city.seki.hub.history.Attendance;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Counts the last days every hour, by a thread of its own that nobody waits for, and tells the
 * topics and the statistics system.
 */
public final class DailyLoop implements AutoCloseable {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration EVERY = Duration.ofHours(1);

  /** While the history is behind its ledger. */
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final Attendance attendance;
  private final BooleanSupplier isUpToDate;
  private final Supplier<LocalDate> today;
  private final RetainedDays days;
  private final @Nullable Telling telling;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("seki-days").factory());

  /** The statistics system, where there is one. */
  public record Telling(FeedStore store, Feed feed) {}

  /**
   * @param isUpToDate whether the attendance has all that the ledger has
   * @param today in the city
   * @param telling null where no statistics system is told
   */
  public DailyLoop(
      Attendance attendance,
      BooleanSupplier isUpToDate,
      Supplier<LocalDate> today,
      RetainedDays days,
      @Nullable Telling telling) {
    this.attendance = attendance;
    this.isUpToDate = isUpToDate;
    this.today = today;
    this.days = days;
    this.telling = telling;
  }

  /** The history is being kept. */
  public void start() {
    in(FIRST, this::count);
  }

  private void in(Duration wait, Runnable task) {
    var _ =
        thread.schedule(
            () -> {
              try {
                task.run();
              } catch (RuntimeException e) {
                // One look that failed is no reason never to look again.
                Logger.error(e, "the last days were not told");
                in(EVERY, task);
              }
            },
            wait.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void count() {
    if (!isUpToDate.getAsBoolean()) {
      in(AGAIN, this::count);
      return;
    }
    LocalDate now = today.get();
    days.look(attendance, now);
    if (telling != null) {
      Feed.count(telling.store(), attendance, now);
      deliver();
    }
    in(EVERY, this::count);
  }

  private void deliver() {
    Telling to = telling;
    if (to == null) {
      return;
    }
    try {
      Duration wait = to.feed().deliver();
      // What is owed after an hour is tried again by the next count.
      if (!wait.isZero() && wait.compareTo(EVERY) < 0) {
        in(wait, this::deliver);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    var _ = thread.shutdownNow();
    try {
      var _ = thread.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (telling != null) {
      telling.store().close();
    }
  }
}
