package city.seki.hub;

import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C and SIGTERM as an orderly end: the signal opens the latch, and the process goes only when
 * everything is closed.
 */
final class Ending implements AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook;

  private Ending(CountDownLatch end) {
    hook =
        new Thread(
            () -> {
              end.countDown();
              awaitClosed();
            },
            "seki-ending");
  }

  /** From now on a signal opens that latch. */
  static Ending onSignal(CountDownLatch end) {
    Ending ending = new Ending(end);
    Runtime.getRuntime().addShutdownHook(ending.hook);
    return ending;
  }

  private void awaitClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything is closed. */
  @Override
  public void close() {
    closed.countDown();
  }
}
