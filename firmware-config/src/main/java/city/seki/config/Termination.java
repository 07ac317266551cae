package city.seki.config;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM and Ctrl-C as an ordinary end. A program that is told to stop has done its work, so the
 * exit code is 0 and not the 143 that a JVM gives by itself.
 */
public final class Termination implements AutoCloseable {
  /** Longer than anything takes that has to be let go of; systemd waits 90 s before it kills. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook;

  /**
   * @param stop makes the work end soon; called in another thread
   */
  public Termination(Runnable stop) {
    hook =
        new Thread(
            () -> {
              stop.run();
              endProcess();
            },
            "termination");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void endProcess() {
    try {
      var _ = finished.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0);
  }

  /** The work is over and everything is let go of. */
  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook with exit code 0 is part of that.
      return;
    }
  }
}
