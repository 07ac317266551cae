package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does, no longer than 20 s unless told otherwise. */
final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(25);

  /** Looks once. */
  @FunctionalInterface
  interface Look {
    boolean holds() throws IOException, InterruptedException;
  }

  private Await() {}

  static void until(String what, Look look) throws IOException, InterruptedException {
    until(what, PATIENCE, look);
  }

  static void until(String what, Duration patience, Look look)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!look.holds()) {
      assertTrue(System.nanoTime() < end, "not within " + patience.toSeconds() + " s: " + what);
      LockSupport.parkNanos(PAUSE);
    }
  }
}
