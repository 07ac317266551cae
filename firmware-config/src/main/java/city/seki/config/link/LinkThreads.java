package city.seki.config.link;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that any number of sessions share: one for the clock, and the three for which Paho
 * asks per connection (receiver, sender, callback).
 *
 * <p>Two habits of Paho 1.2.5 are met here. It polls every 100 ms whether a thread that it
 * submitted runs yet, three times per connect: {@link #submit} therefore returns only when it does.
 * And it stops its threads by interrupting them, also in the middle of a listener: what is
 * submitted here cannot be interrupted, Paho's flags and the closed socket end it just as well.
 */
public final class LinkThreads extends ScheduledThreadPoolExecutor {
  private static final long SETTLE_NANOS = 100_000;

  private final ThreadFactory starter;

  private LinkThreads(String name, ThreadFactory starter) {
    super(1, Thread.ofPlatform().daemon().name(name + "-clock").factory());
    setRemoveOnCancelPolicy(true);
    setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.starter = starter;
  }

  /** Virtual threads: a session costs some kilobytes. For many sessions in one process. */
  public static LinkThreads virtual(String name) {
    return new LinkThreads(name, Thread.ofVirtual().name(name).factory());
  }

  /** Platform threads: three per session. For the few that carry much. */
  public static LinkThreads platform(String name) {
    return new LinkThreads(name, Thread.ofPlatform().daemon().name(name).factory());
  }

  @Override
  public Future<?> submit(Runnable task) {
    CountDownLatch running = new CountDownLatch(1);
    FutureTask<Void> uninterruptible =
        new FutureTask<>(task, null) {
          @Override
          public boolean cancel(boolean mayInterrupt) {
            return super.cancel(false);
          }
        };
    execute(
        () -> {
          running.countDown();
          uninterruptible.run();
        });
    try {
      running.await();
      LockSupport.parkNanos(SETTLE_NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return uninterruptible;
  }

  @Override
  public void execute(Runnable task) {
    starter.newThread(task).start();
  }

  /** The clock's thread only starts the task, so that a slow one delays no other. */
  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return super.schedule(() -> execute(task), delay, unit);
  }
}
