package city.seki.hub.broker;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Keeps the threads of Moquette alive on which it runs the commands of its clients.
 *
 * <p>Moquette 0.18.3 has as many of them as there are processors, gives each client to one of them
 * by its id, and lets a thread die of any exception: from then on no client of that thread is
 * served, be it connected or new, until the broker starts again. {@link ConnectGate} takes away the
 * ways to such an exception that are known. (Moquette's issue 933 and pull request 957; mended in
 * its main branch, in no release of November 2026.)
 *
 * <p>A thread that dies calls its handler of uncaught exceptions itself, which here goes on with
 * its loop.
 */
final class SessionLoops {
  private static final String NAME = "Session Executor ";

  private SessionLoops() {}

  /**
   * Call it on the thread that has started the broker.
   *
   * @throws IllegalStateException if there are none: then this Moquette is another
   */
  static void keepAlive() {
    List<Thread> loops = loops();
    if (loops.isEmpty()) {
      throw new IllegalStateException("found no thread named '" + NAME + "...'");
    }
    loops.forEach(loop -> loop.setUncaughtExceptionHandler(SessionLoops::goOn));
  }

  /** Threads inherit the group of the thread that makes them. */
  private static List<Thread> loops() {
    ThreadGroup group = Objects.requireNonNull(Thread.currentThread().getThreadGroup());
    Thread[] threads = new Thread[2 * group.activeCount() + 16];
    int count = group.enumerate(threads);
    return Arrays.stream(threads, 0, count)
        .filter(thread -> thread.getName().startsWith(NAME))
        .toList();
  }

  private static void goOn(Thread loop, Throwable failure) {
    @Nullable Throwable next = failure;
    while (next != null) {
      Logger.warn(
          "the embedded broker failed at a command of one client, and goes on: {}", cause(next));
      next = run(loop);
    }
  }

  /** Until it ends as told, or by the exception that is returned. */
  private static @Nullable Throwable run(Runnable loop) {
    try {
      loop.run();
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
